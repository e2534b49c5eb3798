using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>Payments for rows with faults.</summary>
internal static class FaultPayments
{
    private static readonly string[] Bics = [.. SandboxBanks.Known.Select(known => known.Bic)];

    /// <summary>A payment among all banks, of which a few are rejected.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="withSilence">Whether a few others are met with silence.</param>
    public static PaymentRecord Among(Random random, bool withSilence)
    {
        PaymentRecord payment;
        do payment = PaymentPlan.Make(1, random, Bics, mixed: false).Single();
        while (!withSilence && payment.Behaviour == Behaviour.Silence);
        return payment;
    }

    /// <summary>A payment that a bank other than the last one makes: to the last one in a third of all cases, else to another.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="ofLast">What the last bank does with payments to it.</param>
    public static PaymentRecord WithLast(Random random, Behaviour ofLast)
    {
        int from = random.Next(Bics.Length - 1);
        bool toLast = random.Next(3) == 0;
        string creditor = toLast ? Bics[^1] : Bics[(from + 1 + random.Next(Bics.Length - 2)) % (Bics.Length - 1)];
        return new PaymentRecord
        {
            Uetr = PaymentPlan.MakeUetr(random),
            Debtor = Bics[from],
            CreditorBic = creditor,
            AmountMinor = PaymentPlan.Amount(random),
            Behaviour = toLast ? ofLast : Behaviour.Accept,
        };
    }
}

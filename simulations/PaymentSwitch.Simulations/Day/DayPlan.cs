using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>The payments of customers through the day: who pays whom, how much, when, and what comes of it. All from a seed.</summary>
internal static class DayPlan
{
    private static readonly string[] RejectReasons = ["AC04", "AC06", "AG01", "BE04", "RR04"];

    // Shares in thousandths; the rest is accepted, and nothing follows.
    private static readonly (Behaviour Behaviour, int Share)[] Behaviours =
        [(Behaviour.Reject, 50), (Behaviour.Silence, 10), (Behaviour.AcceptLate, 10), (Behaviour.UnknownCreditor, 8), (Behaviour.Stale, 8)];

    private static readonly (Sequel Sequel, int Share)[] Sequels =
    [
        (Sequel.RecallRefused, 15), (Sequel.RecallReturned, 15), (Sequel.RecallUnanswered, 15), (Sequel.Returned, 20), (Sequel.ReturnedInParts, 10),
    ];

    /// <summary>The payments, in the order in which they are sent.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Where everything comes from.</param>
    public static IReadOnlyList<DayPayment> Make(int count, Random random)
    {
        var payments = new List<DayPayment>(count);
        // Each kind is seen at least once in each scheme, however few payments there are.
        var first = new Queue<(string, Behaviour, Sequel)>();
        foreach (string currency in new[] { "GBP", "EUR" })
        {
            foreach ((Behaviour behaviour, _) in Behaviours) first.Enqueue((currency, behaviour, Sequel.None));
            foreach ((Sequel sequel, _) in Sequels) first.Enqueue((currency, Behaviour.Accept, sequel));
        }

        for (int i = 0; i < count; i++)
        {
            DateTimeOffset dueAt = DayHours.FirstPayment + ((DayHours.LastPayment - DayHours.FirstPayment) * i / count);
            (string currency, Behaviour behaviour, Sequel sequel) = first.TryDequeue(out var one)
                ? one
                : (random.Next(5) < 3 ? "GBP" : "EUR", Draw(random, Behaviours), Draw(random, Sequels));
            if (behaviour != Behaviour.Accept) sequel = Sequel.None;
            if (sequel == Sequel.RecallUnanswered && dueAt > DayHours.LastLapse) sequel = Sequel.RecallRefused;
            // The euro scheme of this day takes nothing back in parts.
            if (sequel == Sequel.ReturnedInParts && currency == "EUR") sequel = Sequel.Returned;
            payments.Add(Make(random, currency, behaviour, sequel, dueAt));
        }

        return payments;
    }

    /// <summary>One payment from a bank to another, that is accepted.</summary>
    /// <param name="random">Where its identity comes from.</param>
    /// <param name="from">Who pays.</param>
    /// <param name="to">The creditor agent, by its BIC.</param>
    /// <param name="through">The bank that is reached under it.</param>
    /// <param name="currency">In which scheme.</param>
    /// <param name="amountMinor">How much, in minor units.</param>
    public static DayPayment Single(Random random, string from, string to, string through, string currency, long amountMinor) => new()
    {
        CreditorBank = through,
        Record = new PaymentRecord
        {
            Uetr = PaymentPlan.MakeUetr(random), Debtor = from, CreditorBic = to, AmountMinor = amountMinor, Currency = currency, Behaviour = Behaviour.Accept,
        },
    };

    private static DayPayment Make(Random random, string currency, Behaviour behaviour, Sequel sequel, DateTimeOffset dueAt)
    {
        string[] banks = Cast.BanksIn(currency);
        int from = random.Next(banks.Length);
        string to = banks[(from + 1 + random.Next(banks.Length - 1)) % banks.Length];
        bool isUnknown = behaviour == Behaviour.UnknownCreditor;
        return new DayPayment
        {
            CreditorBank = isUnknown ? null : to,
            DueAt = dueAt,
            Sequel = sequel,
            Record = new PaymentRecord
            {
                Uetr = PaymentPlan.MakeUetr(random),
                Debtor = banks[from],
                CreditorBic = isUnknown ? "NOBODEFFXXX" : to,
                AmountMinor = PaymentPlan.Amount(random),
                Currency = currency,
                Behaviour = behaviour,
                RejectReason = behaviour == Behaviour.Reject ? RejectReasons[random.Next(RejectReasons.Length)] : null,
            },
        };
    }

    private static TKind Draw<TKind>(Random random, (TKind Kind, int Share)[] shares)
    {
        int drawn = random.Next(1000);
        foreach ((TKind kind, int share) in shares)
        {
            drawn -= share;
            if (drawn < 0) return kind;
        }

        return default!;
    }
}

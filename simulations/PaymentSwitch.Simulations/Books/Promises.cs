namespace PaymentSwitch.Simulations.Books;

/// <summary>
/// Checks what the switch promises, from the banks' side: from what they sent, what they were told, and the accounts
/// they are shown.
/// </summary>
internal static class Promises
{
    /// <summary>Checks all of them.</summary>
    /// <param name="payments">All payments that were sent.</param>
    /// <param name="accounts">Each bank: its own book, and its account at the switch.</param>
    /// <param name="others">Things looked at on the way, by promise; the violation is empty where nothing was wrong.</param>
    /// <param name="interrupted">Whether the switch was away at times, so that any payment may have expired or come too late.</param>
    public static IReadOnlyList<PromiseResult> Check(
        IReadOnlyCollection<PaymentRecord> payments,
        IReadOnlyCollection<BankAccounts> accounts,
        IReadOnlyCollection<(string Promise, string Violation)> others,
        bool interrupted) => Check(payments, accounts, others, (_, reason) => interrupted && reason is ("AB05" or "TM01"));

    /// <summary>Checks all of them, where payments may be rejected for what was done to the switch.</summary>
    /// <param name="payments">All payments that were sent.</param>
    /// <param name="accounts">Each bank: its own book, and its account at the switch.</param>
    /// <param name="others">Things looked at on the way, by promise; the violation is empty where nothing was wrong.</param>
    /// <param name="mayBeRejected">Whether this payment may have been rejected for this reason, whatever the banks did with it.</param>
    public static IReadOnlyList<PromiseResult> Check(
        IReadOnlyCollection<PaymentRecord> payments,
        IReadOnlyCollection<BankAccounts> accounts,
        IReadOnlyCollection<(string Promise, string Violation)> others,
        Func<PaymentRecord, string?, bool> mayBeRejected)
    {
        PaymentRecord[] sent = [.. payments.Where(payment => payment.Sent is not null)];
        var results = new List<PromiseResult>
        {
            new("every payment has exactly one outcome", Each(sent, payment => payment.HeardByDebtor.Count switch
            {
                1 => null,
                0 => payment.IsAcknowledged ? "was acknowledged and has no outcome" : "was never acknowledged and has no outcome",
                int count => $"has {count} outcomes",
            })),
            new("both banks heard the same", Each(sent, DifferentlyHeard)),
            new("nothing settles twice", Each(sent, SettledTwice)),
            new("the creditor bank gets the whole message, once", Each(sent, Altered)),
            new("the outcome is what the banks' doings make it", Each(sent, payment => Unexpected(payment, mayBeRejected))),
            new("a late or contradicting answer moves nothing", Each(sent.Where(IsCalledOff), payment =>
                payment.HeardByDebtor.Any(outcome => outcome.Status != "RJCT") ? "settled all the same" : null)),
            new("the switch's accounts are the banks' own books", [.. accounts.Where(bank => bank.Book.BalanceMinor != bank.BalanceMinor)
                .Select(bank => $"{bank.Bank}: its book says {bank.Book.BalanceMinor} cents, the switch {bank.BalanceMinor}")]),
            new("nothing stays reserved", [.. accounts.Where(bank => bank.ReservedMinor != 0).Select(bank => $"{bank.Bank}: {bank.ReservedMinor} cents")]),
            new("the sum of all balances is what was brought in", SumOf(accounts)),
        };
        foreach (IGrouping<string, (string Promise, string Violation)> other in others.GroupBy(entry => entry.Promise))
            results.Add(new PromiseResult(other.Key, [.. other.Where(entry => entry.Violation.Length > 0).Select(entry => entry.Violation)]));
        return results;
    }

    private static string? DifferentlyHeard(PaymentRecord payment)
    {
        if (payment.Forwarded.Count == 0)
            return payment.HeardByCreditor.Count == 0 ? null : "was not forwarded, but the creditor bank heard an outcome";
        string[] debtor = [.. payment.HeardByDebtor.Select(outcome => outcome.Status).Distinct()];
        string[] creditor = [.. payment.HeardByCreditor.Select(outcome => outcome.Status).Distinct()];
        return debtor.SequenceEqual(creditor) ? null : $"the debtor bank heard {Join(debtor)}, the creditor bank {Join(creditor)}";
    }

    private static string? SettledTwice(PaymentRecord payment)
    {
        int debtor = payment.HeardByDebtor.Count(outcome => outcome.Status != "RJCT");
        int creditor = payment.HeardByCreditor.Count(outcome => outcome.Status != "RJCT");
        return debtor > 1 || creditor > 1 ? $"was told as settled {debtor} and {creditor} times" : null;
    }

    private static string? Altered(PaymentRecord payment)
    {
        if (payment.Forwarded.Count > 1) return $"was forwarded {payment.Forwarded.Count} times";
        if (payment.Forwarded.Count == 0) return payment.HeardByDebtor.Any(outcome => outcome.Status != "RJCT") ? "settled without being forwarded" : null;
        string document = Messages.MessageFacts.Read(payment.Sent!).Document;
        return document == payment.Forwarded[0] ? null : "was altered on the way";
    }

    private static string? Unexpected(PaymentRecord payment, Func<PaymentRecord, string?, bool> mayBeRejected)
    {
        if (payment.HeardByDebtor is not [var outcome, ..]) return null;
        if (outcome.Status == "RJCT" && mayBeRejected(payment, outcome.Reason)) return null;
        (string status, string? reason) = Expected(payment);
        return outcome.Status == status && (reason is null || outcome.Reason == reason)
            ? null
            : $"({payment.Behaviour}) ended as {outcome.Status} {outcome.Reason}, expected {status} {reason}";
    }

    private static (string Status, string? Reason) Expected(PaymentRecord payment) => payment.Behaviour switch
    {
        Behaviour.Reject => ("RJCT", payment.RejectReason),
        Behaviour.Silence or Behaviour.AcceptLate => ("RJCT", "AB05"),
        Behaviour.UnknownCreditor => ("RJCT", "CNOR"),
        Behaviour.Overdraw => ("RJCT", "AM04"),
        Behaviour.Stale => ("RJCT", "TM01"),
        _ => ("ACSC", null),
    };

    private static bool IsCalledOff(PaymentRecord payment) => payment.Behaviour is Behaviour.Silence or Behaviour.AcceptLate;

    private static string[] SumOf(IReadOnlyCollection<BankAccounts> accounts)
    {
        long sum = accounts.Sum(bank => bank.BalanceMinor);
        long brought = accounts.Sum(bank => bank.Book.OpeningMinor);
        return sum == brought ? [] : [$"the sum is {sum} cents, brought in were {brought}"];
    }

    private static string[] Each(IEnumerable<PaymentRecord> payments, Func<PaymentRecord, string?> check) =>
        [.. payments.Select(payment => (payment.Uetr, Violation: check(payment))).Where(found => found.Violation is not null).Select(found => $"{found.Uetr} {found.Violation}")];

    private static string Join(string[] statuses) => statuses.Length == 0 ? "nothing" : string.Join(" and ", statuses);
}

/// <summary>A promise, and where it was broken.</summary>
/// <param name="Promise">What was promised.</param>
/// <param name="Violations">Where it was broken; empty where it was kept.</param>
internal sealed record PromiseResult(string Promise, IReadOnlyList<string> Violations)
{
    /// <summary>Whether it was kept.</summary>
    public bool IsKept => Violations.Count == 0;
}

/// <summary>A bank's own book, and its account as the switch shows it.</summary>
/// <param name="Bank">Which bank.</param>
/// <param name="Book">Its own book.</param>
/// <param name="BalanceMinor">The balance at the switch, in cents.</param>
/// <param name="ReservedMinor">What is reserved there, in cents.</param>
internal sealed record BankAccounts(string Bank, BankBook Book, long BalanceMinor, long ReservedMinor);

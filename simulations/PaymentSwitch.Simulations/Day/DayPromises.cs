using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>What is promised of a day, held against what everybody knows at its end.</summary>
internal static class DayPromises
{
    /// <summary>Of payments, recalls and returns.</summary>
    public static IEnumerable<PromiseResult> OfPayments(IReadOnlyCollection<DayPayment> payments)
    {
        yield return Each("every payment has one outcome", payments, payment => payment.Record.HeardByDebtor.Count == 1
            ? null
            : $"has {payment.Record.HeardByDebtor.Count} outcomes");
        yield return Each("both banks heard the same of it", payments, payment =>
        {
            string[] debtor = [.. payment.Record.HeardByDebtor.Select(outcome => outcome.Status)];
            string[] creditor = [.. payment.Record.HeardByCreditor.Select(outcome => outcome.Status).Distinct()];
            bool same = payment.Record.Forwarded.Count == 0 ? creditor.Length == 0 : debtor.SequenceEqual(creditor);
            return same ? null : $"is {string.Join('+', debtor)} for the payer's bank, {string.Join('+', creditor)} for the payee's";
        });
        yield return Each("what was rejected, late or met with silence moved nothing", payments, payment =>
            payment.IsSettled && payment.Record.Behaviour != Behaviour.Accept ? $"({payment.Record.Behaviour}) has settled" : null);
        yield return Each("every recall came to an end, by a return or a refusal", payments.Where(payment => payment.IsRecalled), payment => payment.Sequel switch
        {
            Sequel.RecallReturned when payment.GotBackMinor == payment.Record.AmountMinor && payment.RecallRefusedFor is null => null,
            Sequel.RecallRefused when payment is { GotBackMinor: 0, RecallRefusedFor: "LEGL" or "NOOR" } => null,
            Sequel.RecallUnanswered when payment is { GotBackMinor: 0, RecallRefusedFor: "NOAS" } => null,
            // While its bank is suspended a return is refused, and the recall lapses.
            Sequel.RecallReturned or Sequel.RecallRefused when payment is { GotBackMinor: 0, RecallRefusedFor: "NOAS" } => null,
            _ => $"({payment.Sequel}) got {payment.GotBackMinor} back, refused for {payment.RecallRefusedFor ?? "nothing"}",
        });
        yield return Each("what is sent back arrives, and never more than was paid", payments, payment =>
            payment.SentBackMinor == payment.GotBackMinor && payment.GotBackMinor <= payment.Record.AmountMinor
                ? null
                : $"of {payment.Record.AmountMinor}, {payment.SentBackMinor} were sent back and {payment.GotBackMinor} came");
    }

    /// <summary>Of accounts.</summary>
    public static IEnumerable<PromiseResult> OfAccounts(IReadOnlyCollection<AccountRow> rows, SettlementBook settlement)
    {
        yield return Each("each balance is the sum of its movements", rows, row => Same(row.SwitchMinor, row.MovementsMinor, "the movements"));
        yield return Each("each balance is that of the bank's own book", rows, row => Same(row.SwitchMinor, row.Book.BalanceMinor, "the bank"));
        yield return Each("each statement: opening and entries give closing", rows, row =>
        {
            StatementSums sums = row.Statement;
            return sums.OpeningMinor + sums.CreditsMinor - sums.DebitsMinor == sums.ClosingMinor ? Same(row.SwitchMinor, sums.ClosingMinor, "the statement") : "does not add up";
        });
        yield return Each("prefunding is what the settlement bank holds (GBP)", rows.Where(row => row.Currency == "GBP"), row =>
            Same(row.PrefundedMinor, row.BroughtInMinor, "the settlement bank"));
        yield return Each("its own money is what it was given, brought in and settled", rows, row =>
            Same(row.OwnMinor, row.LentMinor - row.Book.SumOf(BookEntry.Funding) - row.Book.SumOf(BookEntry.Withdrawal) - row.Book.SumOf(BookEntry.Cycle), "its book"));
        yield return Each("all balances together are what the settlement bank holds", rows.Select(row => row.Currency).Distinct(), currency =>
            Same(
                rows.Where(row => row.Currency == currency).Sum(row => row.SwitchMinor),
                rows.Where(row => row.Currency == currency).Sum(row => row.BroughtInMinor) + settlement.UnderWayMinor(currency), "the settlement bank"));
        yield return Each("nobody has more or less than payments made of it", rows, row =>
            Same(row.SwitchMinor + row.OwnMinor, row.LentMinor + row.Book.PaymentsMinor, "what it had and its payments"));
        yield return Each("payments and returns of all banks add up to zero", rows.Select(row => row.Currency).Distinct(), currency =>
            Same(rows.Where(row => row.Currency == currency).Sum(row => row.Book.PaymentsMinor), 0, "nothing"));
        yield return Each("nothing stays reserved", rows, row => Same(row.ReservedMinor, 0, "nothing"));
    }

    /// <summary>Of cycles, and of the directory.</summary>
    public static IEnumerable<PromiseResult> OfCycles(IReadOnlyList<SettlementCycle> cycles, DayCourse course)
    {
        SettlementCycle[] day = [.. cycles.Where(cycle => cycle.Id.Number <= 3)];
        yield return new PromiseResult("three cycles are settled, the next day's first is open", day.Length == 3 && day.All(cycle => cycle.IsFinal)
            && cycles is [.., { Id.Number: 4, Status: CycleStatus.Open }] ? [] : [string.Join(", ", cycles.Select(cycle => $"{cycle.Id} is {cycle.Status}"))]);
        yield return Each("in each cycle debits equal credits", day, cycle => Same(cycle.Positions.Sum(position => position.NetMinor), 0, "nothing"));
        yield return Each("one bank defaults, once, and its prefunding pays", day, cycle =>
        {
            SettlementInstruction[] covered = [.. cycle.Instructions.Where(one => one.Status == InstructionStatus.Covered)];
            bool expected = cycle.Id.Number == 2 ? covered is [{ Participant.Value: Cast.Elmstead }] : covered.Length == 0;
            return expected ? null : $"has {covered.Length} instructions covered";
        });
        yield return new PromiseResult("a name in the directory counts from noon on, not before",
            course.Directory is ({ Status: "RJCT" }, { Status: "ACSC" }) ? [] : [$"before: {course.Directory.Before}, after: {course.Directory.After}"]);
    }

    private static string? Same(long foundMinor, long otherMinor, string other) =>
        foundMinor == otherMinor ? null : $"found {DayLog.Money(foundMinor)}, {other} says {DayLog.Money(otherMinor)}";

    private static PromiseResult Each<TItem>(string promise, IEnumerable<TItem> items, Func<TItem, string?> check) =>
        new(promise, [.. items.Select(item => (Item: item, Violation: check(item))).Where(found => found.Violation is not null).Select(found => $"{NameOf(found.Item)} {found.Violation}")]);

    private static string NameOf<TItem>(TItem item) => item switch
    {
        DayPayment payment => payment.Record.Uetr.ToString(),
        AccountRow row => $"{row.Bank}/{row.Currency}:",
        SettlementCycle cycle => $"{cycle.Id}:",
        _ => $"{item}:",
    };
}

using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Day;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The checks of a day must find what is wrong: each planted violation is seen, and nothing else is.</summary>
public sealed class DayPromiseTests
{
    private static readonly Outcome Settled = new("ACSC", null, "");
    private static readonly Outcome Rejected = new("RJCT", "AC04", "");

    [Fact]
    public void Books_in_order_break_nothing() => Assert.Equal([], Broken(row => row));

    [Fact]
    public void A_balance_that_its_movements_do_not_give_is_found() =>
        Assert.Equal(["each balance is the sum of its movements"], Broken(row => row with { MovementsMinor = row.MovementsMinor + 1 }));

    [Fact]
    public void Money_that_only_the_switch_has_is_found() => Assert.Equal(
        [
            "each balance is the sum of its movements", "each balance is that of the bank's own book", "each statement: opening and entries give closing",
            "all balances together are what the settlement bank holds", "nobody has more or less than payments made of it",
        ],
        Broken(row => row with { SwitchMinor = row.SwitchMinor + 1 }));

    [Fact]
    public void A_statement_that_does_not_add_up_is_found() => Assert.Equal(
        ["each statement: opening and entries give closing"], Broken(row => row with { Statement = row.Statement with { DebitsMinor = row.Statement.DebitsMinor + 1 } }));

    [Fact]
    public void Prefunding_that_the_settlement_bank_does_not_hold_is_found() =>
        Assert.Equal(["prefunding is what the settlement bank holds (GBP)"], Broken(row => row with { PrefundedMinor = row.PrefundedMinor - 1 }));

    [Fact]
    public void Own_money_that_went_astray_is_found() => Assert.Equal(
        ["its own money is what it was given, brought in and settled", "nobody has more or less than payments made of it"], Broken(row => row with { OwnMinor = row.OwnMinor - 1 }));

    [Fact]
    public void What_stays_reserved_is_found() => Assert.Equal(["nothing stays reserved"], Broken(row => row with { ReservedMinor = 1 }));

    [Fact]
    public void A_payment_with_two_outcomes_is_found() =>
        Assert.Equal(["every payment has one outcome", "both banks heard the same of it"], Broken(Payment(Behaviour.Accept, [Settled, Rejected], [Settled])));

    [Fact]
    public void A_rejected_payment_that_settled_is_found() =>
        Assert.Equal(["what was rejected, late or met with silence moved nothing"], Broken(Payment(Behaviour.Reject, [Settled], [Settled])));

    [Fact]
    public void A_recall_without_end_is_found()
    {
        DayPayment payment = Payment(Behaviour.Accept, [Settled], [Settled], Sequel.RecallReturned);
        payment.IsRecalled = true;
        Assert.Equal(["every recall came to an end, by a return or a refusal"], Broken(payment));
        payment.SendBack(100);
        payment.GetBack(100);
        Assert.Equal([], Broken(payment));
        payment.GetBack(100);
        Assert.Equal(["every recall came to an end, by a return or a refusal", "what is sent back arrives, and never more than was paid"], Broken(payment));
    }

    private static IEnumerable<string> Broken(DayPayment payment) => NamesOf(DayPromises.OfPayments([payment]));

    private static IEnumerable<string> Broken(Func<AccountRow, AccountRow> spoil)
    {
        // One bank has paid another 30 of 100, and a cycle has moved 20 of them.
        var settlement = new SettlementBook();
        AccountRow payer = RowOf("PAYR", -30, -20, settlement);
        AccountRow payee = RowOf("PAYE", 30, 20, settlement);
        return NamesOf(DayPromises.OfAccounts([spoil(payer), payee], settlement));
    }

    private static AccountRow RowOf(string bank, long paidMinor, long cycleMinor, SettlementBook settlement)
    {
        var book = new CurrencyBook();
        book.Book(BookEntry.Funding, 100);
        book.Book(paidMinor < 0 ? BookEntry.PaymentOut : BookEntry.PaymentIn, paidMinor);
        book.Book(BookEntry.Cycle, -cycleMinor);
        settlement.Lend(bank, "GBP", 500);
        Assert.True(settlement.BringIn(bank, "GBP", 100));
        Assert.True(cycleMinor < 0 ? settlement.PayIn(bank, "GBP", -cycleMinor, fromPrefunding: false) : settlement.PayOut(bank, "GBP", cycleMinor));
        long balanceMinor = 100 + paidMinor - cycleMinor;
        return new AccountRow(
            bank, "GBP", balanceMinor, 100, 0, balanceMinor, book, settlement.BroughtInMinor(bank, "GBP"), settlement.OwnMinor(bank, "GBP"), 500,
            new StatementSums(0, 200, 200 - balanceMinor, balanceMinor, 3));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<PromiseResult> promises) =>
        [.. promises.Where(promise => !promise.IsKept).Select(promise => promise.Promise)];

    private static DayPayment Payment(Behaviour behaviour, Outcome[] debtor, Outcome[] creditor, Sequel sequel = Sequel.None)
    {
        var payment = new DayPayment
        {
            CreditorBank = "PAYE",
            Sequel = sequel,
            Record = new PaymentRecord { Uetr = Guid.Empty, Debtor = "PAYR", CreditorBic = "PAYE", AmountMinor = 100, Behaviour = behaviour },
        };
        payment.Record.CreditorIsSent("");
        foreach (Outcome outcome in debtor) payment.Record.DebtorHears(outcome);
        foreach (Outcome outcome in creditor) payment.Record.CreditorHears(outcome);
        return payment;
    }
}

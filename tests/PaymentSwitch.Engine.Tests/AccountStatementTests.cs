using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

public sealed class AccountStatementTests
{
    private static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));

    // At 10: +100; at 20: -30 and +5; at 30: -1.
    private readonly IReadSide _readSide = Project(
        new AccountFunded(10, 100, "f-1", new OperatorAct("test")), new ReservationPosted(20, default, 30), new AccountCredited(20, default, 5, false), new ReservationPosted(30, default, 1));

    // from, to (not in it) -> opening, entries, credits, debits, closing
    [Theory]
    [InlineData(0, 10, 0, 0, 0, 0, 0)]
    [InlineData(0, 11, 0, 1, 100, 0, 100)]
    [InlineData(10, 20, 0, 1, 100, 0, 100)]
    [InlineData(11, 20, 100, 0, 0, 0, 100)]
    [InlineData(20, 21, 100, 2, 5, 30, 75)]
    [InlineData(20, 30, 100, 2, 5, 30, 75)]
    [InlineData(20, 31, 100, 3, 5, 31, 74)]
    [InlineData(31, 99, 74, 0, 0, 0, 74)]
    [InlineData(long.MinValue, long.MaxValue, 0, 4, 105, 31, 74)]
    public void A_period_has_its_beginning_in_it_and_its_end_not(long fromMs, long toMs, long openingMinor, int entries, long creditsMinor, long debitsMinor, long closingMinor)
    {
        AccountStatement statement = AccountStatement.Of(_readSide, new StatementRequest(Account, fromMs, toMs)).Statement!;

        Assert.Equal((openingMinor, closingMinor), (statement.OpeningBalanceMinor, statement.ClosingBalanceMinor));
        Assert.Equal((openingMinor, closingMinor), (statement.PageOpeningBalanceMinor, statement.PageClosingBalanceMinor));
        Assert.Equal((entries, (long)entries), (statement.Entries.Count, statement.EntryCount));
        Assert.Equal((creditsMinor, debitsMinor), (statement.Credits.SumMinor, statement.Debits.SumMinor));
        Assert.Equal(entries, statement.Credits.Count + statement.Debits.Count);
        Assert.Null(statement.NextNumber);
        Assert.Equal(1, statement.AsOfPosition);
    }

    [Fact]
    public void Pages_follow_each_other_until_the_period_ends()
    {
        var request = new StatementRequest(Account, 10, 30, EntriesMax: 2);
        AccountStatement first = AccountStatement.Of(_readSide, request).Statement!;
        AccountStatement second = AccountStatement.Of(_readSide, request with { FromNumber = first.NextNumber }).Statement!;

        Assert.Equal([1L, 2L], first.Entries.Select(entry => entry.Number));
        Assert.Equal((3L, 0L, 70L), (first.NextNumber, first.PageOpeningBalanceMinor, first.PageClosingBalanceMinor));
        Assert.Equal([3L], second.Entries.Select(entry => entry.Number));
        Assert.Equal((null, 70L, 75L), (second.NextNumber, second.PageOpeningBalanceMinor, second.PageClosingBalanceMinor));
        Assert.All([first, second], page => Assert.Equal((0L, 75L, 3L), (page.OpeningBalanceMinor, page.ClosingBalanceMinor, page.EntryCount)));
    }

    [Theory]
    [InlineData(20, 20, null, 10, StatementRefusal.PeriodEmpty)]
    [InlineData(20, 10, null, 10, StatementRefusal.PeriodEmpty)]
    [InlineData(10, 20, null, 0, StatementRefusal.PageSizeOutOfRange)]
    [InlineData(10, 20, null, AccountStatement.EntriesPerPageMax + 1, StatementRefusal.PageSizeOutOfRange)]
    [InlineData(20, 30, 1L, 10, StatementRefusal.NotInPeriod)]
    [InlineData(20, 30, 4L, 10, StatementRefusal.NotInPeriod)]
    [InlineData(20, 30, long.MinValue, 10, StatementRefusal.NotInPeriod)]
    [InlineData(20, 30, long.MaxValue, 10, StatementRefusal.NotInPeriod)]
    [InlineData(11, 20, 2L, 10, StatementRefusal.NotInPeriod)]
    public void What_cannot_be_a_page_is_refused(long fromMs, long toMs, long? fromNumber, int entriesMax, StatementRefusal refusal) =>
        Assert.Equal(new StatementResult(null, refusal), AccountStatement.Of(_readSide, new StatementRequest(Account, fromMs, toMs, fromNumber, entriesMax)));

    [Fact]
    public void An_account_without_movements_has_an_empty_statement()
    {
        AccountStatement statement = AccountStatement.Of(_readSide, new StatementRequest(Account with { Currency = Currency.Of("JPY") }, 0, 99)).Statement!;
        Assert.Equal((0L, 0L, 0L), (statement.OpeningBalanceMinor, statement.ClosingBalanceMinor, statement.EntryCount));
        Assert.Empty(statement.Entries);
    }

    [Fact]
    public void Sums_that_no_amount_can_hold_are_right()
    {
        AccountEvent[] facts = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? (AccountEvent)new AccountCredited(10, default, Money.MinorUnitsMax, false)
            : new ReservationPosted(10, default, Money.MinorUnitsMax))];
        AccountStatement statement = AccountStatement.Of(Project(facts), new StatementRequest(Account, 0, 99)).Statement!;
        Assert.Equal((Int128)20 * Money.MinorUnitsMax, statement.Credits.SumMinor);
        Assert.Equal(0, statement.ClosingBalanceMinor);
    }

    // what the read side gives wrongly -> what is told
    [Theory]
    [InlineData(Lie.AmountChanged, "the balance after movement 2 is 70, and the movements give 71")]
    [InlineData(Lie.BalanceChanged, "the balance after movement 2 is 71, and the movements give 70")]
    [InlineData(Lie.OneLeftOut, "movement 2 is missing")]
    [InlineData(Lie.LastLeftOut, "movement 3 is missing")]
    [InlineData(Lie.AtAnotherTime, "movement 2 is not in the order of time")]
    public void A_read_side_whose_movements_do_not_give_the_balances_is_found_out(Lie lie, string told)
    {
        string message = Assert.Throws<JournalException>(() => AccountStatement.Of(new LyingReadSide(_readSide, lie), new StatementRequest(Account, 10, 30))).Message;
        Assert.Contains($"Account ALPHDEFFXXX/EUR: no statement can be made: {told}", message, StringComparison.Ordinal);
    }

    private static InMemoryReadSide Project(params AccountEvent[] facts)
    {
        var group = new CommitGroup { Position = 1 };
        foreach (AccountEvent fact in facts) group.Entries.Add(new JournalEntry(EntityKey.Of(Account), 1, 0, fact));
        var readSide = new InMemoryReadSide();
        readSide.Project([group], []);
        return readSide;
    }

    public enum Lie
    {
        AmountChanged,
        BalanceChanged,
        OneLeftOut,
        LastLeftOut,
        AtAnotherTime,
    }

    /// <summary>Shows pages of movements otherwise than they are; single ones as they are.</summary>
    private sealed class LyingReadSide(IReadSide truth, Lie lie) : IReadSide
    {
        public long Position => truth.Position;

        public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max)
        {
            IReadOnlyList<Movement> read = truth.ReadMovements(account, fromNumber, max);
            if (max == 1) return read;
            return lie switch
            {
                Lie.OneLeftOut => [.. read.Where(movement => movement.Number != 2)],
                Lie.LastLeftOut => [.. read.SkipLast(1)],
                _ => [.. read.Select(movement => movement.Number == 2 ? Change(movement) : movement)],
            };
        }

        public long? FindMovement(AccountId account, long atOrAfterMs) => truth.FindMovement(account, atOrAfterMs);

        public Movement? LastMovement(AccountId account) => truth.LastMovement(account);

        public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max) => throw new NotSupportedException();

        public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter) => throw new NotSupportedException();

        public IReadOnlyList<AccountStanding> ListAccounts() => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private Movement Change(in Movement movement) => lie switch
        {
            Lie.AmountChanged => movement with { AmountMinor = movement.AmountMinor + 1 },
            Lie.BalanceChanged => movement with { BalanceAfterMinor = movement.BalanceAfterMinor + 1 },
            _ => movement with { AtMs = 30 },
        };
    }
}

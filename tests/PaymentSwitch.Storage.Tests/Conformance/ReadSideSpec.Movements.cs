using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Conformance;

// Movements: every fact that changes a balance, once, in order, however the groups come.
public abstract partial class ReadSideSpec
{
    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    public void Movements_give_the_balance_of_every_account_after_every_group(int seed)
    {
        var random = new Random(seed);
        var accounts = new RandomAccounts(seed, new ParticipantId("HOTBANK"), new ParticipantId("OTHER"));
        var books = accounts.All.ToDictionary(account => account.Id, _ => new List<(AccountEvent Fact, long Position, int Index)>());
        IReadSide readSide = Open();
        long atMs = 1_800_000_000_000;
        for (long position = 1; position <= 250; position++)
        {
            // Often several groups at one time, so that it goes over the bounds of blocks.
            atMs += random.Next(3) == 0 ? random.Next(1, 100) : 0;
            var group = new CommitGroup { Position = position, AtMs = atMs };
            accounts.AddTo(group, factsMax: 30);
            for (int i = 0; i < group.Entries.Count; i++)
                if (Changes((AccountEvent)group.Entries[i].Event) != 0) books[group.Entries[i].Entity.Account].Add(((AccountEvent)group.Entries[i].Event, position, i));
            readSide.Project([group], []);
            foreach (Account account in accounts.All)
                Assert.Equal((account.BalanceMinor, books[account.Id].Count), (readSide.LastMovement(account.Id)?.BalanceAfterMinor ?? 0, readSide.LastMovement(account.Id)?.Number ?? 0));
            if (!LastsBeyondClosing || random.Next(10) != 0) continue;
            readSide.Dispose();
            readSide = Open();
        }

        foreach (Account account in accounts.All) AssertMovementsAre(books[account.Id], readSide, account.Id);
        Assert.True(books.Values.Max(facts => facts.Count) > 500, "The lists are too short to go over blocks.");
        readSide.Dispose();
    }

    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    public void Opening_balance_and_entries_give_the_closing_balance_of_any_period_on_any_page(int seed)
    {
        var random = new Random(seed);
        var accounts = new RandomAccounts(seed, new ParticipantId("HOTBANK"));
        var facts = new List<AccountEvent>();
        using IReadSide readSide = Open();
        AccountId account = accounts.All[0].Id;
        for (long position = 1; position <= 150; position++)
        {
            var group = new CommitGroup { Position = position, AtMs = 1_000 + (position / 3 * 10) };
            accounts.AddTo(group, factsMax: 20);
            facts.AddRange(group.Entries.Where(entry => entry.Entity.Account == account).Select(entry => (AccountEvent)entry.Event));
            readSide.Project([group], []);
        }

        for (int i = 0; i < 60; i++)
        {
            long fromMs = random.Next(900, 1_600), toMs = fromMs + random.Next(1, 600);
            AccountEvent[] inPeriod = [.. facts.Where(fact => fact.AtMs >= fromMs && fact.AtMs < toMs && Changes(fact) != 0)];
            List<AccountStatement> pages = Pages(readSide, new StatementRequest(account, fromMs, toMs, EntriesMax: random.Next(1, 200)));
            Assert.All(pages, page => Assert.Equal(facts.Where(fact => fact.AtMs < fromMs).Sum(Changes), page.OpeningBalanceMinor));
            Assert.All(pages, page => Assert.Equal(facts.Where(fact => fact.AtMs < toMs).Sum(Changes), page.ClosingBalanceMinor));
            Assert.Equal(inPeriod.Select(Changes), pages.SelectMany(page => page.Entries).Select(entry => entry.AmountMinor));
            Assert.Equal(inPeriod.Where(fact => Changes(fact) > 0).Sum(Changes), pages.Sum(page => (long)page.Credits.SumMinor));
            Assert.Equal(inPeriod.Count(fact => Changes(fact) < 0), pages.Sum(page => page.Debits.Count));
        }
    }

    /// <summary>What a fact does to the balance, told apart here once more.</summary>
    private static long Changes(AccountEvent fact) => fact switch
    {
        AccountFunded e => e.AmountMinor,
        AccountCredited e => e.AmountMinor,
        AccountWithdrawn e => -e.AmountMinor,
        ReservationPosted e => -e.AmountMinor,
        _ => 0,
    };

    private static List<AccountStatement> Pages(IReadSide readSide, StatementRequest request)
    {
        var pages = new List<AccountStatement>();
        do
        {
            AccountStatement page = AccountStatement.Of(readSide, request).Statement!;
            Assert.Equal(pages.Count == 0 ? page.OpeningBalanceMinor : pages[^1].PageClosingBalanceMinor, page.PageOpeningBalanceMinor);
            pages.Add(page);
            request = request with { FromNumber = page.NextNumber };
        }
        while (request.FromNumber is not null);
        Assert.Equal(pages[^1].ClosingBalanceMinor, pages[^1].PageClosingBalanceMinor);
        return pages;
    }

    private static void AssertMovementsAre(List<(AccountEvent Fact, long Position, int Index)> facts, IReadSide readSide, AccountId account)
    {
        IReadOnlyList<Movement> movements = readSide.ReadMovements(account, 0, int.MaxValue);
        Assert.Equal(facts.Count, movements.Count);
        long balanceMinor = 0;
        for (int i = 0; i < facts.Count; i++)
        {
            (AccountEvent fact, long position, int index) = facts[i];
            balanceMinor += Changes(fact);
            (MovementKind kind, Uetr? uetr, string? reference) = fact switch
            {
                AccountFunded e => (MovementKind.Funding, (Uetr?)null, e.Reference),
                AccountWithdrawn e => (MovementKind.Withdrawal, null, e.Reference),
                AccountCredited e => (MovementKind.PaymentIn, e.Key.Payment, null),
                _ => (MovementKind.PaymentOut, ((ReservationPosted)fact).Key.Payment, null),
            };
            Assert.Equal(new Movement(account, i + 1, fact.AtMs, Changes(fact), balanceMinor, kind, uetr, reference, position, index), movements[i]);
        }

        foreach (long atMs in facts.SelectMany(booked => (long[])[booked.Fact.AtMs - 1, booked.Fact.AtMs, booked.Fact.AtMs + 1]).Distinct())
        {
            int first = facts.FindIndex(booked => booked.Fact.AtMs >= atMs);
            Assert.Equal(first < 0 ? null : first + 1L, readSide.FindMovement(account, atMs));
        }
    }

    private static void CompareMovements(IReadSide expected, IReadSide readSide, AccountId account, Random random)
    {
        IReadOnlyList<Movement> all = expected.ReadMovements(account, 1, int.MaxValue);
        Assert.Equal(all, readSide.ReadMovements(account, 1, int.MaxValue));
        Assert.Equal(expected.LastMovement(account), readSide.LastMovement(account));
        foreach (long from in (long[])[long.MinValue, 0, random.Next(1, all.Count + 2), 87, 88, 89, 90, all.Count, all.Count + 1, long.MaxValue])
        {
            int max = random.Next(0, 200);
            Assert.Equal(expected.ReadMovements(account, from, max), readSide.ReadMovements(account, from, max));
        }

        Assert.Empty(readSide.ReadMovements(account, 1, -1));
        foreach (long atMs in (long[])[long.MinValue, long.MaxValue, all.Count == 0 ? 0 : all[random.Next(all.Count)].AtMs])
            Assert.Equal(expected.FindMovement(account, atMs), readSide.FindMovement(account, atMs));
    }

    private static void AssertNoMovements(IReadSide readSide, AccountId account)
    {
        Assert.Empty(readSide.ReadMovements(account, 1, 10));
        Assert.Null(readSide.LastMovement(account));
        Assert.Null(readSide.FindMovement(account, 0));
    }

    private static AccountId Euro(ParticipantId bank) => new(bank, Currency.Of("EUR"));
}

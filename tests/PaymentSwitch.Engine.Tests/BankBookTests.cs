using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A bank's own books against its account.</summary>
public sealed class BankBookTests : IDisposable
{
    private static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly Uetr Out = Uetr.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Uetr In = Uetr.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Uetr Never = Uetr.Parse("33333333-3333-4333-8333-333333333333");

    // Funded 100.00, sent 12.50, got 3.00, sent 1.00 of it back.
    private readonly InMemoryReadSide _readSide = Project(
        new AccountFunded(10, 10_000, "F-1", new OperatorAct("test")), new ReservationPosted(20, Out, 1_250), new AccountCredited(30, In, 300, false),
        new ReservationPosted(40, new BookingKey(In, 1), 60), new ReservationPosted(41, new BookingKey(In, 2), 40));

    public void Dispose() => _readSide.Dispose();

    private const string Complete = """
        uetr,reference,amount,return
        ,F-1,100.00,
        11111111-1111-4111-8111-111111111111,,-12.50,false
        22222222-2222-4222-8222-222222222222,,3.00,
        22222222-2222-4222-8222-222222222222,,-1.00,true
        """;

    [Fact]
    public void Books_that_say_the_same_match_in_csv_and_json()
    {
        BankBookComparison comparison = Compare(Csv(Complete, "89.50"));
        Assert.True(comparison.Matches);
        Assert.Equal((5, 4, 0), (comparison.MovementCount, comparison.EntryCount, comparison.UnexplainedMinor));
        const string json = """
            { "closingBalance": "89.50", "entries": [
              { "reference": "F-1", "amount": "100.00" },
              { "uetr": "11111111-1111-4111-8111-111111111111", "amount": "-12.50" },
              { "uetr": "22222222-2222-4222-8222-222222222222", "amount": "3.00", "return": false },
              { "uetr": "22222222-2222-4222-8222-222222222222", "amount": "-1.00", "return": true } ] }
            """;
        BankBook book = BankBookReader.ReadJson(Encoding.UTF8.GetBytes(json), Account, 0, 100, out IReadOnlyList<string> errors)!;
        Assert.Empty(errors);
        Assert.True(Compare(book).Matches);
    }

    [Fact]
    public async Task A_book_is_compared_only_once_the_read_models_have_what_was_stored_before_it_came()
    {
        using var journal = new InMemoryJournal();
        long end = _readSide.Position + 1;
        for (long position = 1; position <= end; position++) journal.Append(new CommitGroup { Position = position });
        var heard = new List<BankBookHandIn>();
        using var books = new BankBooks(_readSide, journal, TimeProvider.System) { Compared = (_, handIn) => heard.Add(handIn) };

        Assert.Null(await books.CompareAsync(Csv(Complete, "89.50"), TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        Assert.Empty(books.Last);

        Task<BankBookResult?> waiting = books.CompareAsync(Csv(Complete, "89.50"), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _readSide.Project([new CommitGroup { Position = end }], []);
        BankBookResult? result = await waiting;

        Assert.True(result!.Value.Comparison!.Matches);
        BankBookHandIn last = Assert.Single(books.Last);
        Assert.Equal((true, end, 5, 4), (last.Matches, last.Position, last.MovementCount, last.EntryCount));
        Assert.Equal([last], heard);
    }

    [Fact]
    public void What_one_side_has_alone_or_otherwise_is_named()
    {
        BankBookComparison comparison = Compare(Csv("""
            uetr,reference,amount,return
            ,F-1,100.00,
            22222222-2222-4222-8222-222222222222,,3.01,
            22222222-2222-4222-8222-222222222222,,-1.00,true
            33333333-3333-4333-8333-333333333333,,-7.00,
            """, "95.01"));
        Assert.False(comparison.Matches);
        Assert.Equal(
            [
                new BankBookDifference(BankBookDifferenceKind.MissingAtBank, Out, null, false, -1_250, 0, 20),
                new BankBookDifference(BankBookDifferenceKind.AmountDiffers, In, null, false, 300, 301, 30),
                new BankBookDifference(BankBookDifferenceKind.MissingAtSwitch, Never, null, false, 0, -700, null),
            ],
            comparison.Differences);
        // 89.50 by the switch; 12.50 more, 0.01 more and 7.00 less by the bank.
        Assert.Equal((551L, 0), (comparison.BalanceDifferenceMinor, comparison.UnexplainedMinor));
    }

    [Fact]
    public void A_balance_that_the_entries_do_not_explain_says_by_how_much()
    {
        BankBookComparison comparison = Compare(Csv(Complete, "89.00"));
        Assert.False(comparison.Matches);
        Assert.Equal((0, -50L, -50), (comparison.Differences.Count, comparison.BalanceDifferenceMinor, comparison.UnexplainedMinor));
    }

    [Fact]
    public void Without_a_closing_balance_entries_alone_are_compared() => Assert.True(Compare(Csv(Complete, null)).Matches);

    [Fact]
    public void An_empty_period_is_refused() =>
        Assert.Equal(new BankBookResult(null, BankBookRefusal.PeriodEmpty), BankBookComparison.Of(_readSide, new BankBook(Account, 5, 5, null, [])));

    // file -> what is told
    [Theory]
    [InlineData("uetr,amount,colour\n", "line 1: unknown column 'colour'")]
    [InlineData("uetr,return\n", "line 1: the column 'amount' is missing.")]
    [InlineData("amount\n", "line 1: neither 'uetr' nor 'reference' is a column.")]
    [InlineData("uetr,amount\nnobody,1.00\n", "line 2, uetr: found 'nobody'")]
    [InlineData("uetr,amount\n,1.00\n", "line 2: neither a uetr nor a reference.")]
    [InlineData("reference,amount\nF-1,1.005\n", "line 2, amount: found '1.005'")]
    [InlineData("reference,amount\nF-1,0.00\n", "line 2, amount: found '0.00'")]
    [InlineData("reference,amount\nF-1,-+1.00\n", "line 2, amount: found '-+1.00'")]
    [InlineData("reference,amount\nF-1,1.00,9\n", "line 2: found 3 values, expected 2.")]
    [InlineData("reference,amount,return\nF-1,1.00,yes\n", "line 2, return: found 'yes'")]
    public void What_is_wrong_in_a_file_is_told_with_its_line(string file, string told)
    {
        Assert.Null(BankBookReader.ReadCsv(new StringReader(file), Account, 0, 100, null, out IReadOnlyList<string> errors));
        Assert.StartsWith(told, Assert.Single(errors), StringComparison.Ordinal);
    }

    // document -> what is told
    [Theory]
    [InlineData("[]", "expected an object with a list 'entries'.")]
    [InlineData("{ \"entries\": [ 1 ] }", "entries[0]: expected an object.")]
    [InlineData("{ \"entries\": [ { \"reference\": \"F\", \"amount\": \"1.00\", \"colour\": 1 } ] }", "entries[0], colour: unknown")]
    [InlineData("{ \"entries\": [], \"closingBalance\": 5 }", "closingBalance: found Number, expected a text.")]
    [InlineData("{", "not JSON: ")]
    public void What_is_wrong_in_a_document_is_told_with_its_place(string json, string told)
    {
        Assert.Null(BankBookReader.ReadJson(Encoding.UTF8.GetBytes(json), Account, 0, 100, out IReadOnlyList<string> errors));
        Assert.StartsWith(told, errors[0], StringComparison.Ordinal);
    }

    private static BankBook Csv(string text, string? closingBalance)
    {
        BankBook? book = BankBookReader.ReadCsv(new StringReader(text), Account, 0, 100, closingBalance, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        return book!;
    }

    private BankBookComparison Compare(BankBook book) => BankBookComparison.Of(_readSide, book).Comparison!;

    private static InMemoryReadSide Project(params AccountEvent[] facts)
    {
        var group = new CommitGroup { Position = 1 };
        foreach (AccountEvent fact in facts) group.Entries.Add(new JournalEntry(EntityKey.Of(Account), 1, 0, fact));
        var readSide = new InMemoryReadSide();
        readSide.Project([group], []);
        return readSide;
    }
}

using System.Net;
using System.Runtime.CompilerServices;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Day;
using PaymentSwitch.Simulations.Messages;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>
/// Data folders as releases have written them, in <c>StoredJournals</c>: a short day each, with what it must read as in <c>state.txt</c>. Each later
/// release must read them to the same state and go on with them. They are never changed; a release that stores in another form adds a
/// folder of its own: set <see cref="Current"/> and run these tests once with PAYMENTSWITCH_GOLDEN=write.
/// </summary>
public sealed class StoredJournalTests
{
    private const string Current = "1";
    private const string State = "state.txt";
    private static readonly string[] Stores = ["journal.db", "snapshot.db", "read.db"];

    public static TheoryData<string> Formats => [.. Directory.GetDirectories(Folder()).Select(folder => Path.GetFileName(folder)!).Append(Current).Distinct()];

    public static TheoryData<string, string> FormatsAndLosses
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string format in Formats.Select(row => row.Data))
                foreach (string lost in (string[])["", "snapshot.db", "read.db", "snapshot.db read.db"]) all.Add(format, lost);
            return all;
        }
    }

    /// <summary>What is read from the journal and its snapshot, from the journal alone, with the read models as stored and made anew.</summary>
    [Theory]
    [MemberData(nameof(FormatsAndLosses))]
    public async Task It_reads_as_it_did_when_it_was_stored(string format, string lost)
    {
        await WriteWhereAskedAsync(format);
        using var copy = new CopiedFolder(Path.Combine(Folder(), format), lost.Split(' '));
        Assert.Equal(File.ReadAllLines(Path.Combine(Folder(), format, State)), await StoredState.DescribeAsync(copy.Path));
        // What this version has written on stopping it reads as well.
        Assert.Equal(File.ReadAllLines(Path.Combine(Folder(), format, State)), await StoredState.DescribeAsync(copy.Path));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task It_takes_payments_and_its_chain_goes_on(string format)
    {
        await WriteWhereAskedAsync(format);
        using var copy = new CopiedFolder(Path.Combine(Folder(), format), []);
        JournalVerification before = SqliteJournal.Verify(Path.Combine(copy.Path, "journal.db"));
        var clock = new FastClock(DayHours.Opening + TimeSpan.FromHours(28), 1);
        var record = new PaymentRecord
        {
            Uetr = PaymentPlan.MakeUetr(new Random(4)), Debtor = Cast.Bellwether, CreditorBic = Cast.Aurora, AmountMinor = 1_234, Currency = "EUR", Behaviour = Behaviour.Accept,
        };
        await using (DaySwitch running = await DaySwitch.StartAsync(copy.Path, clock, new DayLog(_ => { })))
        {
            using var debtor = new BankClient(running.Address, Cast.TokenOf(record.Debtor), new MessageArchive(null));
            using var creditor = new BankClient(running.Address, Cast.TokenOf(record.CreditorBic), new MessageArchive(null));
            (HttpStatusCode status, string body) = await debtor.PostAsync(BankMessages.CreditTransfer(record, new Random(4), clock.GetUtcNow()), "pacs.008");
            Assert.True(status == HttpStatusCode.Accepted, $"{status}: {body}");
            (status, body) = await creditor.PostAsync(BankMessages.Answer(record.CreditorBic, record.Uetr, "ACCP", null, clock.GetUtcNow()), "pacs.002");
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{status}: {body}");
            PaymentHistory found = (await ((IPaymentSwitch)running.Operated).FindAsync(Uetr.Parse(record.Uetr.ToString())))!;
            Assert.Equal(PaymentStatus.Settled, found.Payment.Status);
            Assert.Empty(running.Faults);
        }

        JournalVerification after = SqliteJournal.Verify(Path.Combine(copy.Path, "journal.db"));
        Assert.True(after.IsGood, after.Problem);
        Assert.True(after.GoodGroups > before.GoodGroups);
    }

    /// <summary>Nothing that a day brings about is missing from what this version has stored.</summary>
    [Fact]
    public void The_latest_has_every_kind_of_fact_that_a_day_brings_about()
    {
        string[] facts = [.. File.ReadAllLines(Path.Combine(Folder(), Current, State)).Where(line => line.StartsWith("fact ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];
        foreach (string fact in (string[])["PaymentReceived", "PaymentForwarded", "PaymentSettled", "PaymentRejected", "PaymentExpired", "LateAnswerReceived", "RecallRequested", "RecallAnswered", "RecallLapsed", "ReturnReceived", "PaymentReturned", "PaymentClosed"])
            Assert.Contains(fact, facts);
        Assert.True(facts.Length > 25, $"{facts.Length} kinds: {string.Join(' ', facts)}");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "StoredJournals");

    private static async Task WriteWhereAskedAsync(string format)
    {
        string folder = Path.Combine(Folder(), format);
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_GOLDEN") != "write" || File.Exists(Path.Combine(folder, State))) return;
        string written = Directory.CreateTempSubdirectory("paymentswitch-stored-").FullName;
        try
        {
            DayResult day = await DayRun.RunAsync(new DaySettings { Seed = 1, Seconds = 12, PaymentsPerSecond = 5, DataFolder = written }, _ => { });
            Assert.Equal([], day.Promises.SelectMany(promise => promise.Violations));
            Directory.CreateDirectory(folder);
            foreach (string store in Stores) File.Copy(Path.Combine(written, store), Path.Combine(folder, store));
            using var copy = new CopiedFolder(folder, []);
            File.WriteAllLines(Path.Combine(folder, State), await StoredState.DescribeAsync(copy.Path));
        }
        finally
        {
            Directory.Delete(written, recursive: true);
        }
    }

    /// <summary>A copy of a stored folder, to be opened; it does not outlive this object.</summary>
    private sealed class CopiedFolder : IDisposable
    {
        public CopiedFolder(string from, string[] without)
        {
            Path = Directory.CreateTempSubdirectory("paymentswitch-stored-").FullName;
            foreach (string store in Stores.Except(without)) File.Copy(System.IO.Path.Combine(from, store), System.IO.Path.Combine(Path, store));
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

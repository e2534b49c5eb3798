using System.Net;
using System.Runtime.CompilerServices;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Day;
using PaymentSwitch.Simulations.Messages;
using PaymentSwitch.Storage.Privacy;
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
    private const string Current = "2";
    private const string State = "state.txt";
    private static readonly string[] Stores = ["journal.db", "snapshot.db", "read.db"];

    // The note of the journal's end and the keys: a form from before they were there goes without.
    private static readonly string[] Beside = ["journal.db.head", DaySwitch.KeyFile];

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

    /// <summary>The key that was destroyed in the day that was stored is not there again, and nothing else is missing.</summary>
    [Fact]
    public async Task Who_was_erased_stays_erased()
    {
        using var copy = new CopiedFolder(Path.Combine(Folder(), Current), []);
        await using DaySwitch running = await DaySwitch.StartAsync(copy.Path, new FastClock(DayHours.Opening + TimeSpan.FromHours(28), 1), new DayLog(_ => { }));
        PartyKeyring keyring = await running.Operated.ShowPartyKeyringAsync();
        PartyHandle erased = Assert.Single(keyring.Erased);
        int readable = 0;
        int unreadable = 0;
        foreach (CommitGroup group in running.Storage.Journal.Read(1))
        {
            foreach (PaymentReceived received in group.Entries.Select(entry => entry.Event).OfType<PaymentReceived>())
            {
                bool isOfErased = SealedMessage.PartiesOf(received.Message.Bytes.Span)!.Value.Has(erased);
                Assert.Equal(isOfErased, running.Keys.Open(received.Message) is null);
                if (isOfErased) unreadable++;
                else readable++;
            }
        }

        Assert.True(readable > 0 && unreadable > 0, $"{readable} messages can be read, {unreadable} cannot.");
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
            await EraseOneAsync(written);
            Directory.CreateDirectory(folder);
            foreach (string store in Stores.Concat(Beside)) File.Copy(Path.Combine(written, store), Path.Combine(folder, store));
            using var copy = new CopiedFolder(folder, []);
            File.WriteAllLines(Path.Combine(folder, State), await StoredState.DescribeAsync(copy.Path));
        }
        finally
        {
            Directory.Delete(written, recursive: true);
        }
    }

    private static async Task EraseOneAsync(string folder)
    {
        await using DaySwitch running = await DaySwitch.StartAsync(folder, new FastClock(DayHours.Opening + TimeSpan.FromHours(27), 1), new DayLog(_ => { }));
        PaymentReceived first = running.Storage.Journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event).OfType<PaymentReceived>().First();
        PartyHandle debtor = SealedMessage.PartiesOf(first.Message.Bytes.Span)!.Value.Debtor;
        Assert.Equal(PrivacyReply.Done, await running.Operated.ErasePartyAsync(debtor, new OperatorAct("desk", "asked to be forgotten")));
        PartyKeyFile.Open(Path.Combine(folder, DaySwitch.KeyFile), "").Destroy(debtor);
    }

    /// <summary>A copy of a stored folder, to be opened; it does not outlive this object.</summary>
    private sealed class CopiedFolder : IDisposable
    {
        public CopiedFolder(string from, string[] without)
        {
            Path = Directory.CreateTempSubdirectory("paymentswitch-stored-").FullName;
            foreach (string store in Stores.Concat(Beside).Except(without))
            {
                string stored = System.IO.Path.Combine(from, store);
                string copy = System.IO.Path.Combine(Path, store);
                if (Beside.Contains(store) && !File.Exists(stored)) continue;
                File.Copy(stored, copy);
                // A checkout may have let everybody read it.
                if (store == DaySwitch.KeyFile && !OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

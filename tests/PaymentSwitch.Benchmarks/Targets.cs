using System.Diagnostics;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Simulations.Load;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Benchmarks;

/// <summary>Measures every target that has been built so far, each with its reference line, and prints a row for it.</summary>
internal static class Targets
{
    private const int Rounds = 5;

    /// <summary>Runs all of them.</summary>
    /// <param name="seconds">How long each load over HTTP is measured.</param>
    /// <param name="stored">How many payments the full store has; 0 leaves the row out.</param>
    /// <param name="only">Which part to measure: engine, identities, messages, journal, postgres, http or growth; null for all.</param>
    public static async Task RunAsync(int seconds, int stored, string? only)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB; medians of {Rounds} rounds");
        Console.WriteLine("row | figure | reference line | target | met or short");
        if (only is null or "engine") Engine();
        if (only is null or "identities") Identities();
        if (only is null or "messages") Messages();
        if (only is null or "journal") await JournalAsync();
        if (only is null or "postgres") await PostgresJournalAsync();
        if (only is null or "http") await HttpAsync(seconds);
        if (only is null or "growth" && stored > 0) await GrowthAsync(seconds, stored);
    }

    private static void Engine()
    {
        Figures spread = EngineAlone.Measure(hot: false, Rounds);
        Figures hot = EngineAlone.Measure(hot: true, Rounds);
        Row("engine alone, one thread, in memory", $"{spread.PaymentsPerSecond:N0}/s, {spread.AllocatedBytesPerPayment} B allocated each", $"bare ledger, no facts, no checks: {ReferenceLines.BareLedger():N0}/s", "200,000/s", spread.PaymentsPerSecond >= 200_000);
        Row("one hot bank, engine alone", $"{hot.PaymentsPerSecond:N0}/s", $"spread {spread.PaymentsPerSecond:N0}/s", "within 10 %", hot.PaymentsPerSecond >= spread.PaymentsPerSecond * 0.9);
    }

    private static void Identities()
    {
        double bytes = IdentityCosts.BytesPerPayment(2_000_000);
        Row("memory per finished payment in the duplicate window", $"{bytes:F0} B", $"one entry of the framework's dictionary: {ReferenceLines.BytesPerEntryOfADictionary(2_000_000):F0} B", "1,024 B", bytes < 1_024);
        double alone = IdentityCosts.BytesPerPayment(2_000_000, withTransactionIds: false);
        Row("memory per payment that can still be recalled, behind the duplicate window", $"{alone:F0} B", "", "62 B", alone <= 62);
        double few = IdentityCosts.NanosecondsPerPayment(10_000), many = IdentityCosts.NanosecondsPerPayment(10_000_000);
        Row("identities: cost of a payment with 10 million known", $"{many:F0} ns", $"with 10 thousand {few:F0} ns", "(part of cost growth)", many - few < 1_000);
    }

    private static void Messages()
    {
        IReadOnlyList<MessageCost> reading = MessageCosts.Reading();
        MessageCost ours = reading[0], schemaSet = reading[2];
        MessageCost? libXml2 = reading.Count > 3 ? reading[3] : null;
        bool met = schemaSet.Microseconds >= 2 * ours.Microseconds && (libXml2 is null || libXml2.Microseconds >= 2.5 * ours.Microseconds) && ours.AllocatedBytes < 4_096;
        string ratios = $"{schemaSet.Microseconds / ours.Microseconds:F1} x XmlSchemaSet" + (libXml2 is null ? "; libxml2 is not installed" : $", {libXml2.Microseconds / ours.Microseconds:F1} x libxml2");
        Row(
            $"validate and read a pacs.008 of {MessageCosts.MessageBytes} B",
            $"{ours.Microseconds:F2} us, {ours.AllocatedBytes} B allocated: {ratios}",
            string.Join("; ", reading.Skip(1)),
            "2 x XmlSchemaSet, 2.5 x libxml2, 4 KB",
            met);
        IReadOnlyList<MessageCost> writing = MessageCosts.Writing();
        double faster = writing[1].Microseconds / writing[0].Microseconds;
        Row("write a pacs.002", $"{writing[0].Microseconds:F2} us, {writing[0].AllocatedBytes} B allocated: {faster:F1} x XmlWriter", writing[1].ToString(), "3 x XmlWriter", faster >= 3);
        IReadOnlyList<MessageCost> sealing = MessageCosts.Sealing();
        Row("seal a pacs.008 for its parties, and open it", string.Join("; ", sealing.Take(3)), string.Join("; ", sealing.Skip(3)), "none", true);
        string folder = Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE") is { Length: > 0 } reference
            ? Path.Combine(reference, "iso20022", "xsd")
            : Path.Combine(AppContext.BaseDirectory, SchemaCatalogue.ShippedDirectory);
        (double milliseconds, int schemas) = MessageCosts.Compiling(folder);
        Row($"compile {schemas} schemas of {Path.GetFileName(folder)}", $"{milliseconds:F0} ms", "-", "1,500 ms for the 31 official ones", milliseconds < 1_500);
    }

    private static async Task JournalAsync()
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-benchmark-").FullName;
        string path = Path.Combine(folder, "journal.db");
        const int PaymentsPerRound = 50_000;
        JournalFigures figures;
        long facts = 0;
        using (SqliteJournal journal = SqliteJournal.Open(path))
            figures = await EngineWithJournal.MeasureAsync(journal, 1024, PaymentsPerRound, Rounds, hot: false);
        List<int> sizes = BareInserts.SizesOf(path);
        double bare = PaymentsPerRound * (Rounds + 1) / BareInserts.Measure(folder, sizes);
        Row(
            "engine with SQLite journal, synced before every reply, 1,024 in flight",
            $"{figures.PaymentsPerSecond:N0}/s, p50 {figures.P50Ms:F1} ms, p99 {figures.P99Ms:F0} ms, {figures.AllocatedBytesPerPayment} B allocated each",
            $"bare inserts of the same rows {bare:N0}/s",
            "25,000/s and 60 % of bare",
            figures.PaymentsPerSecond >= 25_000 && figures.PaymentsPerSecond >= 0.6 * bare);

        using (SqliteJournal journal = SqliteJournal.Open(path))
        {
            long began = Stopwatch.GetTimestamp();
            var observer = new RecoveryObserver();
            await using EmbeddedSwitch recovered = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
            {
                Schemes = [Instructions.Profile], Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(keep: false), Observer = observer,
            });
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            facts = observer.Report!.FactCount;
            double perMillion = seconds * 1_000_000 / facts;
            double bareRead = ReferenceLines.ReadAndHash(path) * 1_000_000 / facts;
            Row("recovery from the journal alone", $"{perMillion:F2} s per million facts ({facts:N0} read)", $"the rows read and hashed, nothing else: {bareRead:F2} s", "5 s", perMillion < 5);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task PostgresJournalAsync()
    {
        // A round must be over within the few seconds that a payment's acceptance time may be old.
        const int PaymentsPerRound = 25_000;
        if (TemporaryPostgres.FindBinaries() is not { } binaries)
        {
            Console.WriteLine("engine with PostgreSQL journal | PostgreSQL is not installed");
            return;
        }

        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        var settings = new PostgresSettings { ConnectionString = server.ConnectionString };
        JournalFigures figures;
        using (PostgresJournal journal = PostgresJournal.Open(settings))
            figures = await EngineWithJournal.MeasureAsync(journal, 1024, PaymentsPerRound, Rounds, hot: false);
        IReadOnlyList<int> sizes = BarePostgresInserts.SizesOf(server.ConnectionString);
        double bare = PaymentsPerRound * (Rounds + 1) / BarePostgresInserts.Measure(server.ConnectionString, sizes);
        Row(
            "engine with PostgreSQL journal, synced before every reply, 1,024 in flight",
            $"{figures.PaymentsPerSecond:N0}/s, p50 {figures.P50Ms:F1} ms, p99 {figures.P99Ms:F0} ms, {figures.AllocatedBytesPerPayment} B allocated each",
            $"bare inserts of the same rows {bare:N0}/s",
            "15,000/s",
            figures.PaymentsPerSecond >= 15_000);
    }

    private static async Task HttpAsync(int seconds)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        (double Spread, double Hot)? postgres = await PostgresDoubleEntry.MeasureAsync(clients: 8, seconds: Math.Min(seconds, 15));
        string peer = postgres is { } measured ? $"PostgreSQL double entry, no XML, no HTTP, 8 clients: {measured.Spread:N0}/s" : "PostgreSQL or pgbench is not installed";
        LoadFigures closed = await LoadRun.RunAgainstOwnAsync(new LoadSettings { InFlight = 256, Duration = duration });
        Row($"end to end over HTTP, 256 in flight, {seconds} s", closed.ToString(), peer, "3,000/s, no error", closed.PaymentsPerSecond >= 3_000 && closed.Errors == 0);
        LoadFigures hot = await LoadRun.RunAgainstOwnAsync(new LoadSettings { InFlight = 256, Duration = duration, Hot = true });
        Row(
            "one hot bank, end to end",
            hot.ToString(),
            $"spread {closed.PaymentsPerSecond:N0}/s" + (postgres is { } both ? $"; PostgreSQL with one hot account {both.Hot:N0}/s of {both.Spread:N0}" : ""),
            "within 10 %",
            hot.PaymentsPerSecond >= closed.PaymentsPerSecond * 0.9);
        LoadFigures open = await LoadRun.RunAgainstOwnAsync(new LoadSettings { RatePerSecond = 1_000, Duration = duration });
        string folder = Directory.CreateTempSubdirectory("paymentswitch-benchmark-").FullName;
        (double p50Ms, double p99Ms) = ReferenceLines.SyncedAppend(folder);
        Directory.Delete(folder, recursive: true);
        Row("latency at 1,000 payments/s, open loop", open.ToString(), $"4 KiB appended and synced (a payment waits for two): p50 {p50Ms:F2} ms, p99 {p99Ms:F2}", "p50 < 5, p99 < 50, p99.9 < 250 ms", open is { P50Ms: < 5, P99Ms: < 50, P999Ms: < 250, Errors: 0 });
    }

    private static async Task GrowthAsync(int seconds, int stored)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-stored-").FullName;
        try
        {
            double bytes = await StoredPayments.FillAsync(folder, stored);
            var settings = new LoadSettings { InFlight = 256, Duration = TimeSpan.FromSeconds(seconds) };
            LoadFigures empty = await LoadRun.RunAgainstOwnAsync(settings);
            LoadFigures full = await LoadRun.RunOnAsync(folder, settings);
            Row(
                $"cost growth: end to end with {stored:N0} payments in the store ({bytes:F0} B each on disk)",
                full.ToString(),
                $"empty store {empty.PaymentsPerSecond:N0}/s",
                "within 10 %",
                full.Errors == 0 && full.PaymentsPerSecond >= empty.PaymentsPerSecond * 0.9);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Row(string row, string figure, string reference, string target, bool met) =>
        Console.WriteLine($"{row} | {figure} | {reference} | {target} | {(met ? "met" : "short")}");

    private sealed class RecoveryObserver : IEngineObserver
    {
        public RecoveryReport? Report { get; private set; }

        public void Recovered(RecoveryReport report) => Report = report;

        public void Committed(CommitGroup group)
        {
        }

        public void SnapshotTaken(long position, TimeSpan took, JournalException? error)
        {
        }

        public void Failed(Exception error) => throw new InvalidOperationException("The engine failed.", error);
    }
}

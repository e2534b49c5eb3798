using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Server.Reconciliation;
using PaymentSwitch.Server.Reports;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace PaymentSwitch.Server.Tests;

/// <summary>What is written at the end of a business day, and that it is written once, whole, and for days that were missed.</summary>
public sealed class EndOfDayTests : IDisposable
{
    private const long DayMs = 86_400_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-reports-").FullName;
    private readonly Lines _lines = new();
    private readonly Logger _log;

    public EndOfDayTests() => _log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(_lines).CreateLogger();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_day_that_has_ended_is_written_once_and_whole()
    {
        var host = new Stores();
        // The clock stands at 2 March 2026, 10:00 UTC.
        await using Scheme scheme = await Scheme.StartAsync(host);
        Uetr paid = await scheme.PayAsync(1_250);
        await scheme.AnswerAsync(paid, "ACCP");
        await using EndOfDay endOfDay = EndOfDayOf(host);
        Assert.Equal(0, await WriteAsync(host, endOfDay));
        host.Clock.Advance(DayMs);
        Assert.Equal(1, await WriteAsync(host, endOfDay));

        string day = Path.Combine(_folder, "2026-03-02", "test-gross");
        string[] csv = await File.ReadAllLinesAsync(Path.Combine(day, "ALPHDEFFXXX-EUR", "statement.csv"), Cancel);
        Assert.Equal("ALPHDEFFXXX/EUR,,2026-03-02T00:00:00.000Z,opening-balance,,,,,,,0.00", csv[1]);
        Assert.Contains($",payment-out,{paid},,BRAVFRPPXXX,E1,,-12.50,987.50", csv[3], StringComparison.Ordinal);
        byte[] camt = await File.ReadAllBytesAsync(Path.Combine(day, "ALPHDEFFXXX-EUR", "camt.053-000001.xml"), Cancel);
        string text = Encoding.UTF8.GetString(camt);
        Assert.All(["<EndToEndId>E1</EndToEndId>", $"<UETR>{paid}</UETR>", "<Cd>OPBD</Cd>", "<Cd>CLBD</Cd>", "987.50"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        var reader = new MessageReader(SchemaCatalogue.LoadShipped([]), new MessageLimits());
        Assert.Empty(reader.Read(camt).Errors);
        Assert.Contains("Statement of BRAVFRPPXXX/EUR", await File.ReadAllTextAsync(Path.Combine(day, "BRAVFRPPXXX-EUR", "statement.html"), Cancel), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_folder, "*.writing", SearchOption.AllDirectories));

        // Already there: left alone, even where somebody has changed it.
        await File.WriteAllTextAsync(Path.Combine(day, "ALPHDEFFXXX-EUR", "statement.csv"), "kept", Cancel);
        Assert.Equal(0, await WriteAsync(host, endOfDay));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(day, "ALPHDEFFXXX-EUR", "statement.csv"), Cancel));
    }

    [Fact]
    public async Task Missed_days_are_caught_up_and_each_opens_with_what_the_one_before_closed_with()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host);
        for (int day = 0; day < 9; day++)
        {
            await scheme.AnswerAsync(await scheme.PayAsync(100 + day), "ACCP");
            host.Clock.Advance(DayMs);
        }

        // What an interrupted attempt has left is no day.
        Directory.CreateDirectory(Path.Combine(_folder, "2026-03-10", "test-gross.writing"));
        await using EndOfDay endOfDay = EndOfDayOf(host, catchUpDaysMax: 4);
        Assert.Equal(4, await WriteAsync(host, endOfDay));
        Assert.Equal(["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order());
        DaySummary[] days = [.. Directory.GetFiles(_folder, "day.json", SearchOption.AllDirectories).Order().Select(file => DaySummary.FromJson(File.ReadAllBytes(file)))];
        for (int i = 1; i < days.Length; i++)
            Assert.Equal(days[i - 1].Accounts.Select(account => account.ClosingBalanceMinor), days[i].Accounts.Select(account => account.OpeningBalanceMinor));
        Assert.All(days, day => Assert.Empty(day.Alarms));
        Assert.DoesNotContain(_lines.Of(LogEventLevel.Fatal), line => true);
    }

    [Fact]
    public async Task A_day_that_does_not_go_on_from_the_one_before_is_an_alarm()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host);
        await using EndOfDay endOfDay = EndOfDayOf(host);
        host.Clock.Advance(DayMs);
        Assert.Equal(1, await WriteAsync(host, endOfDay));
        string file = Path.Combine(_folder, "2026-03-02", "test-gross", "day.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("\"closingBalanceMinor\": 100000", "\"closingBalanceMinor\": 99999", StringComparison.Ordinal), Cancel);
        host.Clock.Advance(DayMs);
        Assert.Equal(1, await WriteAsync(host, endOfDay));
        Assert.Equal(2, _lines.Of(LogEventLevel.Fatal).Count());
        Assert.Contains("ALPHDEFFXXX/EUR, 2026-03-03: opens with 100000, and 2026-03-02 closed with 99999.", _lines.Of(LogEventLevel.Fatal).First(), StringComparison.Ordinal);
        Assert.Equal(2, DaySummary.FromJson(await File.ReadAllBytesAsync(Path.Combine(_folder, "2026-03-03", "test-gross", "day.json"), Cancel)).Alarms.Count);
    }

    [Fact]
    public async Task A_cycle_is_reported_when_it_is_settled()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host, TestProfiles.Net);
        await scheme.AnswerAsync(await scheme.PayAsync(1_250), "ACCP");
        await using EndOfDay endOfDay = EndOfDayOf(host);
        var cycle = new CycleId("test-net", 1);
        Assert.Equal(CycleReply.Done, await host.Switch.CommandCycleAsync(cycle, new CutCycle(new Domain.OperatorAct("alice"))));
        await WriteAsync(host, endOfDay);
        Assert.Empty(Directory.GetDirectories(_folder));
        Assert.Equal(CycleReply.Done, await host.Switch.CommandCycleAsync(cycle, new InstructCycle([], new Domain.OperatorAct("alice"))));
        foreach (SettlementInstruction instruction in (await host.Switch.ListCyclesAsync())[0].Instructions)
            await host.Switch.CommandCycleAsync(cycle, new ConfirmInstruction(instruction.Uetr, new Domain.OperatorAct("bank")));
        await WriteAsync(host, endOfDay);
        string csv = await File.ReadAllTextAsync(Path.Combine(_folder, "2026-03-02", "test-net-cycle-1", "cycle.csv"), Cancel);
        Assert.Contains("ALPHDEFFXXX,12.50,0.00,-12.50,confirmed", csv, StringComparison.Ordinal);
        // Reconciliation agrees with what the cycle has booked.
        using var reconciler = new Reconciler(host.Switch, host.ReadSide, new ReconciliationLimits());
        Assert.Equal(ReconciliationOutcome.Matched, (await reconciler.RunAsync(Cancel)).Outcome);
    }

    // scheme, date -> first moment, hours (clocks go forward on 29 March 2026, back on 25 October)
    [Theory]
    [InlineData("sct-inst", "2026-03-29", "2026-03-29T00:00Z", 23)]
    [InlineData("sct-inst", "2026-10-25", "2026-10-24T23:00Z", 25)]
    [InlineData("sct-inst", "2026-06-01", "2026-05-31T23:00Z", 24)]
    public void Days_follow_the_clocks_of_the_scheme(string scheme, string date, string from, int hours)
    {
        SchemeProfile profile = SchemeProfileReader.BuiltIn(scheme) with { BusinessDayZone = London };
        var day = ReportingDay.Of(profile, DateOnly.Parse(date, CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), day.FromMs);
        Assert.Equal(hours * 3_600_000L, day.ToMs - day.FromMs);
        Assert.Equal(day, ReportingDay.LastEnded(profile, day.ToMs));
        Assert.Equal(day.Before(profile), ReportingDay.LastEnded(profile, day.ToMs - 1));
        Assert.Equal(day.FromMs, day.Before(profile).ToMs);
    }

    [Fact]
    public void Business_days_of_a_timetable_follow_each_other_without_a_gap()
    {
        SchemeProfile profile = SchemeProfileReader.BuiltIn("fps");
        var day = ReportingDay.LastEnded(profile, new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        for (int i = 0; i < 300; i++)
        {
            ReportingDay before = day.Before(profile);
            Assert.Equal(day.FromMs, before.ToMs);
            Assert.True(profile.Settlement!.Calendar.IsBusinessDay(day.Date) && before.FromMs < before.ToMs, $"{day}");
            Assert.Equal(day.Date, profile.Settlement.Calendar.BusinessDateAt(day.FromMs));
            day = before;
        }
    }

    [Fact]
    public async Task Each_mismatch_is_an_alarm_once_and_stands_until_it_is_gone()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host);
        Uetr paid = await scheme.PayAsync(1_250);
        await scheme.AnswerAsync(paid, "ACCP");
        await using var service = new ReconciliationService(new Reconciler(host.Switch, new WithoutCredit(host.ReadSide, paid), new ReconciliationLimits()), _log);
        for (int run = 0; run < 3; run++) Assert.Equal(ReconciliationOutcome.Mismatched, (await service.RunAsync(isFull: false, Cancel)).Outcome);
        Assert.Single(_lines.Of(LogEventLevel.Fatal), line => line.Contains("debit-without-credit", StringComparison.Ordinal) && line.Contains(paid.ToString(), StringComparison.Ordinal));
        Assert.Equal(3, _lines.Of(LogEventLevel.Error).Count());
        Assert.Equal((3L, 0L), (service.Counts.Runs, service.Counts.RunsFailed));
        Assert.Equal(_lines.Of(LogEventLevel.Fatal).Count(), service.Counts.MismatchesAlarmed);
    }

    [Fact]
    public async Task What_a_banks_own_book_has_otherwise_is_the_same_alarm_once()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host);
        Uetr paid = await scheme.PayAsync(1_250);
        await scheme.AnswerAsync(paid, "ACCP");
        var account = new AccountId(Scheme.Alpha, scheme.Profile.Currency);
        using var books = new BankBooks(host.ReadSide, host.Journal, TimeProvider.System) { Compared = new BankBookAlarms(_log).Take };
        foreach (long amountMinor in new long[] { -1_249, -1_249, -1_250 })
        {
            var book = new BankBook(account, 0, long.MaxValue / 2, null, [new BankBookEntry(paid, null, amountMinor, false), new BankBookEntry(null, $"opening-{Scheme.Alpha}", 100_000, false)]);
            Assert.NotNull((await books.CompareAsync(book, TimeSpan.FromSeconds(30), Cancel))!.Value.Comparison);
        }

        string alarm = Assert.Single(_lines.Of(LogEventLevel.Fatal));
        Assert.Contains("bank-book-differs", alarm, StringComparison.Ordinal);
        Assert.Contains(paid.ToString(), alarm, StringComparison.Ordinal);
        Assert.Equal(2, _lines.Of(LogEventLevel.Error).Count());
        Assert.True(Assert.Single(books.Last).Matches);
    }

    private static ZoneRules London { get; } = SchemeProfileReader.BuiltIn("fps").Settlement!.Calendar.Zone;

    private EndOfDay EndOfDayOf(Stores host, int catchUpDaysMax = 7) => new(
        host.Switch, host.ReadSide, host.Journal, new DayReports(_folder, new ReportSettings(), "PSWTBEBBXXX"), catchUpDaysMax, _log);

    private static async Task<int> WriteAsync(Stores host, EndOfDay endOfDay)
    {
        while (host.ReadSide.Position < host.Journal.LastPosition) await Task.Delay(10, Cancel);
        return await endOfDay.WriteWhatHasEndedAsync(Cancel);
    }

    private sealed class Stores : EmbeddedScenarioHost
    {
        public IJournal Journal { get; private set; } = null!;

        public IReadSide ReadSide { get; private set; } = null!;

        protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
        {
            (Journal, ISnapshotStore snapshots, ReadSide) = base.OpenStores(fromJournalAlone);
            return (Journal, snapshots, ReadSide);
        }
    }

    /// <summary>Read models that lack the credit of one payment.</summary>
    private sealed class WithoutCredit(IReadSide truth, Uetr payment) : IReadSide
    {
        public long Position => truth.Position;

        public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max) =>
            [.. truth.ReadMovements(account, fromNumber, max).Where(movement => movement.Uetr != payment || movement.AmountMinor < 0)];

        public IReadOnlyList<AccountStanding> ListAccounts() => truth.ListAccounts();

        public long? FindMovement(AccountId account, long atOrAfterMs) => throw new NotSupportedException();

        public Movement? LastMovement(AccountId account) => throw new NotSupportedException();

        public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max) => throw new NotSupportedException();

        public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Lines : ILogEventSink
    {
        private readonly ConcurrentQueue<LogEvent> _events = new();

        public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

        public IEnumerable<string> Of(LogEventLevel level) =>
            _events.Where(line => line.Level == level).Select(line => line.RenderMessage(CultureInfo.InvariantCulture));
    }
}

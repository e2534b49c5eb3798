using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>Reports, character for character, and what must not get out of them.</summary>
public sealed class ReportTests
{
    private static readonly Uetr First = Uetr.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Uetr Second = Uetr.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly OperatorAct Act = new("alice", "<b>\"now\" & then</b>");

    [Fact]
    public void A_cycle_is_reported_in_csv()
    {
        var csv = new StringWriter();
        CycleReportWriter.WriteCsv(csv, Settled());
        Assert.Equal(
            """
            cycle,business_date,currency,participant,debits,credits,net,instruction_status,instruction_uetr,reason_code
            fps/17,2027-01-15,GBP,ALPHDEFFXXX,150.00,20.50,-129.50,confirmed,11111111-1111-4111-8111-111111111111,
            fps/17,2027-01-15,GBP,BRAVFRPPXXX,20.50,150.00,129.50,confirmed,22222222-2222-4222-8222-222222222222,
            fps/17,2027-01-15,GBP,,170.50,170.50,0.00,settled,,

            """.ReplaceLineEndings("\n"),
            csv.ToString());
    }

    [Fact]
    public void A_cycle_is_reported_in_json()
    {
        using var stream = new MemoryStream();
        CycleReportWriter.WriteJson(stream, Settled());
        using var json = JsonDocument.Parse(stream.ToArray());
        JsonElement root = json.RootElement;
        Assert.Equal(("fps/17", "settled", "129.50", true), (root.GetProperty("cycle").GetString(), root.GetProperty("status").GetString(), root.GetProperty("toMove").GetString(), root.GetProperty("balanced").GetBoolean()));
        Assert.Equal(["opened", "cut", "netted", "instructed", "instruction confirmed", "instruction confirmed", "settled"], root.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("what").GetString()));
        Assert.Equal("2027-01-15T08:00:00.000Z", root.GetProperty("steps")[0].GetProperty("at").GetString());
        Assert.Equal("-129.50", root.GetProperty("participants")[0].GetProperty("net").GetString());
    }

    [Fact]
    public void A_page_of_a_cycle_is_well_formed_without_script_and_lets_nothing_through()
    {
        var html = new StringWriter();
        CycleReportWriter.WriteHtml(html, Settled());
        XElement page = WellFormed(html.ToString());
        Assert.Equal("Settlement cycle fps/17", page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == "<b>\"now\" & then</b>");
        Assert.Empty(page.Descendants("b"));
        Assert.Contains(page.Descendants("tfoot").Single().Descendants("td"), cell => cell.Value == "170.50");
        Assert.Contains("Debits and credits are equal", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_that_does_not_balance_says_so()
    {
        SettlementCycle cycle = Fold(Opened(), new CycleCut(2, Act), new CycleFoundUnbalanced(3, [new ParticipantPosition(Scheme.Alpha, 5, 0)]));
        CycleReport report = CycleReport.Of(cycle, []);
        var html = new StringWriter();
        CycleReportWriter.WriteHtml(html, report);
        Assert.False(report.IsBalanced);
        Assert.Contains("Debits and credits differ", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_has_counterparty_end_to_end_id_and_totals_of_the_whole_period()
    {
        var host = new Stores();
        await using Scheme scheme = await Scheme.StartAsync(host);
        AccountId account = scheme.AccountOf(Scheme.Alpha);
        for (int i = 0; i < 1_100; i++) await scheme.AnswerAsync(await scheme.PayAsync(2), "ACCP");
        Uetr received = await scheme.PayAsync(300, Scheme.Bravo, Scheme.Alpha);
        await scheme.AnswerAsync(received, "ACCP", by: Scheme.Alpha);
        while (host.ReadSide.Position < host.Journal.LastPosition) await Task.Delay(10, TestContext.Current.CancellationToken);

        var csv = new StringWriter();
        var html = new StringWriter();
        using var stream = new MemoryStream();
        using var json = new StatementJson(stream);
        StatementTotals totals = WholeStatement.Write(
            host.ReadSide, account, 0, long.MaxValue / 2_000_000, new EntryDetailsSource(host.Journal), 10_000, [new StatementCsv(csv), new StatementHtml(html, 5), json], TestContext.Current.CancellationToken)!.Value;

        Assert.True(totals.AddsUp);
        Assert.Equal((2, (Int128)100_300, 1_100, (Int128)2_200), (totals.Credits.Count, totals.Credits.SumMinor, totals.Debits.Count, totals.Debits.SumMinor));
        string[] lines = csv.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1_105, lines.Length);
        Assert.Contains($",payment-in,{received},,BRAVFRPPXXX,E1101,,3.00,981.00", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith(",closing-balance,,1102 entries,,,,981.00,981.00", lines[^1], StringComparison.Ordinal);
        XElement page = WellFormed(html.ToString());
        Assert.Equal(6, page.Descendants("tr").Count() - 1);
        Assert.Contains("1097 more entries", html.ToString(), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(1_102, document.RootElement.GetProperty("entries").GetArrayLength());
        Assert.Equal("E1101", document.RootElement.GetProperty("entries")[1_101].GetProperty("endToEndId").GetString());
        Assert.Equal("22.00", document.RootElement.GetProperty("debits").GetProperty("sum").GetString());
    }

    [Fact]
    public void Csv_keeps_commas_quotes_and_line_ends_in_their_place()
    {
        var account = new AccountId(Scheme.Alpha, Currency.Of("JPY"));
        var group = new CommitGroup { Position = 1 };
        group.Entries.Add(new JournalEntry(EntityKey.Of(account), 1, 0, new AccountFunded(10, 5, "a,\"b\"\n<c>", Act)));
        using var readSide = new InMemoryReadSide();
        readSide.Project([group], []);
        var csv = new StringWriter();
        var html = new StringWriter();
        WholeStatement.Write(readSide, account, 0, 99, null, 0, [new StatementCsv(csv), new StatementHtml(html, 10)], TestContext.Current.CancellationToken);
        Assert.Contains(",funding,,\"a,\"\"b\"\"\n<c>\",,,,5,5\n", csv.ToString(), StringComparison.Ordinal);
        Assert.Contains(WellFormed(html.ToString()).Descendants("td"), cell => cell.Value == "a,\"b\"\n<c>");
    }

    private static CycleReport Settled()
    {
        ParticipantPosition[] positions = [new(Scheme.Alpha, 15_000, 2_050), new(Scheme.Bravo, 2_050, 15_000)];
        CycleEvent[] facts =
        [
            Opened(), new CycleCut(1_800_003_600_000, Act), new CycleNetted(1_800_003_601_000, positions),
            new CycleInstructed(1_800_003_602_000, [new SettlementInstruction(First, Scheme.Alpha, -12_950), new SettlementInstruction(Second, Scheme.Bravo, 12_950)], Act),
            new InstructionConfirmed(1_800_003_603_000, First, Act), new InstructionConfirmed(1_800_003_604_000, Second, Act), new CycleSettled(1_800_003_604_000),
        ];
        return CycleReport.Of(Fold(facts), facts);
    }

    private static CycleOpened Opened() => new(1_800_000_000_000, Currency.Of("GBP"), new DateOnly(2027, 1, 15), 2, 0, false);

    private static SettlementCycle Fold(params CycleEvent[] facts) =>
        facts.Aggregate(SettlementCycle.Unknown(new CycleId("fps", 17)), (cycle, fact) => cycle.Evolve(fact));

    /// <summary>The page read as XML: it is, but for two tags that HTML leaves open.</summary>
    private static XElement WellFormed(string html)
    {
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        string xml = html.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal).Replace("utf-8\">", "utf-8\"/>", StringComparison.Ordinal).Replace("scale=1\">", "scale=1\"/>", StringComparison.Ordinal);
        return XElement.Parse(xml);
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
}

using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Questions of banks, and reports and statements, answered in the response.</summary>
public sealed class QueryTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const long DayMs = 24L * 60 * 60 * 1000;

    [Fact]
    public async Task A_bank_learns_how_its_own_accounts_stand()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        await gateway.Engine.CommandAccountAsync(
            TestSchemes.AccountOf(Alpha), new SetPartyLimit("Sub", [AgentIdentification.OfBic("SUBBDEFFXXX")], new Cap(7_000), new OperatorAct("test")));
        await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml);
        var letters = new Letters();

        Reply answer = await gateway.PostAsync(Alpha, letters.AccountQuery(Alpha));
        Reply others = await gateway.PostAsync(Alpha, letters.AccountQuery(Alpha, owner: Bravo));
        Reply unknown = await gateway.PostAsync(Alpha, letters.AccountQuery(Alpha, account: "BRAVFRPPXXX/EUR"));
        Reply named = await gateway.PostAsync(Alpha, letters.AccountQuery(Alpha, owner: Alpha, account: "ALPHDEFFXXX/EUR"));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        string[] amounts = [.. XDocument.Parse(answer.Body).Descendants().Where(element => element.Name.LocalName == "MulBal").Select(element => Flows.Text(element.ToString(), "Cd") + " " + Flows.Text(element.ToString(), "Amt"))];
        Assert.Equal(["BOOK 1000.00", "DPBL 12.50", "AVLB 987.50", "BOOK 0.00", "LRLD 70.00"], amounts);
        Assert.Equal("QUERY-MSG", XDocument.Parse(answer.Body).Descendants().First(element => element.Name.LocalName == "OrgnlBizQry").Elements().First().Value);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (others.Status, unknown.Status, named.Status));
        Assert.Contains("NOT_FOUND", others.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bank_learns_where_its_payment_stands()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        var letters = new Letters();
        (Uetr open, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        Uetr settled = await Flows.SettleAsync(gateway);
        (Uetr rejected, string rejectedXml) = RunningGateway.CreditTransfer(i => i with { CreditorAgent = AgentIdentification.OfBic("NOBODEFFXXX") });
        await gateway.PostAsync(Alpha, rejectedXml);

        Assert.Equal(("PSTL", "DBIT"), await AskAsync(Alpha, open));
        Assert.Equal(("PSTL", "CRDT"), await AskAsync(Bravo, open));
        Assert.Equal(("STLD", "DBIT"), await AskAsync(Alpha, settled));
        Assert.Equal(("RJTD", "DBIT"), await AskAsync(Alpha, rejected));
        Reply notForwarded = await gateway.PostAsync(Bravo, letters.TransactionQuery(Bravo, rejected));
        Reply byEndToEnd = await gateway.PostAsync(Alpha, letters.TransactionQuery(Alpha, null, "E" + open.Value.ToString("N")));
        Reply mismatch = await gateway.PostAsync(Alpha, letters.TransactionQuery(Alpha, open, "OTHER"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (notForwarded.Status, byEndToEnd.Status, mismatch.Status));
        Assert.Contains("UETR_NEEDED", byEndToEnd.Body, StringComparison.Ordinal);

        async Task<(string?, string?)> AskAsync(string bank, Uetr uetr)
        {
            Reply answer = await gateway.PostAsync(bank, letters.TransactionQuery(bank, uetr));
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
            string status = XDocument.Parse(answer.Body).Descendants().First(element => element.Name.LocalName == "Sts").ToString();
            return (Flows.Text(status, "Fnl") ?? Flows.Text(status, "Pdg"), Flows.Text(answer.Body, "CdtDbtInd"));
        }
    }

    [Fact]
    public async Task A_bank_finds_its_own_payment_by_transaction_id_where_that_is_unique()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        var letters = new Letters();
        Uetr uetr = await Flows.SettleAsync(gateway);
        string transactionId = "T" + uetr.Value.ToString("N");

        Reply own = await gateway.PostAsync(Alpha, letters.TransactionQuery(Alpha, null, transactionId: transactionId));
        Reply others = await gateway.PostAsync(Bravo, letters.TransactionQuery(Bravo, null, transactionId: transactionId));
        Reply none = await gateway.PostAsync(Alpha, letters.TransactionQuery(Alpha, null, transactionId: "T0"));
        Reply mismatch = await gateway.PostAsync(Alpha, letters.TransactionQuery(Alpha, null, "OTHER", transactionId));
        SchemeProfile sctInst = SchemeProfileReader.BuiltIn("sct-inst");
        SchemeProfile notUniqueThere = sctInst with { Rules = sctInst.Rules.Except([SchemeRule.UniqueTransactionId]).ToFrozenSet() };
        await using RunningGateway elsewhere = await RunningGateway.StartAsync(profile: notUniqueThere);
        Reply notUnique = await elsewhere.PostAsync(Alpha, letters.TransactionQuery(Alpha, null, transactionId: transactionId));

        Assert.True(own.Status == HttpStatusCode.OK, own.Body);
        Assert.Equal(uetr.ToString(), Flows.Text(own.Body, "UETR") ?? Flows.Text(own.Body, "PrtryId"));
        Assert.All(new[] { others, none, mismatch }, reply => Assert.Contains("NOT_FOUND", reply.Body, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, notUnique.Status);
        Assert.Contains("UETR_NEEDED", notUnique.Body, StringComparison.Ordinal);
        Assert.Contains("TxId", notUnique.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_tells_today_until_now_and_a_statement_a_day_that_is_over()
    {
        var clock = new MovedClock();
        var letters = new Letters(clock);
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        Uetr paid = await Flows.SettleAsync(gateway, clock);
        await gateway.PostAsync(Bravo, letters.Return(paid));

        Reply report = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.052.001.08"));
        Reply notice = await gateway.PostAsync(Bravo, letters.ReportRequest(Bravo, "camt.054.001.08"));
        Reply early = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.053.001.08", "2026-03-02"), ("Accept", "application/json"));
        clock.Advance(DayMs);
        Reply statement = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.053.001.08"));
        Reply empty = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.053", "2026-03-01"));
        Reply nothing = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.054.001.08"));
        Reply past = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.052.001.08", "2026-03-02"));
        Reply ofOther = await gateway.PostAsync(Alpha, letters.ReportRequest(Alpha, "camt.053.001.08", owner: Bravo));

        Assert.True(report.Status == HttpStatusCode.OK, report.Body);
        Assert.Equal(["FUNDING +1000.00", "PAYMENT-OUT -12.50", "RETURN-IN +12.50"], EntriesOf(report.Body));
        Assert.Equal(["FUNDING +1000.00", "PAYMENT-IN +12.50", "RETURN-OUT -12.50"], EntriesOf(notice.Body));
        Assert.Equal(["OPBD 0.00", "ITBD 1000.00"], BalancesOf(report.Body));
        Assert.Contains("E" + paid.Value.ToString("N"), report.Body, StringComparison.Ordinal);
        Assert.Contains(Bravo, report.Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "REPORT_PERIOD"), (early.Status, JsonDocument.Parse(early.Body).RootElement.GetProperty("code").GetString()));
        Assert.Equal(EntriesOf(report.Body), EntriesOf(statement.Body));
        Assert.Equal(["OPBD 0.00", "CLBD 1000.00"], BalancesOf(statement.Body));
        // Brussels is an hour ahead of UTC in March.
        Assert.Equal(("2026-03-01T23:00:00.000Z", "2026-03-02T22:59:59.999Z"), (Flows.Text(statement.Body, "FrDtTm"), Flows.Text(statement.Body, "ToDtTm")));
        Assert.Equal(["OPBD 0.00", "CLBD 0.00"], BalancesOf(empty.Body));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (nothing.Status, past.Status, ofOther.Status));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_meet_in_their_balances()
    {
        var clock = new MovedClock();
        var letters = new Letters(clock);
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock, limits: new GatewayLimits { ReportEntriesMax = 2 });
        for (int i = 0; i < 4; i++) await Flows.SettleAsync(gateway, clock);
        clock.Advance(DayMs);
        string request = letters.ReportRequest(Alpha, "camt.053.001.08");

        var pages = new List<string>();
        string? next = "/v1/messages";
        for (; next is not null && pages.Count < 10; next = NextOf(pages[^1], pages))
        {
            Reply page = await gateway.PostToAsync(next, Alpha, request);
            Assert.True(page.Status == HttpStatusCode.OK, page.Body);
            pages.Add(page.Body);
            Assert.Equal(pages.Count < 3, page.Headers.ContainsKey("Link"));
            if (page.Headers.TryGetValue("Link", out string? link)) Assert.Equal($"</v1/messages?page={pages.Count + 1}>; rel=\"next\"", link);
        }

        Assert.Equal(3, pages.Count);
        Assert.Equal([2, 2, 1], pages.Select(page => EntriesOf(page).Length));
        Assert.Equal(["OPBD 0.00", "ITBD 987.50", "ITBD 987.50", "ITBD 962.50", "ITBD 962.50", "CLBD 950.00"], pages.SelectMany(BalancesOf));
        Assert.Equal(["1 false", "2 false", "3 true"], pages.Select(page => Flows.Text(page, "PgNb") + " " + Flows.Text(page, "LastPgInd")));
        Assert.Single(pages.Select(page => Flows.Text(page[page.IndexOf("<Stmt>", StringComparison.Ordinal)..page.IndexOf("</Stmt>", StringComparison.Ordinal)] + "</Stmt>", "Id")).Distinct());
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.PostToAsync("/v1/messages?page=4", Alpha, request)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.PostToAsync("/v1/messages?page=0", Alpha, request)).Status);

        static string? NextOf(string last, List<string> pages) =>
            Flows.Text(last, "LastPgInd") == "true" ? null : string.Create(CultureInfo.InvariantCulture, $"/v1/messages?page={pages.Count + 1}");
    }

    private static string[] EntriesOf(string xml) =>
    [
        .. XDocument.Parse(xml).Descendants().Where(element => element.Name.LocalName == "Ntry").Select(entry =>
            XDocument.Parse(entry.ToString()).Descendants().First(element => element.Name.LocalName == "BkTxCd").Elements().First(element => element.Name.LocalName == "Prtry").Elements().First().Value
            + (Flows.Text(entry.ToString(), "CdtDbtInd") == "CRDT" ? " +" : " -") + Flows.Text(entry.ToString(), "Amt")),
    ];

    private static string[] BalancesOf(string xml) =>
        [.. XDocument.Parse(xml).Descendants().Where(element => element.Name.LocalName == "Bal").Select(balance => Flows.Text(balance.ToString(), "Cd") + " " + Flows.Text(balance.ToString(), "Amt"))];
}

using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What account owners are told of their money, as their mailboxes have it: camt.054, camt.052 and camt.053.</summary>
public sealed class NoticeTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private static readonly OperatorAct Act = new("test", "for a test");

    [Fact]
    public async Task A_funding_and_a_withdrawal_are_told_with_their_reference()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Everything));
        await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Alpha), new WithdrawFromAccount(250, "W-7 & more", Act));

        XElement[] told = [.. (await NoticesAsync(gateway, Alpha)).Where(message => message.Type == "camt.054.001.08").Select(message => message.Document)];
        Assert.Equal([("FUNDING", "CRDT", "1000.00", "opening"), ("WITHDRAWAL", "DBIT", "2.50", "W-7 & more")], told.Select(document =>
            (Text(document, "BkTxCd", "Cd"), Text(document, "Ntry", "CdtDbtInd"), Text(document, "Ntry", "Amt"), Text(document, "Ntry", "AddtlNtryInf"))));
        Assert.All(told, document => Assert.Equal(("BOOK", $"{Alpha}/EUR"), (Text(document, "Sts", "Cd"), Text(document, "Acct", "Othr"))));
    }

    [Fact]
    public async Task A_payment_is_told_to_both_sides_by_its_UETR_where_the_scheme_tells_all()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Everything));
        string uetr = (await Flows.SettleAsync(gateway)).ToString();

        foreach ((string bank, string side, string code, string agent) in new[] { (Alpha, "DBIT", "PAYMENT-OUT", Bravo), (Bravo, "CRDT", "PAYMENT-IN", Alpha) })
        {
            XElement told = (await NoticesAsync(gateway, bank)).Last(message => message.Type == "camt.054.001.08").Document;
            Assert.Equal((uetr, side, code), (Text(told, "Refs", "UETR"), Text(told, "Ntry", "CdtDbtInd"), Text(told, "Prtry", "Cd")));
            Assert.NotNull(Text(told, "Refs", "EndToEndId"));
            Assert.Equal(agent, Text(told, bank == Alpha ? "CdtrAgt" : "DbtrAgt", "BICFI"));
        }
    }

    [Fact]
    public async Task A_cycle_is_summed_up_for_each_of_its_participants()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Net));
        await Flows.SettleAsync(gateway);
        await Flows.SettleAsync(gateway);
        CycleId id = (await gateway.Engine.ListCyclesAsync())[0].Id;
        await gateway.Engine.CommandCycleAsync(id, new CutCycle(Act));
        await gateway.Engine.CommandCycleAsync(id, new InstructCycle([], Act));
        foreach (SettlementInstruction instruction in (await gateway.Engine.ListCyclesAsync())[0].Instructions)
            await gateway.Engine.AnswerInstructionAsync(instruction.Uetr, new ParticipantId(TestSchemes.SettlementBank), true, "");

        foreach ((string bank, string side) in new[] { (Alpha, "DBIT"), (Bravo, "CRDT") })
        {
            (string Type, XElement Document)[] told = await NoticesAsync(gateway, bank);
            XElement[] reports = [.. told.Where(message => message.Type == "camt.052.001.08").Select(message => message.Document)];
            Assert.Equal(["CYCLE-NETTED", "CYCLE-SETTLED"], reports.Select(report => Text(report, "RptgSrc", "Prtry")));
            Assert.All(reports, report => Assert.Equal((id.ToString(), side, "2", "25.00"), (
                Text(report, "Rpt", "Id"), Text(report, "TtlNetNtry", "CdtDbtInd"), Text(report, "TtlNtries", "NbOfNtries"), Text(report, "TtlNetNtry", "Amt"))));
            Assert.DoesNotContain(reports, report => report.Descendants().Any(element => element.Name.LocalName is "Bal" or "Ntry"));
            // What the settlement bank has moved is booked the other way round: it clears the position.
            XElement booked = told.Last(message => message.Type == "camt.054.001.08").Document;
            Assert.Equal(("CYCLE-SETTLEMENT", side == "DBIT" ? "CRDT" : "DBIT"), (Text(booked, "BkTxCd", "Cd"), Text(booked, "Ntry", "CdtDbtInd")));
        }
    }

    [Fact]
    public async Task A_default_that_prefunding_has_paid_is_information_and_no_booking()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Net));
        await Flows.SettleAsync(gateway);
        CycleId id = (await gateway.Engine.ListCyclesAsync())[0].Id;
        await gateway.Engine.CommandCycleAsync(id, new CutCycle(Act));
        await gateway.Engine.CommandCycleAsync(id, new InstructCycle([], Act));
        var central = new ParticipantId(TestSchemes.SettlementBank);
        foreach (SettlementInstruction instruction in (await gateway.Engine.ListCyclesAsync())[0].Instructions)
            await gateway.Engine.AnswerInstructionAsync(instruction.Uetr, central, instruction.NetMinor > 0, instruction.NetMinor > 0 ? "" : "AM04");
        foreach (SettlementInstruction instruction in (await gateway.Engine.ListCyclesAsync())[0].Instructions.Where(one => !one.IsDone))
            await gateway.Engine.AnswerInstructionAsync(instruction.Uetr, central, true, "");

        XElement told = (await NoticesAsync(gateway, Alpha)).Last(message => message.Type == "camt.054.001.08").Document;
        Assert.Equal(("CYCLE-COVERED", "INFO", "DBIT", "12.50"), (Text(told, "BkTxCd", "Cd"), Text(told, "Sts", "Cd"), Text(told, "Ntry", "CdtDbtInd"), Text(told, "Ntry", "Amt")));
    }

    [Fact]
    public async Task A_business_day_is_told_with_balances_and_totals_when_it_has_ended()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Everything), clock);
        await Flows.SettleAsync(gateway, clock);
        clock.Advance(24L * 60 * 60 * 1000);
        await gateway.Engine.ListAccountsAsync();

        (string Type, XElement Document)[] told = await NoticesAsync(gateway, Alpha);
        XElement day = Assert.Single(told, message => message.Type == "camt.053.001.08").Document;
        Assert.Equal("END-OF-DAY", Text(day, "RptgSrc", "Prtry"));
        Assert.Equal([("OPBD", "0.00"), ("CLBD", "987.50")], day.Descendants().Where(element => element.Name.LocalName == "Bal").Select(balance => (Text(balance, "CdOrPrtry", "Cd"), Text(balance, "Bal", "Amt"))));
        Assert.Equal(("1", "12.50", "1", "1000.00"), (
            Text(day, "TtlDbtNtries", "NbOfNtries"), Text(day, "TtlDbtNtries", "Sum"), Text(day, "TtlCdtNtries", "NbOfNtries"), Text(day, "TtlCdtNtries", "Sum")));
        XElement soFar = Assert.Single(told, message => message.Type == "camt.052.001.08").Document;
        Assert.Equal(("INTRADAY", "ITBD"), (Text(soFar, "RptgSrc", "Prtry"), soFar.Descendants().Last(element => element.Name.LocalName == "CdOrPrtry").Value));
    }

    private static async Task<(string Type, XElement Document)[]> NoticesAsync(RunningGateway gateway, string bank) =>
    [
        .. (await gateway.MailboxAsync(bank, wait: 0)).Select(message =>
            (message.GetProperty("type").GetString()!, XDocument.Parse(message.GetProperty("xml").GetString()!).Root!)),
    ];

    /// <summary>The first text of an element somewhere within another one.</summary>
    private static string? Text(XElement document, string within, string name) => document.DescendantsAndSelf()
        .Where(element => element.Name.LocalName == within).SelectMany(element => element.Descendants())
        .FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}

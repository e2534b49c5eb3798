using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Money between accounts here and the settlement bank, both ways, over HTTP.</summary>
public sealed class LiquidityTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const string Central = TestSchemes.SettlementBank;
    private static readonly Letters Letters = new();

    [Fact]
    public async Task What_comes_in_is_booked_at_once_and_told()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Telling(TestSchemes.Everything));
        string transfer = Letters.Liquidity(Central, "IN-1", "50.00", creditor: Alpha);
        Reply done = await gateway.PostAsync(Central, transfer);
        Reply repeat = await gateway.PostAsync(Central, transfer);
        Reply other = await gateway.PostAsync(Central, Letters.Liquidity(Central, "IN-1", "51.00", creditor: Alpha));
        (string type, string booked) = await Flows.LastOfAsync(gateway, Alpha);
        (_, string receipt) = await Flows.LastOfAsync(gateway, Central);

        Assert.Equal((HttpStatusCode.OK, "COMP", "IN-1-MSGcamt.050.001.05"), (done.Status, Flows.Text(done.Body, "StsCd"), Flows.Text(done.Body, "OrgnlMsgId")));
        Assert.Equal((receipt, receipt), (done.Body, repeat.Body));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal(("camt.054.001.08", "50.00", "CRDT"), (type, Flows.Text(booked, "Amt"), Flows.Text(booked[booked.IndexOf("<Ntry>", StringComparison.Ordinal)..(booked.IndexOf("</Ntry>", StringComparison.Ordinal) + 7)], "CdtDbtInd")));
        Assert.Equal("1050.00", await Flows.BalanceAsync(gateway, Alpha));
    }

    [Fact]
    public async Task What_goes_out_waits_for_the_settlement_bank()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Reply taken = await gateway.PostAsync(Alpha, Letters.Liquidity(Alpha, "OUT-1", "100.00", creditor: Alpha, creditorAccount: "RTGS-ALPHA"));
        (string type, string instruction) = await Flows.LastOfAsync(gateway, Central);
        string id = Flows.Text(instruction, "MsgId")!;
        Reply confirmed = await gateway.PostAsync(Central, Letters.Receipt(Central, id, "COMP"));
        Reply again = await gateway.PostAsync(Central, Letters.Receipt(Central, id, "COMP"));
        Reply contradiction = await gateway.PostAsync(Central, Letters.Receipt(Central, id, "REJT"));
        Reply unknown = await gateway.PostAsync(Central, Letters.Receipt(Central, "NOTHING", "COMP"));

        Assert.Equal(HttpStatusCode.Accepted, taken.Status);
        Assert.Equal(("camt.050.001.05", "100.00"), (type, Flows.Text(instruction, "AmtWthCcy") ?? Flows.Text(instruction, "TrfdAmt")));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (confirmed.Status, again.Status));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (contradiction.Status, unknown.Status));
        Assert.Equal("COMP", Flows.Text((await Flows.LastOfAsync(gateway, Alpha)).Xml, "StsCd"));
        Assert.Equal("900.00", await Flows.BalanceAsync(gateway, Alpha));
    }

    [Fact]
    public async Task What_the_settlement_bank_will_not_take_comes_back()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        await gateway.PostAsync(Alpha, Letters.Liquidity(Alpha, "OUT-1", "100.00", debtor: Alpha));
        string id = Flows.Text((await Flows.LastOfAsync(gateway, Central)).Xml, "MsgId")!;
        Assert.Equal("900.00", await Flows.BalanceAsync(gateway, Alpha));
        Assert.Equal(HttpStatusCode.NoContent, (await gateway.PostAsync(Central, Letters.Receipt(Central, id, "REJT", "Closed today."))).Status);

        (_, string receipt) = await Flows.LastOfAsync(gateway, Alpha);
        Assert.Equal(("REJT", "Closed today."), (Flows.Text(receipt, "StsCd"), Flows.Text(receipt, "Desc")));
        Assert.Equal("1000.00", await Flows.BalanceAsync(gateway, Alpha));
    }

    [Fact]
    public async Task More_than_there_is_is_refused_by_receipt()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Reply refused = await gateway.PostAsync(Alpha, Letters.Liquidity(Alpha, "OUT-1", "1000.01", debtor: Alpha));
        Assert.Equal((HttpStatusCode.OK, "REJT"), (refused.Status, Flows.Text(refused.Body, "StsCd")));
        Assert.Empty(await gateway.MailboxAsync(Central, wait: 0));
        Assert.Equal("1000.00", await Flows.BalanceAsync(gateway, Alpha));
    }

    [Theory]
    [InlineData(Alpha, null, null, Bravo, null, HttpStatusCode.Forbidden)]
    [InlineData(Alpha, null, null, Central, null, HttpStatusCode.Forbidden)]
    [InlineData(Alpha, null, "ALPHDEFFXXX/EUR", null, null, HttpStatusCode.Forbidden)]
    [InlineData(Alpha, null, null, Alpha, "BRAVFRPPXXX/EUR", HttpStatusCode.Forbidden)]
    [InlineData(Central, "NOBODEFFXXX", null, null, null, HttpStatusCode.NotFound)]
    [InlineData(Central, Alpha, "BRAVFRPPXXX/EUR", null, null, HttpStatusCode.NotFound)]
    [InlineData(Central, TestSchemes.Instructing, null, null, null, HttpStatusCode.NotFound)]
    public async Task Money_that_is_not_the_senders_or_has_no_account_is_not_moved(
        string from, string? creditor, string? creditorAccount, string? debtor, string? debtorAccount, HttpStatusCode expected)
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Reply refused = await gateway.PostAsync(from, Letters.Liquidity(from, "X-1", "10.00", creditor, creditorAccount, debtor, debtorAccount), ("Accept", "application/json"));
        Assert.True(refused.Status == expected, refused.Body);
        Assert.Equal("NOT_ALLOWED", JsonDocument.Parse(refused.Body).RootElement.GetProperty("code").GetString());
        Assert.Equal(("1000.00", "1000.00"), (await Flows.BalanceAsync(gateway, Alpha), await Flows.BalanceAsync(gateway, Bravo)));
    }

    [Fact]
    public async Task A_bound_that_is_crossed_is_told_by_an_account_report()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Alpha), new SetLiquidityWatch(new LiquidityWatch { BalanceFloorMinor = 99_000 }, new OperatorAct("test")));
        await Flows.SettleAsync(gateway);
        JsonElement alert = Assert.Single(await gateway.MailboxAsync(Alpha), message => message.GetProperty("type").GetString() == "camt.004.001.08");
        Assert.Equal(("FLOOR NOTIFICATION", "987.50"), (Flows.Text(alert.GetProperty("xml").GetString()!, "QryNm"), Flows.Text(alert.GetProperty("xml").GetString()!, "Amt")));
    }

    [Fact]
    public async Task Without_a_settlement_bank_nothing_moves()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Reply refused = await gateway.PostAsync(Alpha, Letters.Liquidity(Alpha, "OUT-1", "1.00", debtor: Alpha), ("Accept", "application/json"));
        Assert.Equal((HttpStatusCode.Conflict, "NO_SETTLEMENT_BANK"), (refused.Status, JsonDocument.Parse(refused.Body).RootElement.GetProperty("code").GetString()));
    }
}

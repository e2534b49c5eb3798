using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Settlement cycles with a settlement bank, broadcasts and requests to pay, over HTTP.</summary>
public sealed class SettlementTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const string Central = TestSchemes.SettlementBank;
    private static readonly Letters Letters = new();
    private static readonly OperatorAct Act = new("test", "for a test");

    [Fact]
    public async Task The_settlement_banks_answers_settle_a_cycle()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Net);
        Uetr paid = await Flows.SettleAsync(gateway);
        Uetr[] instructions = await InstructAsync(gateway, 0);

        Reply early = await gateway.PostAsync(Central, Letters.Answer(Central, instructions[0], "ACSP"));
        Reply unknown = await gateway.PostAsync(Central, Letters.Answer(Central, paid, "ACSC"));
        Reply strange = await gateway.PostAsync(Central, Letters.Answer(Central, instructions[0], "XXXX"));
        Assert.Equal(CycleStatus.Instructed, (await CycleAsync(gateway)).Status);
        Reply[] confirmed = [.. await Task.WhenAll(instructions.Select(instruction => gateway.PostAsync(Central, Letters.Answer(Central, instruction, "ACSC"))))];
        Reply again = await gateway.PostAsync(Central, Letters.Answer(Central, instructions[0], "ACSC"));
        Reply contradiction = await gateway.PostAsync(Central, Letters.Answer(Central, instructions[0], "RJCT", reason: "AM04"));
        Reply byOther = await gateway.PostAsync(Bravo, Letters.Answer(Bravo, instructions[0], "ACSC"));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (early.Status, unknown.Status, strange.Status));
        Assert.All(confirmed, reply => Assert.True(reply.Status == HttpStatusCode.NoContent, reply.Body));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.NotFound), (again.Status, contradiction.Status, byOther.Status));
        Assert.Equal(CycleStatus.Settled, (await CycleAsync(gateway)).Status);
        JsonElement shown = JsonDocument.Parse((await gateway.GetAsync(Alpha, $"/v1/payments/{paid}")).Body).RootElement;
        Assert.Equal(1, shown.GetProperty("cycle").GetInt64());
    }

    [Fact]
    public async Task Instructions_that_replace_two_at_once_have_ids_of_their_own()
    {
        var clock = new MovedClock();
        var letters = new Letters(clock);
        await using RunningGateway gateway = await TestSchemes.StartAsync(TestSchemes.Net, clock);
        await Flows.SettleAsync(gateway, clock);
        Uetr[] instructions = await InstructAsync(gateway, 0);
        foreach (Uetr instruction in instructions) await gateway.PostAsync(Central, letters.Answer(Central, instruction, "RJCT", reason: "AM04"));
        CycleId id = (await CycleAsync(gateway)).Id;
        foreach (string bank in new[] { Alpha, Bravo }) await gateway.Engine.ReplaceInstructionAsync(id, new ParticipantId(bank), false, Act);

        string[] sent = [.. (await gateway.MailboxAsync(Central)).Select(message => message.GetProperty("xml").GetString()!)];
        Assert.True(sent.Length >= 3, $"{sent.Length} instructions");
        Assert.Equal(sent.Length, sent.Select(Answers.IdOf).Distinct().Count());
        Assert.All(sent, xml => Assert.Contains("pacs.009.001.08", xml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broadcasts_reach_all_but_the_one_they_are_about()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        string scheme = gateway.Engine.Schemes.Default.Name;
        await gateway.Engine.BroadcastAsync(scheme, "MAIN", "Maintenance tonight.", Act);
        await gateway.Engine.BroadcastAsync(scheme, "A code that is too long", new string('x', 1200), Act);
        Reply off = await gateway.PostToAsync("/v1/standing", Bravo, """{"signedOn":false}""", "application/json");

        string[] told = [.. (await gateway.MailboxAsync(Alpha)).Select(message => message.GetProperty("xml").GetString()!)];
        Assert.True(off.Status == HttpStatusCode.OK, off.Body);
        Assert.Equal(["MAIN", "A co", "POFF"], told.Select(xml => Flows.Text(xml, "EvtCd")));
        Assert.Equal(3, told.Select(Answers.IdOf).Distinct().Count());
        Assert.Equal(2, (await gateway.MailboxAsync(Bravo)).Length);
        Assert.Equal(BravoSignedOff, off.Body);
        Assert.Equal(HttpStatusCode.OK, (await gateway.PostToAsync("/v1/standing", Bravo, """{"signedOn":true}""", "application/json")).Status);
        Assert.Equal("PENA", Flows.Text((await Flows.LastOfAsync(gateway, Alpha)).Xml, "EvtCd"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"signedOn\":\"yes\"}")]
    [InlineData("{\"signedOn\":true}{}")]
    public async Task A_standing_that_is_not_understood_is_refused(string body)
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Reply refused = await gateway.PostToAsync("/v1/standing", Alpha, body, "application/json");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Contains("signedOn", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_took_nobody_gives_himself_back()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        await gateway.Engine.CommandParticipantAsync(new ParticipantId(Alpha), new Domain.Participants.ChangeStanding(Domain.Participants.StandingChange.Suspend, Act));
        Reply refused = await gateway.PostToAsync("/v1/standing", Alpha, """{"signedOn":true}""", "application/json");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Suspended", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_to_pay_and_its_answer_are_passed_on_byte_for_byte()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr request = RunningGateway.CreditTransfer().Uetr;
        string asked = Letters.RequestToPay(request);
        string answer = Letters.RequestToPayAnswer(request, "RJCT", "AM04");

        Reply taken = await gateway.PostAsync(Bravo, asked);
        (string askedType, string forwarded) = await Flows.LastOfAsync(gateway, Alpha);
        string later = Letters.RequestToPayAnswer(request, "PDNG");
        Reply pending = await gateway.PostAsync(Alpha, later);
        (string laterType, string laterPassedOn) = await Flows.LastOfAsync(gateway, Bravo);
        Reply again = await gateway.PostAsync(Alpha, Letters.RequestToPayAnswer(request, "RCVD"), ("Accept", "application/json"));
        Reply answered = await gateway.PostAsync(Alpha, answer);
        (string answeredType, string passedOn) = await Flows.LastOfAsync(gateway, Bravo);
        Reply late = await gateway.PostAsync(Alpha, Letters.RequestToPayAnswer(request, "ACCP"), ("Accept", "application/json"));
        Reply unknown = await gateway.PostAsync(Alpha, Letters.RequestToPayAnswer(RunningGateway.CreditTransfer().Uetr, "ACCP"), ("Accept", "application/json"));

        Assert.True(taken.Status == HttpStatusCode.Accepted, taken.Body);
        Assert.True(answered.Status == HttpStatusCode.Accepted, answered.Body);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Bravo, asked)).Status);
        Assert.Equal(("pain.013.001.07", Flows.DocumentOf(asked)), (askedType, Flows.DocumentOf(forwarded)));
        Assert.Equal(("pain.014.001.07", Flows.DocumentOf(answer)), (answeredType, Flows.DocumentOf(passedOn)));
        Assert.Equal((HttpStatusCode.Accepted, "REQUEST_ANSWER_PENDING"), (pending.Status, CodeOf(again)));
        Assert.Equal(("pain.014.001.07", Flows.DocumentOf(later)), (laterType, Flows.DocumentOf(laterPassedOn)));
        Assert.NotEqual(Answers.IdOf(laterPassedOn), Answers.IdOf(passedOn));
        Assert.Equal(("ANSWERED_BEFORE", "UNKNOWN_REQUEST"), (CodeOf(late), CodeOf(unknown)));
    }

    private const string BravoSignedOff = """{"participant":"BRAVFRPPXXX","standing":"SignedOff"}""";

    private static string? CodeOf(Reply reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("code").GetString();

    private static async Task<SettlementCycle> CycleAsync(RunningGateway gateway) => (await gateway.Engine.ListCyclesAsync())[0];

    /// <summary>Cuts the first cycle, has the settlement bank told, and reads the instructions in its mailbox.</summary>
    private static async Task<Uetr[]> InstructAsync(RunningGateway gateway, long after)
    {
        CycleId open = (await CycleAsync(gateway)).Id;
        Assert.Equal(CycleReply.Done, await gateway.Engine.CommandCycleAsync(open, new CutCycle(Act)));
        Assert.Equal(CycleReply.Done, await gateway.Engine.CommandCycleAsync(open, new InstructCycle([], Act)));
        JsonElement message = Assert.Single(await gateway.MailboxAsync(Central, after));
        Assert.Equal("pacs.009.001.08", message.GetProperty("type").GetString());
        XDocument xml = XDocument.Parse(message.GetProperty("xml").GetString()!);
        Uetr[] instructions = [.. xml.Descendants().Where(element => element.Name.LocalName == "UETR").Select(element => Uetr.Parse(element.Value))];
        Assert.Equal(2, instructions.Length);
        Assert.Equal(["12.50", "12.50"], xml.Descendants().Where(element => element.Name.LocalName == "IntrBkSttlmAmt").Select(element => element.Value));
        return instructions;
    }
}

using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Who proves to be whom, and who may act for whom.</summary>
public sealed class SenderTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const string Instructing = TestSchemes.Instructing;
    private static readonly OperatorAct Act = new("test");

    [Fact]
    public async Task An_instructing_party_sends_and_reads_for_its_principal()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        var letters = new Letters();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        (string, string) forAlpha = ("On-Behalf-Of", Alpha);

        Reply taken = await gateway.PostAsync(Instructing, xml);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        Reply recalled = await gateway.PostAsync(Instructing, letters.Recall(uetr));
        Reply queried = await gateway.PostAsync(Instructing, letters.AccountQuery(Alpha));
        Reply named = await gateway.PostAsync(Instructing, letters.AccountQuery(Alpha), forAlpha);
        Reply account = await gateway.GetAsync(Instructing, "/v1/account", forAlpha);
        Reply mailbox = await gateway.GetAsync(Instructing, "/v1/mailbox", forAlpha);
        Reply payment = await gateway.GetAsync(Instructing, $"/v1/payments/{uetr}", forAlpha);
        Reply own = await gateway.GetAsync(Instructing, $"/v1/payments/{uetr}");

        Assert.True(taken.Status == HttpStatusCode.Accepted, taken.Body);
        Assert.True(recalled.Status == HttpStatusCode.Accepted, recalled.Body);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (queried.Status, named.Status, account.Status));
        Assert.Equal((await gateway.GetAsync(Alpha, "/v1/mailbox")).Body, mailbox.Body);
        JsonElement shown = JsonDocument.Parse(payment.Body).RootElement;
        Assert.Equal((Alpha, Instructing), (shown.GetProperty("debtorAgent").GetString(), shown.GetProperty("submittedBy").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, own.Status);
    }

    [Fact]
    public async Task For_others_nobody_acts()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        (string, string) forAlpha = ("On-Behalf-Of", Alpha);
        (string, string) forBravo = ("On-Behalf-Of", Bravo);

        Reply[] refused =
        [
            await gateway.PostAsync(Instructing, RunningGateway.Answer(uetr, "ACCP")),
            await gateway.PostAsync(Instructing, RunningGateway.CreditTransfer().Xml, forBravo),
            await gateway.PostAsync(Instructing, "<Document/>", forBravo),
            await gateway.GetAsync(Instructing, "/v1/mailbox", forBravo),
            await gateway.GetAsync(Instructing, "/v1/account", forBravo),
            await gateway.GetAsync(Bravo, "/v1/account", forAlpha),
            await gateway.PostAsync(Bravo, RunningGateway.CreditTransfer().Xml, forAlpha),
            await gateway.PostToAsync("/v1/standing", Instructing, """{"signedOn":false}""", "application/json", forAlpha),
        ];
        Reply speaksForAnother = await gateway.PostAsync(Instructing, RunningGateway.Answer(uetr, "ACCP"), forAlpha);

        Assert.All(refused, reply => Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (reply.Status, reply.Type)));
        Assert.All(refused, reply => Assert.Contains("May not act for another", reply.Body, StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Forbidden, "AG01"), (speaksForAnother.Status, JsonDocument.Parse(speaksForAnother.Body).RootElement.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Bravo, "/v1/account", forBravo)).Status);
    }

    [Fact]
    public async Task A_suspended_instructing_party_reads_and_does_not_send_and_its_principals_are_the_operators_to_change()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        (string, string) forAlpha = ("On-Behalf-Of", Alpha);
        var party = new ParticipantId(Instructing);
        await gateway.Engine.CommandParticipantAsync(party, new ChangeStanding(StandingChange.Suspend, Act));
        Reply send = await gateway.PostAsync(Instructing, RunningGateway.CreditTransfer().Xml);
        Reply read = await gateway.GetAsync(Instructing, "/v1/account", forAlpha);
        await gateway.Engine.CommandParticipantAsync(party, new SetPrincipals([], Act));
        Reply noLonger = await gateway.GetAsync(Instructing, "/v1/account", forAlpha);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (send.Status, read.Status, noLonger.Status));
        Assert.Contains("Suspended", send.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_those_of_the_directory_from_the_next_request_on()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        var alpha = new ParticipantId(Alpha);
        long untilMs = clock.GetUtcNow().ToUnixTimeMilliseconds() + 1_000;
        Assert.Equal(HttpStatusCode.OK, await AsAsync(Alpha));
        await gateway.Engine.CommandParticipantAsync(alpha, new SetCredentials([RunningGateway.TokenOf("new", untilMs)], Act));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AsAsync(Alpha), await AsAsync("new")));
        clock.Advance(999);
        Assert.Equal(HttpStatusCode.OK, await AsAsync("new"));
        clock.Advance(1);
        Assert.Equal(HttpStatusCode.Unauthorized, await AsAsync("new"));
        // The same twice is good until the later time; what is no hash, or no token, proves nothing.
        Credential[] many = [RunningGateway.TokenOf("new", untilMs), RunningGateway.TokenOf("new"), new(CredentialKind.BearerToken, "xyz", ""), new(CredentialKind.Endpoint, "https://bank.example", "")];
        await gateway.Engine.CommandParticipantAsync(alpha, new SetCredentials(many, Act));
        Assert.Equal(HttpStatusCode.OK, await AsAsync("new"));

        async Task<HttpStatusCode> AsAsync(string token) => (await gateway.GetAsync(token, "/v1/account")).Status;
    }

    [Fact]
    public async Task Who_is_suspended_reads_and_who_has_left_does_not()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        var bravo = new ParticipantId(Bravo);
        await gateway.Engine.CommandParticipantAsync(bravo, new ChangeStanding(StandingChange.Suspend, Act));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Bravo, "/v1/mailbox")).Status);
        await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Bravo), new WithdrawFromAccount(100_000, "all", Act));
        Assert.Equal(AccountReply.Done, await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Bravo), new CloseAccount(Act)));
        Assert.Equal(ParticipantReply.Done, await gateway.Engine.CommandParticipantAsync(bravo, new ChangeStanding(StandingChange.Close, Act)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync(Bravo, "/v1/mailbox")).Status);
    }
}

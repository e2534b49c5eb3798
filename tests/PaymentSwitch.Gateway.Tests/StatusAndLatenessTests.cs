using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Questions for a status, silence, and answers that come too late.</summary>
public sealed class StatusAndLatenessTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;

    [Fact]
    public async Task A_payment_in_flight_is_ACSP_and_a_final_one_is_told_by_the_message_of_the_mailbox()
    {
        SchemeProfile scheme = RunningGateway.Quiet(SchemeProfileReader.BuiltIn("sct-inst"));
        await using RunningGateway gateway = await RunningGateway.StartAsync(profile: scheme with { Clock = scheme.Clock with { StatusRequestNotBeforeMs = 0 } });
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);

        Reply inFlight = await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, uetr));
        Reply again = await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, uetr));
        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        Reply toAlpha = await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, uetr));
        Reply toBravo = await gateway.PostAsync(Bravo, RunningGateway.StatusRequest(Bravo, uetr));
        Reply unknown = await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, RunningGateway.CreditTransfer().Uetr));

        Assert.Equal((HttpStatusCode.OK, "ACSP"), (inFlight.Status, Answers.StatusOf(inFlight.Body)));
        Assert.Equal(inFlight.Body, again.Body);
        Assert.Equal(Assert.Single(await gateway.MailboxAsync(Alpha)).GetProperty("xml").GetString(), toAlpha.Body);
        Assert.Equal(Assert.Single(await gateway.MailboxAsync(Bravo, after: 1)).GetProperty("xml").GetString(), toBravo.Body);
        Assert.Equal((HttpStatusCode.NotFound, "UNKNOWN_PAYMENT"), (unknown.Status, Answers.CodeOf(unknown.Body)));
    }

    [Fact]
    public async Task A_status_asked_for_too_early_is_refused()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        Reply early = await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, uetr));
        Assert.Equal((HttpStatusCode.Conflict, "STATUS_TOO_EARLY"), (early.Status, Answers.CodeOf(early.Body)));
    }

    [Fact]
    public async Task Silence_expires_the_payment_and_a_late_answer_is_told_so_even_to_who_wants_no_body()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await RunningGateway.StartAsync(clock: clock);
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer(clock: clock);
        await gateway.PostAsync(Alpha, xml);
        clock.Advance(7_000);

        Reply late = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"), ("Prefer", "return=minimal"));
        JsonElement toAlpha = Assert.Single(await gateway.MailboxAsync(Alpha, wait: 20));
        JsonElement[] toBravo = await gateway.MailboxAsync(Bravo);
        Reply later = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        JsonElement shown = JsonDocument.Parse((await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Body).RootElement;
        JsonElement account = JsonDocument.Parse((await gateway.GetAsync(Alpha, "/v1/account")).Body).RootElement;

        Assert.Equal((HttpStatusCode.OK, "RJCT", "AB05"), (late.Status, Answers.StatusOf(late.Body), Answers.CodeOf(late.Body)));
        Assert.Equal(late.Body, later.Body);
        Assert.Equal(("RJCT", "AB05"), (Answers.StatusOf(toAlpha.GetProperty("xml").GetString()!), Answers.CodeOf(toAlpha.GetProperty("xml").GetString()!)));
        Assert.Contains(late.Body, toBravo.Select(message => message.GetProperty("xml").GetString()));
        Assert.Equal(("Expired", "RJCT"), (shown.GetProperty("status").GetString(), shown.GetProperty("isoStatus").GetString()));
        Assert.Equal(("1000.00", "0.00"), (account.GetProperty("balance").GetString(), account.GetProperty("reserved").GetString()));
    }

    [Fact]
    public async Task A_minimal_return_leaves_out_confirmations_and_nothing_else()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (string Name, string Value) minimal = ("Prefer", "return=minimal");
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();

        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, xml, minimal)).Status);
        Reply conflict = await gateway.PostAsync(Alpha, xml.Replace(">12.50<", ">99.00<", StringComparison.Ordinal), minimal);
        Reply accepted = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"), minimal);
        Reply repeated = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"), minimal);
        Reply contradicts = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "RJCT"), minimal);
        Reply outcome = await gateway.PostAsync(Alpha, xml, minimal);

        Assert.Equal((HttpStatusCode.OK, "AM05"), (conflict.Status, Answers.CodeOf(conflict.Body)));
        Assert.Equal((HttpStatusCode.NoContent, "", "return=minimal"), (accepted.Status, accepted.Body, accepted.Headers["Preference-Applied"]));
        Assert.Equal((HttpStatusCode.NoContent, ""), (repeated.Status, repeated.Body));
        Assert.Equal(HttpStatusCode.Conflict, contradicts.Status);
        Assert.Equal((HttpStatusCode.OK, "ACSC"), (outcome.Status, Answers.StatusOf(outcome.Body)));
    }
}

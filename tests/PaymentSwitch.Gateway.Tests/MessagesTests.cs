using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What banks send, and what they get for it: the table of docs/http-api.md.</summary>
public sealed class MessagesTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;

    [Fact]
    public async Task A_payment_goes_its_way_and_both_banks_are_told()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();

        Reply taken = await gateway.PostAsync(Alpha, xml, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        JsonElement forwarded = Assert.Single(await gateway.MailboxAsync(Bravo));
        Reply answered = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        JsonElement toAlpha = Assert.Single(await gateway.MailboxAsync(Alpha));
        JsonElement toBravo = Assert.Single(await gateway.MailboxAsync(Bravo, after: 1));

        Assert.Equal((HttpStatusCode.Accepted, ""), (taken.Status, taken.Body));
        Assert.Equal($"/v1/payments/{uetr}", taken.Headers["Location"]);
        Assert.Equal(("pacs.008.001.08", uetr.ToString()), (forwarded.GetProperty("type").GetString(), forwarded.GetProperty("uetr").GetString()));
        Assert.Equal(DocumentOf(xml), DocumentOf(forwarded.GetProperty("xml").GetString()!));
        Assert.Equal((HttpStatusCode.OK, "ACSC"), (answered.Status, StatusOf(answered.Body)));
        Assert.Equal(answered.Body, toBravo.GetProperty("xml").GetString());
        Assert.Equal("ACSC", StatusOf(toAlpha.GetProperty("xml").GetString()!));

        Reply payment = await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}");
        JsonElement shown = JsonDocument.Parse(payment.Body).RootElement;
        Assert.Equal(("Settled", "ACSC", "12.50"), (shown.GetProperty("status").GetString(), shown.GetProperty("isoStatus").GetString(), shown.GetProperty("amount").GetString()));
        Assert.StartsWith("00-0af7651916cd43dd", shown.GetProperty("traceParent").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, shown.GetProperty("timeline").GetArrayLength());
        JsonElement account = JsonDocument.Parse((await gateway.GetAsync(Alpha, "/v1/account")).Body).RootElement;
        Assert.Equal(("987.50", "0.00"), (account.GetProperty("balance").GetString(), account.GetProperty("reserved").GetString()));
    }

    [Fact]
    public async Task A_repeat_gets_the_stored_answer_and_other_content_is_refused()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, xml)).Status);
        Reply conflict = await gateway.PostAsync(Alpha, xml.Replace(">12.50<", ">99.00<", StringComparison.Ordinal));
        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "RJCT"));

        // The header is not part of the content: another one makes it the same message still.
        Reply repeat = await gateway.PostAsync(Alpha, xml.Replace("<BizMsgIdr>B", "<BizMsgIdr>C", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.OK, "RJCT", "AM05"), (conflict.Status, StatusOf(conflict.Body), CodeOf(conflict.Body)));
        Assert.Equal((HttpStatusCode.OK, "RJCT", "AC04"), (repeat.Status, StatusOf(repeat.Body), CodeOf(repeat.Body)));
        Assert.Equal(Assert.Single(await gateway.MailboxAsync(Alpha)).GetProperty("xml").GetString(), repeat.Body);
    }

    [Fact]
    public async Task Who_prefers_to_wait_gets_the_outcome_in_the_response()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        Task<Reply> waiting = gateway.PostAsync(Alpha, xml, ("Prefer", "wait=20"));
        await gateway.MailboxAsync(Bravo);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"), ("Prefer", "return=minimal"));

        Reply outcome = await waiting;
        Reply tooShort = await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml, ("Prefer", "wait=1"));

        Assert.Equal((HttpStatusCode.OK, "ACSC", "wait=20"), (outcome.Status, StatusOf(outcome.Body), outcome.Headers["Preference-Applied"]));
        Assert.Equal(HttpStatusCode.Accepted, tooShort.Status);
    }

    [Fact]
    public async Task What_the_switch_refuses_by_itself_is_told_at_once_and_in_the_mailbox()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string xml = RunningGateway.CreditTransfer(i => i with { CreditorAgent = AgentIdentification.OfBic("NOBODEFFXXX") }).Xml;
        Reply refused = await gateway.PostAsync(Alpha, xml.Replace("DE89370400440532013000", "DE89370400440532013001", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, "RJCT", "AC02"), (refused.Status, StatusOf(refused.Body), CodeOf(refused.Body)));
        Assert.Contains("<Cd>CNOR</Cd>", refused.Body, StringComparison.Ordinal);
        Assert.Equal(refused.Body, Assert.Single(await gateway.MailboxAsync(Alpha)).GetProperty("xml").GetString());

        Reply poor = await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer(i => i with { Amount = new Money(100_001, Currency.Of("EUR")) }).Xml);
        Assert.Equal("AM04", CodeOf(poor.Body));
    }

    [Fact]
    public async Task Answers_that_do_not_fit_are_refused_and_move_nothing()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        long position = gateway.Journal.LastPosition;

        Reply unknown = await gateway.PostAsync(Bravo, RunningGateway.Answer(RunningGateway.CreditTransfer().Uetr, "ACCP"));
        Reply mismatch = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP", endToEndId: "other"));
        Reply status = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "PDNG"));
        Assert.Equal(position, gateway.Journal.LastPosition);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        Reply contradicts = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "RJCT"));
        Reply asProblem = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "RJCT"), ("Accept", "application/problem+json"));

        Assert.Equal((HttpStatusCode.NotFound, "UNKNOWN_PAYMENT"), (unknown.Status, CodeOf(unknown.Body)));
        Assert.Equal((HttpStatusCode.Conflict, "ANSWER_MISMATCH"), (mismatch.Status, CodeOf(mismatch.Body)));
        Assert.Equal((HttpStatusCode.BadRequest, "ANSWER_STATUS"), (status.Status, CodeOf(status.Body)));
        Assert.Equal((HttpStatusCode.Conflict, "ANSWER_CONTRADICTS"), (contradicts.Status, CodeOf(contradicts.Body)));
        Assert.Equal("application/problem+json", asProblem.Type);
        Assert.Equal("ANSWER_CONTRADICTS", JsonDocument.Parse(asProblem.Body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_sender_can_only_speak_for_itself()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        long position = gateway.Journal.LastPosition;
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();

        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.PostAsync(Bravo, xml)).Status);
        Reply otherAgent = await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer(i => i with { InstructingAgent = AgentIdentification.OfBic(Bravo) }).Xml);
        Assert.Equal(HttpStatusCode.Forbidden, otherAgent.Status);
        Assert.Equal("AG01", JsonDocument.Parse(otherAgent.Body).RootElement.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync(null, "/v1/account")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync("SOMEDEFFXXX", "/v1/mailbox")).Status);
        Assert.Equal(position, gateway.Journal.LastPosition);

        await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer(i => i with { CreditorAgent = AgentIdentification.OfBic(Alpha) }).Xml);
        JsonElement own = Assert.Single(await gateway.MailboxAsync(Alpha));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(Bravo, $"/v1/payments/{own.GetProperty("uetr").GetString()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(Alpha, "/v1/payments/nonsense")).Status);
    }

    [Fact]
    public async Task A_payment_without_identity_is_rejected_and_not_stored()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        long position = gateway.Journal.LastPosition;
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        Reply reply = await gateway.PostAsync(Alpha, xml.Replace($"<UETR>{uetr}</UETR>", "", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "RJCT"), (reply.Status, StatusOf(reply.Body)));
        Assert.Equal(position, gateway.Journal.LastPosition);
    }

    [Fact]
    public async Task Too_much_at_once_is_refused_with_a_time_to_come_back()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            new GatewayLimits { RequestsUnderWayMax = 1, RetryAfterSeconds = 3 }, new EngineLimits { OpenPaymentsMax = 1 });
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        Reply overloaded = await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml);
        // After what is in the mailbox already: otherwise nothing would wait.
        string nextMail = $"/v1/mailbox?wait=20&after={gateway.Engine.Mailboxes.LastCursor(new ParticipantId(Alpha))}";
        Task<Reply> waiting = gateway.GetAsync(Alpha, nextMail);
        Reply tooMany = await gateway.GetAsync(Alpha, "/v1/account");
        for (int i = 0; i < 200 && tooMany.Status != HttpStatusCode.TooManyRequests; i++)
        {
            // The other one may have come first, and this one have been the one too many.
            if (waiting.IsCompleted) waiting = gateway.GetAsync(Alpha, nextMail);
            await Task.Delay(10, TestContext.Current.CancellationToken);
            tooMany = await gateway.GetAsync(Alpha, "/v1/account");
        }

        await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCP"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "3"), (overloaded.Status, overloaded.Headers["Retry-After"]));
        Assert.Equal((HttpStatusCode.TooManyRequests, "3"), (tooMany.Status, tooMany.Headers["Retry-After"]));
        Assert.Equal(HttpStatusCode.OK, (await waiting).Status);
    }

    public static TheoryData<string, byte[], HttpStatusCode, string> Hostile => new()
    {
        { "empty", [], HttpStatusCode.BadRequest, "EMPTY" },
        { "not XML", Encoding.UTF8.GetBytes("pay Bob"), HttpStatusCode.BadRequest, "NOT_WELL_FORMED" },
        { "a document type", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"), HttpStatusCode.BadRequest, "DTD_FORBIDDEN" },
        { "200,000 deep", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 200_000))), HttpStatusCode.RequestEntityTooLarge, "" },
        { "50,000 deep", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 50_000))), HttpStatusCode.BadRequest, "LIMIT_DEPTH" },
        { "10,000 attributes", Encoding.UTF8.GetBytes("<a " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"b{i}='1' ")) + "/>"), HttpStatusCode.BadRequest, "LIMIT_ATTRIBUTES" },
        { "a 20 MB attribute", Encoding.UTF8.GetBytes($"<a b='{new string('x', 20_000_000)}'/>"), HttpStatusCode.RequestEntityTooLarge, "" },
        { "UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<a/>")).ToArray(), HttpStatusCode.BadRequest, "NOT_UTF8" },
        { "NUL", Encoding.UTF8.GetBytes("<a>\0</a>"), HttpStatusCode.BadRequest, "NOT_WELL_FORMED" },
        { "another root", Encoding.UTF8.GetBytes("<a xmlns='b'/>"), HttpStatusCode.BadRequest, "NO_DOCUMENT" },
        { "another version", Encoding.UTF8.GetBytes("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.99'/>"), HttpStatusCode.BadRequest, "MESSAGE_DEFINITION" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_body_gets_a_clear_error_and_leaves_no_trace(string name, byte[] body, HttpStatusCode status, string code)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        long position = gateway.Journal.LastPosition;
        Reply reply = await gateway.PostAsync(Alpha, body, "application/xml");
        Assert.True(status == reply.Status, $"{name}: {reply.Status} {reply.Body}");
        if (code.Length > 0)
        {
            Assert.Equal(code, CodeOf(reply.Body));
            Reply problem = await gateway.PostAsync(Alpha, body, "application/xml", ("Accept", "application/json"));
            Assert.Equal(code, JsonDocument.Parse(problem.Body).RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
        }

        Assert.Equal(position, gateway.Journal.LastPosition);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await gateway.PostAsync(Alpha, "{}"u8.ToArray(), "application/json")).Status);
    }

    private static string DocumentOf(string xml)
    {
        int begin = xml.IndexOf("<Document", StringComparison.Ordinal);
        return xml[begin..(xml.LastIndexOf("</Document>", StringComparison.Ordinal) + 11)];
    }

    private static string? StatusOf(string xml) => XDocument.Parse(xml).Descendants().FirstOrDefault(element => element.Name.LocalName == "TxSts")?.Value;

    private static string? CodeOf(string xml) => XDocument.Parse(xml).Descendants()
        .FirstOrDefault(element => element.Name.LocalName == "RjctgPtyRsn" || (element.Name.LocalName == "Cd" && element.Parent!.Name.LocalName == "Rsn"))?.Value;
}

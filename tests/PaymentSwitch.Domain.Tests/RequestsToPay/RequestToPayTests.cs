using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using Xunit;
using static PaymentSwitch.Domain.Tests.SamplePayments;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Given facts, when a request to pay, its answer, a payment or its end, then a fact or none, and a reply. Good until 500.</summary>
public sealed class RequestToPayTests
{
    private static readonly RequestEvent Received = new RequestReceived(100, Bravo, Alpha, "E1", new Money(1_000, Euro), 500, Message("ask"), Digest("ask"));
    private static readonly RequestEvent Accepted = new RequestAnswered(200, true, null, Message("yes"), Digest("yes"));
    private static readonly RequestEvent Refused = new RequestAnswered(200, false, "CUST", Message("CUST"), Digest("CUST"));
    private static readonly RequestEvent Held = new RequestAnswerPending(150, null, Message("later"), Digest("later"));
    private static readonly RequestEvent Paid = new RequestPaid(300, P1);
    private static readonly RequestEvent Expired = new RequestExpired(500);
    private static readonly SchemeProfile None = Profile with { Exceptions = ExceptionTerms.None };
    private static readonly AgentIdentification Nobody = AgentIdentification.OfBic("NOBODEFFXXX");

    public static TheoryData<string, RequestEvent[], AskToPay, SchemeProfile, ParticipantDirectory, RequestReply, RequestEvent?> Requests => new()
    {
        // name, given, when, scheme, directory, reply, then
        { "a request", [], Ask(), Profile, Directory(), RequestReply.Done, Received },
        { "the same again", [Received], Ask(), Profile, Directory(), RequestReply.Repeat, null },
        { "the same again when it is paid", [Received, Paid], Ask(), Profile, Directory(), RequestReply.Repeat, null },
        { "the same again by another bank", [Received], Ask() with { Sender = Alpha }, Profile, Directory(), RequestReply.IdentityConflict, null },
        { "other content", [Received], Ask() with { Digest = Digest("other") }, Profile, Directory(), RequestReply.IdentityConflict, null },
        { "where there are no requests", [], Ask(), None, Directory(), RequestReply.NotInScheme, null },
        { "another currency", [], Ask() with { Amount = new Money(1_000, Currency.Of("GBP")) }, Profile, Directory(), RequestReply.NotInScheme, null },
        { "for somebody else", [], Ask() with { Sender = Alpha }, Profile, Directory(), RequestReply.SenderNotCreditorAgent, null },
        { "for nobody known", [], Ask() with { CreditorAgent = Nobody }, Profile, Directory(), RequestReply.SenderNotCreditorAgent, null },
        { "by a bank that only receives", [], Ask(), Profile, Directory(bravo: ParticipantStanding.ReceiveOnly), RequestReply.SenderNotCreditorAgent, null },
        { "to nobody known", [], Ask() with { DebtorAgent = Nobody }, Profile, Directory(), RequestReply.DebtorAgentUnknown, null },
        { "to a suspended bank", [], Ask(), Profile, Directory(alpha: ParticipantStanding.Suspended), RequestReply.DebtorAgentUnavailable, null },
        { "to a bank that only receives", [], Ask(), Profile, Directory(alpha: ParticipantStanding.ReceiveOnly), RequestReply.Done, Received },
        { "good until now", [], Ask() with { ExpiresAtMs = 100 }, Profile, Directory(), RequestReply.Expired, null },
    };

    public static TheoryData<string, RequestEvent[], AnswerRequestToPay, long, RequestReply, RequestEvent?> Answers => new()
    {
        // name, given, when, at, reply, then
        { "yes", [Received], Answer(null), 200, RequestReply.Done, Accepted },
        { "no", [Received], Answer("CUST"), 200, RequestReply.Done, Refused },
        { "the same again", [Received, Accepted], Answer(null), 300, RequestReply.Repeat, null },
        { "the same again after its end", [Received, Accepted, Expired], Answer(null), 600, RequestReply.Repeat, null },
        { "no after yes", [Received, Accepted], Answer("CUST"), 300, RequestReply.AnsweredBefore, null },
        { "yes after no", [Received, Refused], Answer(null), 300, RequestReply.AnsweredBefore, null },
        { "yes when it is paid", [Received, Paid], Answer(null), 400, RequestReply.AnsweredBefore, null },
        { "no after yes and its end", [Received, Accepted, Expired], Answer("CUST"), 600, RequestReply.AnsweredBefore, null },
        { "just in time", [Received], Answer("CUST"), 499, RequestReply.Done, new RequestAnswered(499, false, "CUST", Message("CUST"), Digest("CUST")) },
        { "at its end", [Received], Answer(null), 500, RequestReply.Expired, Expired },
        { "after its end", [Received, Expired], Answer(null), 600, RequestReply.Expired, null },
        { "later", [Received], Pending("later"), 150, RequestReply.Done, Held },
        { "later, the same again", [Received, Held], Pending("later"), 200, RequestReply.Repeat, null },
        { "later, the same again when it was accepted", [Received, Held, Accepted], Pending("later"), 300, RequestReply.Repeat, null },
        { "later, by another message", [Received, Held], Pending("still later"), 200, RequestReply.PendingBefore, null },
        { "later, when it was accepted", [Received, Accepted], Pending("later"), 300, RequestReply.AnsweredBefore, null },
        { "later, when it is paid", [Received, Paid], Pending("later"), 400, RequestReply.AnsweredBefore, null },
        { "later, at its end", [Received], Pending("later"), 500, RequestReply.Expired, Expired },
        { "yes after later", [Received, Held], Answer(null), 200, RequestReply.Done, Accepted },
        { "no after later", [Received, Held], Answer("CUST"), 200, RequestReply.Done, Refused },
        { "yes after later, at its end", [Received, Held], Answer(null), 500, RequestReply.Expired, Expired },
        { "by the creditor agent", [Received], Answer(null) with { Sender = Bravo }, 200, RequestReply.Unknown, null },
        { "to nothing known", [], Answer(null), 200, RequestReply.Unknown, null },
    };

    public static TheoryData<string, RequestEvent[], long, RequestEvent?, RequestEvent?> Ends => new()
    {
        // name, given, at, then if a payment has settled, then if an alarm has gone off
        { "open", [Received], 300, Paid, null },
        { "accepted", [Received, Accepted], 300, Paid, null },
        { "at its end", [Received], 500, Expired, Expired },
        { "to be answered later", [Received, Held], 300, Paid, null },
        { "to be answered later, at its end", [Received, Held], 500, Expired, Expired },
        { "accepted, at its end", [Received, Accepted], 500, Expired, Expired },
        { "refused", [Received, Refused], 500, null, null },
        { "paid", [Received, Paid], 500, null, null },
        { "expired", [Received, Expired], 600, null, null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_decided(
        string name, RequestEvent[] given, AskToPay when, SchemeProfile scheme, ParticipantDirectory directory, RequestReply reply, RequestEvent? then) =>
        Assert.True(new RequestDecision(reply, then) == Of(given).Decide(when, At(100, scheme, directory)), name);

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_decided(string name, RequestEvent[] given, AnswerRequestToPay when, long atMs, RequestReply reply, RequestEvent? then) =>
        Assert.True(new RequestDecision(reply, then) == Of(given).Decide(when, atMs), name);

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_payment_or_the_end_of_its_time_is_decided(string name, RequestEvent[] given, long atMs, RequestEvent? paid, RequestEvent? ended)
    {
        Assert.True(paid == Of(given).DecidePaid(P1, atMs), name);
        Assert.True(ended == Of(given).DecideExpiry(atMs), name);
    }

    [Fact]
    public void Nothing_is_paid_and_nothing_ends_that_is_not_known()
    {
        Assert.Null(Of([]).DecidePaid(P1, 300));
        Assert.Null(Of([]).DecideExpiry(600));
    }

    [Fact]
    public void An_unknown_fact_stops_the_replay() => Assert.Throws<InvalidOperationException>(() => Of([new FactOfTomorrow(1)]));

    private static AnswerRequestToPay Pending(string text) => new()
    {
        Sender = Alpha, Accepts = false, IsPending = true, Message = Message(text), Digest = Digest(text),
    };

    private static RequestToPay Of(RequestEvent[] facts) => facts.Aggregate(RequestToPay.Unknown(P1), (request, fact) => request.Evolve(fact));

    private static AskToPay Ask() => new()
    {
        Sender = Bravo,
        DebtorAgent = AgentIdentification.OfBic(Alpha.Value),
        CreditorAgent = AgentIdentification.OfBic(Bravo.Value),
        EndToEndId = "E1",
        Amount = new Money(1_000, Euro),
        ExpiresAtMs = 500,
        Message = Message("ask"),
        Digest = Digest("ask"),
    };

    private static AnswerRequestToPay Answer(string? reason) => new()
    {
        Sender = Alpha, Accepts = reason is null, ReasonCode = reason, Message = Message(reason ?? "yes"), Digest = Digest(reason ?? "yes"),
    };

    private sealed record FactOfTomorrow(long AtMs) : RequestEvent(AtMs);
}

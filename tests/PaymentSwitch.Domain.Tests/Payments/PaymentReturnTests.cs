using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using Xunit;
using static PaymentSwitch.Domain.Tests.SamplePayments;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Given facts of a payment, when a return or what the accounts reply to it, then facts or none, and a reply.</summary>
public sealed class PaymentReturnTests
{
    private static readonly PaymentEvent Asked = new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1"));
    private static readonly PaymentEvent[] Whole = [Received(1, 1_000), new PaymentReturned(150, 1, 0), new ReturnClosed(150, 1)];
    private static readonly PaymentEvent[] Part = [Received(1, 400), new PaymentReturned(150, 1, 0), new ReturnClosed(150, 1)];
    private static readonly PaymentEvent[] Unfunded = [Received(1, 1_000), new ReturnRejected(150, 1, new StatusReason("AM04"))];
    private static readonly PaymentEvent[] OftenUnfunded = [.. Enumerable.Range(1, 20).SelectMany(Refused)];
    private static readonly SchemeProfile Unbounded = Profile with { Exceptions = Profile.Exceptions with { ReturnWithinMs = null } };
    private static readonly ParticipantDirectory BravoSuspended = Directory(bravo: ParticipantStanding.Suspended);
    private static readonly ParticipantDirectory BravoReceives = Directory(bravo: ParticipantStanding.ReceiveOnly);
    private static readonly ParticipantDirectory AlphaSuspended = Directory(alpha: ParticipantStanding.Suspended);
    private static readonly ParticipantDirectory AlphaReceives = Directory(alpha: ParticipantStanding.ReceiveOnly);
    private static readonly SchemeProfile WholeOnly = Profile with { Exceptions = Profile.Exceptions with { PartialReturns = false } };
    private static readonly SchemeProfile None = Profile with { Exceptions = ExceptionTerms.None };

    public static TheoryData<string, PaymentEvent[], ReturnPayment, PaymentContext, PaymentReply, PaymentEvent?> Returns => new()
    {
        // name, given, when, in, reply, then
        { "the whole amount", Settled, Return(1_000), At(200), PaymentReply.Done, Received(1, 1_000, 200) },
        { "a part", Settled, Return(1), At(200), PaymentReply.Done, Received(1, 1, 200) },
        { "what is left", [.. Settled, .. Part], Return(600, 2), At(200), PaymentReply.Done, Received(2, 600, 200) },
        { "more than is left", [.. Settled, .. Part], Return(601, 2), At(200), PaymentReply.ReturnAboveOriginal, null },
        { "more than the payment", Settled, Return(1_001), At(200), PaymentReply.ReturnAboveOriginal, null },
        { "nothing", Settled, Return(0), At(200), PaymentReply.ReturnAboveOriginal, null },
        { "less than nothing", Settled, Return(-1), At(200), PaymentReply.ReturnAboveOriginal, null },
        { "when all is returned", [.. Settled, .. Whole], Return(1, 2), At(200), PaymentReply.ReturnedAlready, null },
        { "a part where only the whole is taken", Settled, Return(999), At(200, WholeOnly), PaymentReply.ReturnPartial, null },
        { "the whole where only the whole is taken", Settled, Return(1_000), At(200, WholeOnly), PaymentReply.Done, Received(1, 1_000, 200) },
        { "another currency", Settled, Return(1_000) with { Amount = new Money(1_000, Currency.Of("GBP")) }, At(200), PaymentReply.ReturnCurrency, null },
        { "the same again", [.. Settled, .. Whole], Return(1_000), At(9_000), PaymentReply.Repeat, null },
        { "the same again while it is booked", [.. Settled, Received(1, 400)], Return(400), At(200), PaymentReply.Repeat, null },
        { "the same again after its rejection", [.. Settled, .. Unfunded], Return(1_000), At(200), PaymentReply.Repeat, null },
        { "other content under a known id", [.. Settled, .. Part], Return(500), At(200), PaymentReply.ReturnIdTaken, null },
        { "another after a rejection", [.. Settled, .. Unfunded], Return(1_000, 2), At(200), PaymentReply.Done, Received(2, 1_000, 200) },
        { "another after as many as are stored", [.. Settled, .. OftenUnfunded], Return(1_000, 21), At(200, Unbounded), PaymentReply.ReturnsExhausted, null },
        { "just before a day is over", [.. Settled, .. OftenUnfunded], Return(1_000, 21), At(86_400_149, Unbounded), PaymentReply.ReturnsExhausted, null },
        { "after a day", [.. Settled, .. OftenUnfunded], Return(1_000, 21), At(86_400_150, Unbounded), PaymentReply.Done, Received(21, 1_000, 86_400_150) },
        { "another after one less", [.. Settled, .. OftenUnfunded[..^2]], Return(1_000, 20), At(200, Unbounded), PaymentReply.Done, Received(20, 1_000, 200) },
        { "the first again after as many as are stored", [.. Settled, .. OftenUnfunded], Return(1_000), At(200, Unbounded), PaymentReply.Repeat, null },
        { "another while one is booked", [.. Settled, Received(1, 400)], Return(600, 2), At(200), PaymentReply.ReturnUnderWay, null },
        { "too much while one is booked", [.. Settled, Received(1, 400)], Return(601, 2), At(200), PaymentReply.ReturnAboveOriginal, null },
        { "at the end of its time", Settled, Return(1_000), At(3_100), PaymentReply.Done, Received(1, 1_000, 3_100) },
        { "after its time", Settled, Return(1_000), At(3_101), PaymentReply.TooLate, null },
        { "for an unknown reason", Settled, Return(1_000) with { ReasonCode = "CUST" }, At(200), PaymentReply.ReasonNotAllowed, null },
        { "where there are no returns", Settled, Return(1_000), At(200, None), PaymentReply.NotInScheme, null },
        { "by the debtor agent", Settled, Return(1_000) with { Sender = Alpha }, At(200), PaymentReply.UnknownPayment, null },
        { "of nothing known", [], Return(1_000), At(200), PaymentReply.UnknownPayment, null },
        { "other references", Settled, Return(1_000) with { Original = new("E2", "T1") }, At(200), PaymentReply.AnswerMismatch, null },
        { "not answered yet", [SamplePayments.Received, Forwarded], Return(1_000), At(200), PaymentReply.NotSettled, null },
        { "of a rejected payment", Rejected, Return(1_000), At(200), PaymentReply.NotSettled, null },
        { "by a suspended bank", Settled, Return(1_000), At(200, null, BravoSuspended), PaymentReply.SenderSuspended, null },
        { "by a bank that only receives", Settled, Return(1_000), At(200, null, BravoReceives), PaymentReply.SenderSuspended, null },
        { "to a suspended bank", Settled, Return(1_000), At(200, null, AlphaSuspended), PaymentReply.ReceiverUnavailable, null },
        { "to a bank that only receives", Settled, Return(1_000), At(200, null, AlphaReceives), PaymentReply.Done, Received(1, 1_000, 200) },
        { "while a recall is open", [.. Settled, Asked], Return(1_000), At(699), PaymentReply.Done, Received(1, 1_000, 699) },
    };

    public static TheoryData<string, PaymentEvent[], AccountReply, PaymentReply, PaymentEvent?> Reservations => new()
    {
        // name, given, the account's reply, reply, then
        { "reserved", [.. Settled, Received(1, 400)], AccountReply.Done, PaymentReply.Done, new PaymentReturned(200, 1, 7) },
        { "the second one", [.. Settled, .. Part, Received(2, 400)], AccountReply.Done, PaymentReply.Done, new PaymentReturned(200, 2, 7) },
        { "reserved again", [.. Settled, Received(1, 400), new PaymentReturned(200, 1, 7)], AccountReply.Done, PaymentReply.Repeat, null },
        { "reserved when all is done", [.. Settled, .. Whole], AccountReply.Done, PaymentReply.Repeat, null },
        { "reserved for nothing", Settled, AccountReply.Done, PaymentReply.Repeat, null },
    };

    public static TheoryData<AccountReply, string> Shortages => new()
    {
        // the account's reply, code
        { AccountReply.InsufficientFunds, "AM04" },
        { AccountReply.InsufficientHeadroom, "AM23" },
        { AccountReply.InsufficientPartyHeadroom, "AM23" },
        { AccountReply.NotOpen, "AM03" },
        { AccountReply.Closed, "AM03" },
    };

    [Theory]
    [MemberData(nameof(Returns))]
    public void A_return_is_decided(string name, PaymentEvent[] given, ReturnPayment when, PaymentContext context, PaymentReply reply, PaymentEvent? then) =>
        Check(name, given, Of(given).Decide(when, context), reply, then);

    [Theory]
    [MemberData(nameof(Reservations))]
    public void What_the_account_replies_is_decided(string name, PaymentEvent[] given, AccountReply when, PaymentReply reply, PaymentEvent? then) =>
        Check(name, given, Of(given).DecideReturnReserved(when, At(200, cycle: 7)), reply, then);

    [Theory]
    [MemberData(nameof(Shortages))]
    public void A_return_for_which_the_account_has_not_enough_is_rejected(AccountReply when, string code)
    {
        Payment payment = Of([.. Settled, Asked, Received(1, 400)]);
        PaymentDecision decision = payment.DecideReturnReserved(when, At(200));
        ReturnRejected fact = Assert.IsType<ReturnRejected>(decision.First);
        Assert.Equal((1, code), (fact.Number, fact.Reason.Code));
        Payment after = payment.Evolve(fact);
        Assert.Equal((1_000L, RecallStatus.Open), (after.ReturnableMinor, after.Aftermath.Recall!.Status));
        Assert.Equal(new ReturnClosed(200, 1), Of([.. Settled, Received(1, 400), new PaymentReturned(200, 1, 0)]).DecideReturnBooked(At(200)).First);
        Assert.Equal(new PaymentDecision(PaymentReply.Repeat), after.DecideReturnBooked(At(200)));
    }

    [Fact]
    public void A_recall_that_is_due_lapses_before_the_return_and_one_that_is_not_is_answered_by_it()
    {
        Payment recalled = Of([.. Settled, Asked]);
        Assert.Equal(
            new PaymentDecision(PaymentReply.Done, new RecallLapsed(700), Received(1, 1_000, 700)), recalled.Decide(Return(1_000), At(700)));
        Assert.Equal(RecallStatus.Open, recalled.Evolve(Received(1, 1_000)).Aftermath.Recall!.Status);
        Assert.Equal(RecallStatus.Returned, recalled.Evolve(Received(1, 1_000)).Evolve(new PaymentReturned(300, 1, 0)).Aftermath.Recall!.Status);
    }

    [Fact]
    public void A_part_is_the_whole_answer_to_a_recall_and_more_may_follow_unasked()
    {
        Payment after = Of([.. Settled, Asked, Received(1, 400), new PaymentReturned(300, 1, 0), new ReturnClosed(300, 1)]);
        Assert.Equal((RecallStatus.Returned, true, 600L), (after.Aftermath.Recall!.Status, after.IsClosed, after.ReturnableMinor));
        Assert.Equal(new PaymentDecision(PaymentReply.Repeat), after.DecideDeadline(At(700)));
        Assert.Equal(new PaymentDecision(PaymentReply.Done, Received(2, 600, 800)), after.Decide(Return(600, 2), At(800)));
        // Nobody waits for the rest: its time is that of returns.
        Assert.Equal(new PaymentDecision(PaymentReply.TooLate), after.Decide(Return(600, 2), At(3_101)));
    }

    [Fact]
    public void Every_refusal_of_a_return_has_a_code()
    {
        PaymentReply[] refusals = [.. Returns.Select(row => row.Data.Item5).Distinct().Where(reply => reply is not (PaymentReply.Done or PaymentReply.Repeat))];
        Assert.Equal(15, refusals.Length);
        Assert.All(refusals, reply => Assert.NotEqual(Refusal.None, Payment.ReturnRefusalOf(reply)));
        Assert.Equal(Refusal.None, Payment.ReturnRefusalOf(PaymentReply.Done));
    }

    private static void Check(string name, PaymentEvent[] given, PaymentDecision decision, PaymentReply reply, PaymentEvent? then)
    {
        Assert.True((reply, then, null) == (decision.Reply, decision.First, decision.Second), $"{name}: {decision}");
        if (then is not null) Of([.. given, then]);
    }

    private static ReturnPayment Return(long amountMinor, int number = 1) => new()
    {
        Sender = Bravo,
        Uetr = P1,
        ReturnId = $"B{number}",
        Amount = new Money(amountMinor, Euro),
        ReasonCode = "FOCR",
        Message = Message($"B{number} {amountMinor}"),
        Digest = Digest($"B{number} {amountMinor}"),
    };

    private static IEnumerable<PaymentEvent> Refused(int number) => [Received(number, 1_000), new ReturnRejected(150, number, new StatusReason("AM04"))];

    private static ReturnReceived Received(int number, long amountMinor, long atMs = 150) =>
        new(atMs, number, $"B{number}", amountMinor, "FOCR", Message($"B{number} {amountMinor}"), Digest($"B{number} {amountMinor}"));
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using Xunit;
using static PaymentSwitch.Domain.Tests.SamplePayments;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Given facts of a payment, when a recall, an answer to one, a later outcome or an alarm, then facts or none, and a reply.</summary>
public sealed class PaymentRecallTests
{
    private static readonly PaymentEvent Asked = new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1"));
    private static readonly PaymentEvent Refused = new RecallAnswered(300, false, "CUST", Message("CUST"), Digest("CUST"));
    private static readonly PaymentEvent Held = new RecallAnswerPending(250, "CUST", Message("later"), Digest("later"));
    private static readonly PaymentEvent Lapsed = new RecallLapsed(700);
    private static readonly PaymentEvent LateAccepted = new LateAnswerReceived(1_100, "ACCP", default, IsRecalled: true);
    private static readonly PaymentEvent LateRejected = new LateAnswerReceived(1_100, "RJCT", default);
    private static readonly PaymentEvent Undone = new RecallAnswered(1_200, true, null, Message("yes"), Digest("yes"));
    private static readonly PaymentEvent[] WholeReturn = [Returning(1, 1_000), new PaymentReturned(150, 1, 0), new ReturnClosed(150, 1)];
    private static readonly PaymentEvent[] PartReturn = [Returning(1, 400), new PaymentReturned(150, 1, 0), new ReturnClosed(150, 1)];

    public static TheoryData<string, PaymentEvent[], RecallPayment, long, PaymentReply, PaymentEvent?> Recalls => new()
    {
        // name, given, when, at, reply, then
        { "a settled payment", Settled, Recall("DUPL"), 200, PaymentReply.Done, new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1")) },
        { "at the end of the reason's time", Settled, Recall("DUPL"), 1_100, PaymentReply.Done, new RecallRequested(1_100, "R1", "DUPL", 1_600, Message("R1"), Digest("R1")) },
        { "after the reason's time", Settled, Recall("DUPL"), 1_101, PaymentReply.TooLate, null },
        { "another reason with more time", Settled, Recall("FRAD"), 1_101, PaymentReply.Done, new RecallRequested(1_101, "R1", "FRAD", 1_601, Message("R1"), Digest("R1")) },
        { "an unknown reason, too late as well", Settled, Recall("TECH"), 9_000, PaymentReply.ReasonNotAllowed, null },
        { "accepted without posting", SettledUnposted, Recall("DUPL"), 200, PaymentReply.Done, new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1")) },
        { "nothing known", [], Recall("DUPL"), 200, PaymentReply.UnknownPayment, null },
        { "by the creditor agent", Settled, Recall("DUPL") with { Sender = Bravo }, 200, PaymentReply.UnknownPayment, null },
        { "other references", Settled, Recall("DUPL") with { Original = new("E2", null) }, 200, PaymentReply.AnswerMismatch, null },
        { "the right references", Settled, Recall("DUPL") with { Original = new("E1", "T1") }, 200, PaymentReply.Done, new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1")) },
        { "not answered yet", [Received, Forwarded], Recall("DUPL"), 200, PaymentReply.NotSettled, null },
        { "rejected", Rejected, Recall("DUPL"), 200, PaymentReply.NotSettled, null },
        { "expired, and accepted late", [.. Expired, LateAccepted], Recall("DUPL"), 1_200, PaymentReply.NotSettled, null },
        { "the same again", [.. Settled, Asked], Recall("DUPL"), 300, PaymentReply.Repeat, null },
        { "the same again after its answer, too late for another", [.. Settled, Asked, Refused], Recall("DUPL"), 9_000, PaymentReply.Repeat, null },
        { "another while one is open", [.. Settled, Asked], Recall("FRAD", "R2"), 300, PaymentReply.RecallOpen, null },
        { "another after a no", [.. Settled, Asked, Refused], Recall("FRAD", "R2"), 400, PaymentReply.RecalledBefore, null },
        { "another after a lapse", [.. Settled, Asked, Lapsed], Recall("FRAD", "R2"), 800, PaymentReply.RecalledBefore, null },
        { "a returned payment", [.. Settled, .. WholeReturn], Recall("DUPL"), 200, PaymentReply.ReturnedAlready, null },
        { "a payment that is being returned", [.. Settled, Returning(1, 1_000)], Recall("DUPL"), 200, PaymentReply.ReturnedAlready, null },
        { "what is left of a payment", [.. Settled, .. PartReturn], Recall("DUPL"), 200, PaymentReply.Done, new RecallRequested(200, "R1", "DUPL", 700, Message("R1"), Digest("R1")) },
    };

    public static TheoryData<string, PaymentEvent[], AnswerRecall, long, PaymentReply, PaymentEvent?> Answers => new()
    {
        // name, given, when, at, reply, then
        { "no", [.. Settled, Asked], Answer("LEGL"), 699, PaymentReply.Done, new RecallAnswered(699, false, "LEGL", Message("LEGL"), Digest("LEGL")) },
        { "no at the due moment", [.. Settled, Asked], Answer("LEGL"), 700, PaymentReply.NoRecallOpen, new RecallLapsed(700) },
        { "no to nothing", Settled, Answer("CUST"), 300, PaymentReply.NoRecallOpen, null },
        { "no after the lapse", [.. Settled, Asked, Lapsed], Answer("CUST"), 800, PaymentReply.NoRecallOpen, null },
        { "no for an unknown reason", [.. Settled, Asked], Answer("MS03"), 300, PaymentReply.ReasonNotAllowed, null },
        { "no for no reason", [.. Settled, Asked], Answer("CUST") with { ReasonCode = null }, 300, PaymentReply.ReasonNotAllowed, null },
        { "yes by words", [.. Settled, Asked], Answer(null), 300, PaymentReply.AcceptByReturn, null },
        { "by the debtor agent", [.. Settled, Asked], Answer("CUST") with { Sender = Alpha }, 300, PaymentReply.UnknownPayment, null },
        { "other references", [.. Settled, Asked], Answer("CUST") with { Original = new(null, "T2") }, 300, PaymentReply.AnswerMismatch, null },
        { "the same again, long after", [.. Settled, Asked, Refused], Answer("CUST"), 9_000, PaymentReply.Repeat, null },
        { "another no", [.. Settled, Asked, Refused], Answer("LEGL"), 400, PaymentReply.NoRecallOpen, null },
        { "later", [.. Settled, Asked], Pending(), 300, PaymentReply.Done, new RecallAnswerPending(300, "CUST", Message("later"), Digest("later")) },
        { "later, and whether it accepts does not count", [.. Settled, Asked], Pending() with { Accepts = true }, 300, PaymentReply.Done, new RecallAnswerPending(300, "CUST", Message("later"), Digest("later")) },
        { "later, for whatever reason", [.. Settled, Asked], Pending() with { ReasonCode = "MS03" }, 300, PaymentReply.Done, new RecallAnswerPending(300, "MS03", Message("later"), Digest("later")) },
        { "later, the same again", [.. Settled, Asked, Held], Pending(), 400, PaymentReply.Repeat, null },
        { "later, the same again when it has lapsed", [.. Settled, Asked, Held, Lapsed], Pending(), 800, PaymentReply.Repeat, null },
        { "later, by another message", [.. Settled, Asked, Held], Pending("still later"), 400, PaymentReply.PendingBefore, null },
        { "later, when it is due", [.. Settled, Asked], Pending(), 700, PaymentReply.NoRecallOpen, new RecallLapsed(700) },
        { "later, when it was refused", [.. Settled, Asked, Refused], Pending(), 400, PaymentReply.NoRecallOpen, null },
        { "later, to nothing", Settled, Pending(), 300, PaymentReply.NoRecallOpen, null },
        { "no after later", [.. Settled, Asked, Held], Answer("LEGL"), 699, PaymentReply.Done, new RecallAnswered(699, false, "LEGL", Message("LEGL"), Digest("LEGL")) },
        { "no after later, no more time", [.. Settled, Asked, Held], Answer("LEGL"), 700, PaymentReply.NoRecallOpen, new RecallLapsed(700) },
        { "later to the switch's own", [.. Expired, LateAccepted], Pending(), 1_200, PaymentReply.Done, new RecallAnswerPending(1_200, "CUST", Message("later"), Digest("later")) },
        { "yes to the switch's own after later", [.. Expired, LateAccepted, Held], Answer(null), 1_300, PaymentReply.Done, new RecallAnswered(1_300, true, null, Message("yes"), Digest("yes")) },
        { "yes to the switch's own, recalled at the second late answer", [.. Expired, LateRejected, LateAccepted], Answer(null), 1_200, PaymentReply.Done, new RecallAnswered(1_200, true, null, Message("yes"), Digest("yes")) },
        { "yes to the switch's own", [.. Expired, LateAccepted], Answer(null), 1_200, PaymentReply.Done, new RecallAnswered(1_200, true, null, Message("yes"), Digest("yes")) },
        { "no to the switch's own", [.. Expired, LateAccepted], Answer("CUST"), 1_200, PaymentReply.Done, new RecallAnswered(1_200, false, "CUST", Message("CUST"), Digest("CUST")) },
        { "no to the switch's own for an unknown reason", [.. Expired, LateAccepted], Answer("MS03"), 1_200, PaymentReply.ReasonNotAllowed, null },
        { "the same to the switch's own again", [.. Expired, LateAccepted, Undone], Answer(null), 1_300, PaymentReply.Repeat, null },
        { "another to the switch's own", [.. Expired, LateAccepted, Undone], Answer("CUST"), 1_300, PaymentReply.NoRecallOpen, null },
        { "after a late rejection", [.. Expired, LateRejected], Answer(null), 1_200, PaymentReply.NoRecallOpen, null },
        { "after silence", Expired, Answer(null), 1_200, PaymentReply.NoRecallOpen, null },
    };

    public static TheoryData<string, PaymentEvent[], string, PaymentReply, bool> LaterOutcomes => new()
    {
        // name, given, status, reply, whether it becomes a fact
        { "held", SettledUnposted, "PDNG", PaymentReply.Done, true },
        { "posted", SettledUnposted, "ACCC", PaymentReply.Done, true },
        { "blocked", SettledUnposted, "BLCK", PaymentReply.Done, true },
        { "not posted", SettledUnposted, "RJCT", PaymentReply.Done, true },
        { "held, then posted", [.. SettledUnposted, Later("PDNG")], "ACCC", PaymentReply.Done, true },
        { "held, then not posted", [.. SettledUnposted, Later("PDNG")], "RJCT", PaymentReply.Done, true },
        { "held, then held", [.. SettledUnposted, Later("PDNG")], "PDNG", PaymentReply.Repeat, false },
        { "posted, then held", [.. SettledUnposted, Later("ACCC")], "PDNG", PaymentReply.AnswerContradicts, false },
        { "posted, then not posted", [.. SettledUnposted, Later("ACCC")], "RJCT", PaymentReply.AnswerContradicts, false },
        { "accepted again", SettledUnposted, "ACWP", PaymentReply.Repeat, false },
        { "posted, then accepted again", [.. SettledUnposted, Later("ACCC")], "ACWP", PaymentReply.Repeat, false },
        { "accepted otherwise", SettledUnposted, "ACCP", PaymentReply.AnswerContradicts, false },
        { "an unknown status", SettledUnposted, "ACSP", PaymentReply.AnswerStatusNotAllowed, false },
        { "posted, where it was accepted with posting", Settled, "ACCC", PaymentReply.AnswerStatusNotAllowed, false },
        { "not posted, where it was accepted with posting", Settled, "RJCT", PaymentReply.AnswerContradicts, false },
    };

    public static TheoryData<string, PaymentEvent[], long, PaymentEvent?> Alarms => new()
    {
        // name, given, at, then
        { "just before the recall is due", [.. Settled, Asked], 699, null },
        { "when the recall is due", [.. Settled, Asked], 700, new RecallLapsed(700) },
        { "when the answer was to come later", [.. Settled, Asked, Held], 700, new RecallLapsed(700) },
        { "when it was answered", [.. Settled, Asked, Refused], 700, null },
        { "when it has lapsed", [.. Settled, Asked, Lapsed], 800, null },
        { "when money came back", [.. Settled, Asked, .. PartReturn], 800, null },
        { "when nothing was recalled", Settled, 9_000, null },
    };

    [Theory]
    [MemberData(nameof(Recalls))]
    public void A_recall_is_decided(string name, PaymentEvent[] given, RecallPayment when, long atMs, PaymentReply reply, PaymentEvent? then) =>
        Check(name, given, Of(given).Decide(when, At(atMs)), reply, then);

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_to_a_recall_is_decided(string name, PaymentEvent[] given, AnswerRecall when, long atMs, PaymentReply reply, PaymentEvent? then) =>
        Check(name, given, Of(given).Decide(when, At(atMs)), reply, then);

    [Theory]
    [MemberData(nameof(LaterOutcomes))]
    public void A_later_outcome_is_decided(string name, PaymentEvent[] given, string status, PaymentReply reply, bool isFact)
    {
        var when = new AnswerPayment { Sender = Bravo, Uetr = P1, Status = status, Message = default };
        Check(name, given, Of(given).Decide(when, At(900)), reply, isFact ? Later(status) with { AtMs = 900 } : null);
    }

    [Theory]
    [MemberData(nameof(Alarms))]
    public void An_alarm_is_decided(string name, PaymentEvent[] given, long atMs, PaymentEvent? then) =>
        Check(name, given, Of(given).DecideDeadline(At(atMs)), then is null ? PaymentReply.Repeat : PaymentReply.Done, then);

    public static TheoryData<string, PaymentEvent[], string, LateAnswerReceived?> LateAnswers => new()
    {
        // name, given, status, then
        { "an acceptance", Expired, "ACCP", new(1_500, "ACCP", default, IsRecalled: true) },
        { "a rejection", Expired, "RJCT", new(1_500, "RJCT", default) },
        { "an acceptance after a rejection", [.. Expired, LateRejected], "ACCP", new(1_500, "ACCP", default, IsRecalled: true) },
        { "a rejection again", [.. Expired, LateRejected], "RJCT", null },
        { "a rejection after an acceptance", [.. Expired, LateAccepted], "RJCT", null },
        { "an acceptance again", [.. Expired, LateAccepted], "ACCP", null },
        { "an acceptance after both", [.. Expired, LateRejected, LateAccepted], "ACCP", null },
    };

    [Theory]
    [MemberData(nameof(LateAnswers))]
    public void A_late_answer_is_stored_once_but_for_an_acceptance_after_a_rejection(string name, PaymentEvent[] given, string status, LateAnswerReceived? then)
    {
        var when = new AnswerPayment { Sender = Bravo, Uetr = P1, Status = status, Message = default };
        Check(name, given, Of(given).Decide(when, At(1_500)), PaymentReply.AnswerLate, then);
        if (then is null) return;
        Payment after = Of([.. given, then]);
        bool isFirst = given.Length == Expired.Length;
        Assert.Equal((isFirst ? 1_500 : 1_100, then.IsRecalled ? 1_500 : 0), (after.LateAnswerAtMs, after.LateRecallAtMs));
        DeliveryKind[] late = isFirst ? [DeliveryKind.RejectLateAnswer] : [], recall = then.IsRecalled ? [DeliveryKind.RecallLateAcceptance] : [];
        Assert.Equal([.. late, .. recall], PaymentFlow.DeliveriesAfter(then, after).ToArray());
    }

    private static void Check(string name, PaymentEvent[] given, PaymentDecision decision, PaymentReply reply, PaymentEvent? then)
    {
        Assert.True((reply, then, null) == (decision.Reply, decision.First, decision.Second), $"{name}: {decision}");
        if (then is not null) Of([.. given, then]);
    }

    private static RecallPayment Recall(string reason, string id = "R1") => new()
    {
        Sender = Alpha, Uetr = P1, RecallId = id, ReasonCode = reason, Message = Message(id), Digest = Digest(id),
    };

    private static AnswerRecall Answer(string? reason) => new()
    {
        Sender = Bravo, Uetr = P1, Accepts = reason is null, ReasonCode = reason, Message = Message(reason ?? "yes"), Digest = Digest(reason ?? "yes"),
    };

    private static AnswerRecall Pending(string text = "later") => new()
    {
        Sender = Bravo, Uetr = P1, IsPending = true, ReasonCode = "CUST", Message = Message(text), Digest = Digest(text),
    };

    private static LaterOutcomeReceived Later(string status) => new(200, status, null, default);

    private static ReturnReceived Returning(int number, long amountMinor) =>
        new(150, number, $"B{number}", amountMinor, "FOCR", Message($"B{number}"), Digest($"B{number}"));
}

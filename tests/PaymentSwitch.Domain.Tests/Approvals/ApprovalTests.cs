using PaymentSwitch.Domain.Approvals;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Approvals;

/// <summary>Given facts of an approval, when a request, then a fact or none, and a reply.</summary>
public sealed class ApprovalTests
{
    private static readonly OperatorAct Maker = new("alice", "month end");
    private static readonly OperatorAct Checker = new("bob");
    private static readonly KeyValuePair<string, string>[] Arguments = [new("amount", "500")];
    private static readonly RequestApproval Request = new("funds-withdraw", Arguments, Maker, ValidForMs: 50);
    private static readonly ApprovalEvent[] Pending = [new ApprovalRequested(1, "funds-withdraw", Arguments, Maker, 51)];
    private static readonly ApprovalEvent[] Granted = [.. Pending, new ApprovalGranted(2, Checker)];
    private static readonly ApprovalEvent[] Denied = [.. Pending, new ApprovalDenied(2, Checker)];
    private static readonly ApprovalEvent[] Expired = [.. Pending, new ApprovalExpired(51)];
    private static readonly ApprovalEvent[] CarriedOut = [.. Granted, new ApprovalCarriedOut(3, "Done")];

    public static TheoryData<string, ApprovalEvent[], ApprovalCommand, long, ApprovalReply, ApprovalEvent?> Cases => new()
    {
        // name, given, when, at, reply, then
        { "ask", [], Request, 10, ApprovalReply.Done, new ApprovalRequested(10, "funds-withdraw", Arguments, Maker, 60) },
        { "ask again", Pending, Request, 10, ApprovalReply.Done, null },
        { "grant", Pending, Grant(Checker), 10, ApprovalReply.Done, new ApprovalGranted(10, Checker) },
        { "grant at the last moment", Pending, Grant(Checker), 50, ApprovalReply.Done, new ApprovalGranted(50, Checker) },
        { "grant too late", Pending, Grant(Checker), 51, ApprovalReply.Expired, new ApprovalExpired(51) },
        { "grant one's own", Pending, Grant(Maker), 10, ApprovalReply.OwnRequest, null },
        { "grant one's own in capitals", Pending, Grant(Maker with { By = "ALICE" }), 10, ApprovalReply.OwnRequest, null },
        { "grant one's own too late", Pending, Grant(Maker), 51, ApprovalReply.Expired, new ApprovalExpired(51) },
        { "deny", Pending, Deny(Checker), 10, ApprovalReply.Done, new ApprovalDenied(10, Checker) },
        { "withdraw", Pending, Deny(Maker), 10, ApprovalReply.Done, new ApprovalDenied(10, Maker) },
        { "grant twice", Granted, Grant(Checker), 10, ApprovalReply.DecidedBefore, null },
        { "deny what is granted", Granted, Deny(Checker), 10, ApprovalReply.DecidedBefore, null },
        { "grant what is denied", Denied, Grant(Checker), 10, ApprovalReply.DecidedBefore, null },
        { "grant what has expired", Expired, Grant(Checker), 60, ApprovalReply.Expired, null },
        { "grant what is carried out", CarriedOut, Grant(Checker), 10, ApprovalReply.DecidedBefore, null },
        { "grant nothing", [], Grant(Checker), 10, ApprovalReply.Unknown, null },
        { "report", Granted, new ReportOutcome("Done"), 10, ApprovalReply.Done, new ApprovalCarriedOut(10, "Done") },
        { "report long after", Granted, new ReportOutcome("Done"), 9_000, ApprovalReply.Done, new ApprovalCarriedOut(9_000, "Done") },
        { "report again", CarriedOut, new ReportOutcome("other"), 10, ApprovalReply.Done, null },
        { "report what waits", Pending, new ReportOutcome("Done"), 10, ApprovalReply.DecidedBefore, null },
        { "report what is denied", Denied, new ReportOutcome("Done"), 10, ApprovalReply.DecidedBefore, null },
        { "report what has expired", Expired, new ReportOutcome("Done"), 60, ApprovalReply.DecidedBefore, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, ApprovalEvent[] given, ApprovalCommand when, long atMs, ApprovalReply reply, ApprovalEvent? then)
    {
        Approval approval = Of(given);

        ApprovalDecision decision = approval.Decide(when, atMs);

        Assert.Equal($"{name}: {reply} {Shown.Of(then)}", $"{name}: {decision.Reply} {Shown.Of(decision.Event)}");
        if (decision.Event is not null) Assert.Null(approval.Evolve(decision.Event).Decide(when, atMs).Event);
    }

    [Fact]
    public void It_expires_once_and_only_while_it_waits()
    {
        Assert.Null(Of(Pending).DecideExpiry(50));
        Assert.Equal(new ApprovalExpired(51), Of(Pending).DecideExpiry(51));
        foreach (ApprovalEvent[] facts in new[] { [], Granted, Denied, Expired, CarriedOut }) Assert.Null(Of(facts).DecideExpiry(99));
    }

    [Fact]
    public void Who_decided_and_what_came_of_it_is_kept()
    {
        Assert.Equal((ApprovalStatus.CarriedOut, Checker, "Done", true), Facts(CarriedOut));
        Assert.Equal((ApprovalStatus.Granted, Checker, null, false), Facts(Granted));
        Assert.Equal((ApprovalStatus.Denied, Checker, null, true), Facts(Denied));
        Assert.Equal((ApprovalStatus.Expired, null, null, true), Facts(Expired));

        static (ApprovalStatus, OperatorAct?, string?, bool) Facts(ApprovalEvent[] facts)
        {
            Approval approval = Of(facts);
            return (approval.Status, approval.Decision, approval.Outcome, approval.IsFinal);
        }
    }

    [Fact]
    public void An_unknown_fact_stops_the_replay() => Assert.Throws<InvalidOperationException>(() => Of([new FactOfTomorrow(1)]));

    private static DecideApproval Grant(OperatorAct act) => new(Approve: true, act);

    private static DecideApproval Deny(OperatorAct act) => new(Approve: false, act);

    private static Approval Of(IEnumerable<ApprovalEvent> facts) => facts.Aggregate(Approval.Unknown(1), (approval, fact) => approval.Evolve(fact));

    private sealed record FactOfTomorrow(long AtMs) : ApprovalEvent(AtMs);
}

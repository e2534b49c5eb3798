using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Four eyes: who asks is not who grants, and what was granted is reported once.</summary>
public abstract class ApprovalScenarios
{
    private static readonly OperatorAct Maker = new("alice", "month end");
    private static readonly OperatorAct Checker = new("bob");

    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_asks_for_another_one_grants_and_the_outcome_is_kept(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        long number = await AskAsync(scheme);
        await RestartAsync();
        Assert.Equal((ApprovalReply.OwnRequest, ApprovalStatus.Pending), await DecideAsync(scheme, number, approve: true, Maker));
        Assert.Equal((ApprovalReply.OwnRequest, ApprovalStatus.Pending), await DecideAsync(scheme, number, approve: true, Maker with { By = "ALICE" }));
        Assert.Equal(ApprovalReply.DecidedBefore, (await scheme.Host.Switch.CommandApprovalAsync(number, new ReportOutcome("too early"))).Reply);
        Assert.Equal((ApprovalReply.Done, ApprovalStatus.Granted), await DecideAsync(scheme, number, approve: true, Checker));
        await RestartAsync();
        Assert.Equal((ApprovalReply.DecidedBefore, ApprovalStatus.Granted), await DecideAsync(scheme, number, approve: false, Checker));
        Assert.Equal(ApprovalReply.Done, (await scheme.Host.Switch.CommandApprovalAsync(number, new ReportOutcome("Done"))).Reply);
        await RestartAsync();
        long position = scheme.Host.JournalPosition;
        Assert.Equal(ApprovalReply.Done, (await scheme.Host.Switch.CommandApprovalAsync(number, new ReportOutcome("something else"))).Reply);
        Assert.Equal((ApprovalReply.DecidedBefore, ApprovalStatus.CarriedOut), await DecideAsync(scheme, number, approve: true, Checker));

        Assert.Equal(position, scheme.Host.JournalPosition);
        Approval approval = Assert.Single(await scheme.Host.Switch.ListApprovalsAsync());
        Assert.Equal(("Done", Checker, Maker), (approval.Outcome, approval.Decision, approval.Requested!.Act));
        Assert.Equal(("funds-withdraw", "500"), (approval.Requested.Command, approval.Requested.Arguments.Single(argument => argument.Key == "amount").Value));

        async Task RestartAsync()
        {
            if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        }
    }

    [Fact]
    public async Task The_one_who_asked_may_withdraw_it_and_another_one_may_deny_it()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        long withdrawn = await AskAsync(scheme);
        long denied = await AskAsync(scheme);
        Assert.Equal((1L, 2L), (withdrawn, denied));

        Assert.Equal((ApprovalReply.Done, ApprovalStatus.Denied), await DecideAsync(scheme, withdrawn, approve: false, Maker));
        Assert.Equal((ApprovalReply.Done, ApprovalStatus.Denied), await DecideAsync(scheme, denied, approve: false, Checker));

        Assert.Equal((ApprovalReply.DecidedBefore, ApprovalStatus.Denied), await DecideAsync(scheme, denied, approve: true, Checker));
        Assert.Equal(ApprovalReply.DecidedBefore, (await scheme.Host.Switch.CommandApprovalAsync(denied, new ReportOutcome("Done"))).Reply);
        Assert.Equal((ApprovalReply.Unknown, null), await DecideAsync(scheme, 3, approve: true, Checker));
        Assert.Equal(3, await AskAsync(scheme));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_nobody_decides_in_time_has_expired(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        long number = await AskAsync(scheme);
        scheme.Host.Clock.Advance(59_999);
        Assert.Equal(ApprovalStatus.Pending, Assert.Single(await scheme.Host.Switch.ListApprovalsAsync()).Status);

        scheme.Host.Clock.Advance(1);
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        Assert.Equal((ApprovalReply.Expired, ApprovalStatus.Expired), await DecideAsync(scheme, number, approve: true, Checker));
        long position = scheme.Host.JournalPosition;
        Assert.Equal((ApprovalReply.Expired, ApprovalStatus.Expired), await DecideAsync(scheme, number, approve: false, Checker));
        Assert.Equal(ApprovalReply.DecidedBefore, (await scheme.Host.Switch.CommandApprovalAsync(number, new ReportOutcome("Done"))).Reply);
        Assert.Equal(position, scheme.Host.JournalPosition);
    }

    [Fact]
    public async Task Those_that_are_over_leave_memory_and_numbers_are_never_given_twice()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: new EngineLimits { FinishedEntitiesInMemoryMax = 1 });
        for (int i = 1; i <= 3; i++) await DecideAsync(scheme, await AskAsync(scheme), approve: false, Checker);
        Assert.Equal([3L], (await scheme.Host.Switch.ListApprovalsAsync()).Select(approval => approval.Number));

        await scheme.Host.RestartAsync(fromJournalAlone: false);
        Assert.Equal(4, await AskAsync(scheme));
        await scheme.Host.RestartAsync(fromJournalAlone: true);
        Assert.Equal(5, await AskAsync(scheme));
    }

    private static async Task<long> AskAsync(Scheme scheme) => await scheme.Host.Switch.RequestApprovalAsync(new RequestApproval(
        "funds-withdraw", [new("account", "ALPHDEFFXXX/EUR"), new("amount", "500")], Maker, ValidForMs: 60_000));

    private static async Task<(ApprovalReply, ApprovalStatus?)> DecideAsync(Scheme scheme, long number, bool approve, OperatorAct by)
    {
        (ApprovalReply reply, Approval? approval) = await scheme.Host.Switch.CommandApprovalAsync(number, new DecideApproval(approve, by));
        return (reply, approval?.Status);
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;
using static PaymentSwitch.Operations.Tests.RunningOperations;

namespace PaymentSwitch.Operations.Tests;

/// <summary>What needs a second pair of eyes is handed over whole and not carried out.</summary>
public sealed class DispatcherTests
{
    [Fact]
    public async Task Without_approvals_a_command_for_four_eyes_is_refused()
    {
        var command = new FourEyes();
        await using RunningOperations running = await StartAsync();
        var supervisor = new SwitchOperator("ann", [OperatorRole.Supervisor]);
        var request = new CommandRequest("test-four", supervisor, new Dictionary<string, string> { ["note"] = "hello" }, "because");
        Refused refused = Assert.IsType<Refused>(await DispatcherOf(running, command, new ApprovalsNotConfigured()).RunAsync(request));
        Assert.Equal((501, "approvals.not-configured"), (refused.Status, refused.Code));
        Assert.Contains("needs a second pair of eyes; approvals are not configured", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, command.Runs);
    }

    [Fact]
    public async Task What_is_handed_over_is_checked_and_whole()
    {
        var command = new FourEyes();
        var approvals = new KeptApprovals();
        await using RunningOperations running = await StartAsync();
        CommandDispatcher dispatcher = DispatcherOf(running, command, approvals);
        var supervisor = new SwitchOperator("ann", [OperatorRole.Supervisor]);
        var arguments = new Dictionary<string, string> { ["note"] = "hello" };
        Assert.Equal("operator.not-allowed", Code(await dispatcher.RunAsync(new CommandRequest("test-four", new SwitchOperator("bob", [OperatorRole.Operator]), arguments, "because"))));
        Assert.Equal("why.missing", Code(await dispatcher.RunAsync(new CommandRequest("test-four", supervisor, arguments, ""))));
        Assert.Equal("argument.missing", Code(await dispatcher.RunAsync(new CommandRequest("test-four", supervisor, new Dictionary<string, string>(), "because"))));
        Assert.Empty(approvals.Requests);
        Assert.Equal(new ApprovalRequested("A-1"), await dispatcher.RunAsync(new CommandRequest("test-four", supervisor, arguments, "because")));
        ApprovalRequest request = Assert.Single(approvals.Requests);
        Assert.Equal(("test four", "ann", "because", "hello"), (request.Command, request.By.Name, request.Why, request.Arguments["note"]));
        Assert.Equal(running.Clock.GetUtcNow().ToUnixTimeMilliseconds(), request.AtMs);
        Assert.Equal(0, command.Runs);
    }

    [Fact]
    public async Task What_was_approved_runs_for_who_asked_and_names_who_approved()
    {
        var command = new FourEyes();
        await using RunningOperations running = await StartAsync();
        CommandDispatcher dispatcher = DispatcherOf(running, command, new KeptApprovals());
        var ann = new SwitchOperator("ann", [OperatorRole.Supervisor]);
        var request = new ApprovalRequest("test four", new Dictionary<string, string> { ["note"] = "hello" }, ann, "because", 1);
        Assert.Equal("approval.own-request", Code(await dispatcher.RunApprovedAsync(request, ann)));
        Assert.Equal("operator.not-allowed", Code(await dispatcher.RunApprovedAsync(request, new SwitchOperator("bob", [OperatorRole.Operator]))));
        Assert.Equal("argument.missing", Code(await dispatcher.RunApprovedAsync(request with { Arguments = new Dictionary<string, string>() }, new SwitchOperator("eve", [OperatorRole.Supervisor]))));
        Assert.Equal("command.unknown", Code(await dispatcher.RunApprovedAsync(request with { Command = "test five" }, new SwitchOperator("eve", [OperatorRole.Supervisor]))));
        Assert.Equal(0, command.Runs);
        Assert.IsType<RecordResult>(await dispatcher.RunApprovedAsync(request, new SwitchOperator("eve", [OperatorRole.Supervisor])));
        Assert.Equal((1, new OperatorAct("ann", "because", "eve")), (command.Runs, command.LastAct));
    }

    [Fact]
    public async Task A_switch_that_is_stopping_takes_no_command()
    {
        await using RunningOperations running = await StartAsync();
        await running.Engine.DisposeAsync();
        Reply reply = await running.PostAsync(OperatorRole.Viewer, "accounts-list", "{}");
        Assert.Equal((503, "switch.not-ready"), (reply.Status, AdminApiTests.CodeOf(reply)));
    }

    private static CommandDispatcher DispatcherOf(RunningOperations running, IOperatorCommand command, IApprovals approvals) =>
        new(new CommandCatalogue(command), new OperatedSwitch(running.Engine, new Engine.InMemory.InMemoryReadSide(), SwitchBic, () => (0, 0)), approvals, running.Clock);

    private static string Code(OperatorResult result) => Assert.IsType<Refused>(result).Code;

    private sealed class FourEyes : IOperatorCommand
    {
        public int Runs { get; private set; }

        public OperatorAct? LastAct { get; private set; }

        public CommandDefinition Definition { get; } = new(
            "test four", "Summary.", "Description.", OperatorRole.Supervisor, CommandDanger.MovesMoney, ArgumentDefinition.Required("note", ArgumentKind.Text, "help"))
        {
            NeedsFourEyes = true,
        };

        public Task<OperatorResult> RunAsync(OperatorCall call)
        {
            Runs++;
            LastAct = call.Act;
            return Task.FromResult<OperatorResult>(new RecordResult([]));
        }
    }

    private sealed class KeptApprovals : IApprovals
    {
        public List<ApprovalRequest> Requests { get; } = [];

        public ValueTask<OperatorResult> RequestAsync(ApprovalRequest request)
        {
            Requests.Add(request);
            return new(new ApprovalRequested($"A-{Requests.Count}"));
        }
    }
}

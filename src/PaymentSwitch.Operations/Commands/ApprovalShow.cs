using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>approval show</c>.</summary>
internal sealed class ApprovalShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "approval show", "Shows what somebody asked for, and what came of it.",
        "The command with its arguments, who asked and why, until when it can be decided, who decided and why, and what came of carrying it out.",
        OperatorRole.Viewer, CommandDanger.None, ApprovalAnswers.Number);

    public Task<OperatorResult> RunAsync(OperatorCall call) => ApprovalAnswers.ShowAsync(call, call.Arguments.Number("number"));
}

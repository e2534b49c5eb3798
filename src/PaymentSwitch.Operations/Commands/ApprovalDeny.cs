using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>approval deny</c>.</summary>
internal sealed class ApprovalDeny : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "approval deny", "Denies what an operator asked for: it is not carried out.",
        "Who asked for it may withdraw it so himself. It cannot be granted any more; whoever still wants it asks again.",
        OperatorRole.Operator, CommandDanger.ChangesState, ApprovalAnswers.Number);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        long number = call.Arguments.Number("number");
        (ApprovalReply reply, _) = await call.Switch.Running.CommandApprovalAsync(number, new DecideApproval(false, call.Act)).ConfigureAwait(false);
        return reply == ApprovalReply.Done ? await ApprovalAnswers.ShowAsync(call, number).ConfigureAwait(false) : Refusals.Of(reply, number);
    }
}

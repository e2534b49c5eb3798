using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>approval grant</c>.</summary>
internal sealed class ApprovalGrant : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "approval grant", "Grants what another operator asked for, and carries it out at once.",
        "It is carried out with his arguments and in his name, with yours beside it in the journal; the answer is the command's. It needs the role that "
        + "the command needs. Nobody grants what he asked for himself. It may still be refused then, where things have changed.",
        OperatorRole.Operator, CommandDanger.ChangesState, ApprovalAnswers.Number);

    public Task<OperatorResult> RunAsync(OperatorCall call) => call.Granted.GrantAsync(call.Arguments.Number("number"), call.Operator, call.Act.Why);
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account close</c>.</summary>
internal sealed class AccountClose : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "account close", "Closes an account for good.",
        "It must be empty: no balance, nothing reserved, no position in a cycle that is not settled. It cannot be opened again.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant, CommonArguments.Currency) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.AskAsync(call, _ => new CloseAccount(call.Act));
}

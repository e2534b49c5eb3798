using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account withdraw</c>.</summary>
internal sealed class AccountWithdraw : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "account withdraw", "Takes money from an account, to be paid out by the settlement bank.",
        "Books the amount from the account to the mirror of the settlement bank; never more than is available. "
        + "To send the same withdrawal again changes nothing, so that it can be repeated where the answer was lost; the same reference with another amount is refused.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney,
        CommonArguments.Participant, CommonArguments.Amount, CommonArguments.Reference, CommonArguments.Currency) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.MoveAsync(
        call, reference => new WithdrawFromAccount(call.Arguments.Amount("amount").MinorUnits, reference, call.Act));
}

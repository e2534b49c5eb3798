using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account fund</c>.</summary>
internal sealed class AccountFund : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "account fund", "Brings money that the settlement bank has received onto an account.",
        "Books the amount on the account against the mirror of the settlement bank. The reference is that of the settlement bank's own entry: "
        + "to send the same funding again changes nothing, so that it can be repeated where the answer was lost; the same reference with another amount is refused.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney,
        CommonArguments.Participant, CommonArguments.Amount, CommonArguments.Reference, CommonArguments.Currency) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.MoveAsync(
        call, reference => new FundAccount(call.Arguments.Amount("amount").MinorUnits, reference, call.Act));
}

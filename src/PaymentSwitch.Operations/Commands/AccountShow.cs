using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account show</c>.</summary>
internal sealed class AccountShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "account show", "Shows how one account stands.",
        "Balance, what of it is reserved for payments under way, what is available, the cap and how much of it is used. No cap is shown where there is none.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant, CommonArguments.Currency);

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.ShowAsync(call, AccountAnswers.IdOf(call));
}

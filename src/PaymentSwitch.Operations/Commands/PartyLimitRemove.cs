using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>party-limit remove</c>.</summary>
internal sealed class PartyLimitRemove : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "party-limit remove", "Takes a reachable party's limit away.",
        "From the next payment on the account alone bounds it. To take away a limit that is not there changes nothing.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Required("party", ArgumentKind.Text, "the party's name in the switch"),
        CommonArguments.Currency) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) =>
        AccountAnswers.AskAsync(call, _ => new SetPartyLimit(call.Arguments.Text("party"), [], Cap.Unlimited, call.Act));
}

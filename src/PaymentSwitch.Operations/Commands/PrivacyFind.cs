using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>privacy find</c>.</summary>
internal sealed class PrivacyFind : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "privacy find", "Finds the party that an account's number stands for.",
        "The handle under whose key messages about it are sealed, whether or not there are any. The number is neither stored nor logged: what is asked for later is asked for by the handle. Whose key was destroyed gets another handle.",
        OperatorRole.Supervisor, CommandDanger.None,
        ArgumentDefinition.Required("account", ArgumentKind.Text, "the account's number as messages write it: an IBAN without spaces, or another") with { IsPersonal = true });

    public async Task<OperatorResult> RunAsync(OperatorCall call) => call.Switch.PartyKeys is { } keys
        ? await PrivacyAnswers.ShowAsync(call, keys.HandleOf(call.Arguments.Text("account"))).ConfigureAwait(false)
        : PrivacyAnswers.NoKeys;
}

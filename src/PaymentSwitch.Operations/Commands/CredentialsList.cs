using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>credentials list</c>.</summary>
internal sealed class CredentialsList : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "credentials list", "Shows what a participant proves itself with and is reached at.",
        "Tokens and certificates by their SHA-256; a token itself is known to nobody but the participant. Until is empty where there is no end.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant);

    public Task<OperatorResult> RunAsync(OperatorCall call) => CredentialAnswers.ShowAsync(call);
}

using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>credentials add</c>.</summary>
internal sealed class CredentialsAdd : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "credentials add", "Adds a token, a certificate or an address to a participant.",
        "A token by its SHA-256, a client certificate by the SHA-256 of its DER form. Those that are there stay good, so that a bank can change over without a gap. The same once more sets name and end anew.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant, CredentialAnswers.Kind,
        ArgumentDefinition.Required("value", ArgumentKind.Text, "the SHA-256 in 64 hexadecimal digits, never the token itself; or the address"),
        CredentialAnswers.Name, CredentialAnswers.Until) { NeedsFourEyes = true };

    // Who has given the token itself is told so before anything is kept.
    public async Task<Refused?> CheckAsync(OperatorCall call) => Read(call, out _) ?? await CredentialAnswers.CheckAsync(call).ConfigureAwait(false);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (Read(call, out Credential? added) is Refused wrong) return wrong;
        return await CredentialAnswers.ChangeAndShowAsync(
            call, before => [.. before.Where(known => known.Kind != added!.Kind || known.Value != added.Value), added!]).ConfigureAwait(false);
    }

    private static Refused? Read(OperatorCall call, out Credential? added) => CredentialAnswers.Read(
        call.Arguments.Text("kind"), call.Arguments.Text("value"), call.Arguments.TextOrNull("name") ?? "", call.Arguments.MomentOrNull("until"), out added);
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>credentials revoke</c>.</summary>
internal sealed class CredentialsRevoke : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "credentials revoke", "Takes a token, a certificate or an address away from a participant.",
        "By the first eight or more digits of its SHA-256, or the whole address. Counts from the next request on; what the participant has sent is not undone. "
        + "Needs no second operator: to take away is the safe direction, and must not wait where a token was lost.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Required("value", ArgumentKind.Text, "how its value begins, as credentials list has it: eight characters or more"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        string begins = call.Arguments.Text("value");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return ParticipantAnswers.Unknown(id);
        Credential[] meant = [.. participant.Credentials.Where(known => begins.Length >= 8 && known.Value.StartsWith(begins, StringComparison.OrdinalIgnoreCase))];
        if (meant.Length == 0) return new Refused("credential.unknown", $"{id} has no credential that begins with the eight or more characters given.", 404);
        if (meant.Length > 1) return new Refused("credential.ambiguous", $"{meant.Length} credentials of {id} begin like that: give more of it. Nothing was changed.", 409);
        return await CredentialAnswers.ChangeAndShowAsync(call, before => [.. before.Where(known => known != meant[0])]).ConfigureAwait(false);
    }
}

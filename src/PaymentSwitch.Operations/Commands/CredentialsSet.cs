using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>credentials set</c>.</summary>
internal sealed class CredentialsSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "credentials set", "Replaces everything a participant proves itself with.",
        "Each as KIND=VALUE: token=SHA256, certificate=SHA256 or endpoint=ADDRESS. What is left out is revoked at once; without --credentials all are. Names and ends are given by credentials add.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Optional("credentials", ArgumentKind.List, "all of them, each as KIND=VALUE")) { NeedsFourEyes = true };

    // Who has given a token itself is told so before anything is kept.
    public async Task<Refused?> CheckAsync(OperatorCall call) => Read(call, out _) ?? await CredentialAnswers.CheckAsync(call).ConfigureAwait(false);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (Read(call, out List<Credential> all) is Refused wrong) return wrong;

        // What is there already keeps its name and its end.
        return await CredentialAnswers.ChangeAndShowAsync(
            call, before => [.. all.Select(own => before.FirstOrDefault(known => known.Kind == own.Kind && known.Value == own.Value) ?? own)]).ConfigureAwait(false);
    }

    private static Refused? Read(OperatorCall call, out List<Credential> all)
    {
        all = [];
        foreach (string word in call.Arguments.ListOrNull("credentials") ?? [])
        {
            string[] parts = word.Split('=', 2);
            if (CredentialAnswers.Read(parts[0], parts.Length == 2 ? parts[1] : "", "", null, out Credential? credential) is Refused wrong) return wrong;
            all.Add(credential!);
        }

        return null;
    }
}

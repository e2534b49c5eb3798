using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands read, change and show what a participant proves itself with. A token itself is never kept and never shown again.</summary>
internal static class CredentialAnswers
{
    private static readonly Column[] Columns =
    [
        new("kind", CellKind.Text, "kind"),
        new("name", CellKind.Text, "name"),
        new("until", CellKind.Time, "until"),
        new("value", CellKind.Text, "value", IsDetail: true),
    ];

    /// <summary>What a credential is.</summary>
    public static ArgumentDefinition Kind { get; } = ArgumentDefinition.Required("kind", ArgumentKind.Text, "what it is") with
    {
        Choices = ["token", "certificate", "endpoint"],
    };

    /// <summary>Its name for people.</summary>
    public static ArgumentDefinition Name { get; } = ArgumentDefinition.Optional("name", ArgumentKind.Text, "what it is called, for people");

    /// <summary>Until when it is good.</summary>
    public static ArgumentDefinition Until { get; } = ArgumentDefinition.Optional("until", ArgumentKind.Moment, "until when it is good; without, it does not end");

    /// <summary>Shows all of them.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return ParticipantAnswers.Unknown(id);
        return new TableResult(Columns, [.. participant.Credentials.Select(Row)]);
    }

    /// <summary>Whether there is somebody to give them to; null: there is.</summary>
    public static async Task<Refused?> CheckAsync(OperatorCall call)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        return await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is null ? ParticipantAnswers.Unknown(id) : null;
    }

    /// <summary>Changes them; null: done, otherwise the refusal.</summary>
    public static async Task<Refused?> ChangeAsync(OperatorCall call, Func<IReadOnlyList<Credential>, IReadOnlyList<Credential>> change)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return ParticipantAnswers.Unknown(id);
        ParticipantReply reply = await call.Switch.Running.CommandParticipantAsync(id, new SetCredentials(change(participant.Credentials), call.Act)).ConfigureAwait(false);
        return reply == ParticipantReply.Done ? null : Refusals.Of(reply, id);
    }

    /// <summary>Changes them and shows all of them.</summary>
    public static async Task<OperatorResult> ChangeAndShowAsync(OperatorCall call, Func<IReadOnlyList<Credential>, IReadOnlyList<Credential>> change) =>
        await ChangeAsync(call, change).ConfigureAwait(false) ?? await ShowAsync(call).ConfigureAwait(false);

    /// <summary>A credential of these words; the refusal says what is wrong with it.</summary>
    public static Refused? Read(string kind, string value, string name, long? untilMs, out Credential? credential)
    {
        CredentialKind? known = kind switch { "token" => CredentialKind.BearerToken, "certificate" => CredentialKind.Certificate, "endpoint" => CredentialKind.Endpoint, _ => null };
        bool fits = known == CredentialKind.Endpoint
            ? Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            : value.Length == 64 && value.All(char.IsAsciiHexDigit);
        credential = known is CredentialKind read && fits ? new Credential(read, read == CredentialKind.Endpoint ? value : value.ToLowerInvariant(), name, untilMs) : null;
        // What was found is not told back: somebody may have given the token itself.
        return credential is not null
            ? null
            : new Refused("credential.invalid", "expected the SHA-256 of a token or certificate in 64 hexadecimal digits, or an http address for an endpoint. Nothing was changed.", 400, OperatorExitCode.WrongUsage);
    }

    private static IReadOnlyList<Cell> Row(Credential credential) =>
    [
        Cell.Text(credential.Kind.ToString()),
        Cell.Text(credential.Name),
        Cell.Time(credential.UntilMs ?? 0),
        Cell.Text(credential.Value),
    ];
}

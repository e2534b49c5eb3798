using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>credentials generate</c>.</summary>
internal sealed class CredentialsGenerate : IOperatorCommand
{
    // 256 bits: nobody guesses it.
    private const int TokenBytes = 32;

    public CommandDefinition Definition { get; } = new(
        "credentials generate", "Makes a new token for a participant and shows it this once.",
        "The switch keeps its SHA-256 alone, so that it cannot be shown again: hand it over by a safe way. A second operator grants that the SHA-256 is added (credentials add); "
        + "the token works from then on. Tokens that are there stay good until they end or are revoked.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant, CredentialAnswers.Name, CredentialAnswers.Until) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => CredentialAnswers.CheckAsync(call);

    public RequestInStead AskInStead(OperatorCall call)
    {
        (string token, Credential made) = Make(call);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["participant"] = call.Arguments.Participant("participant").Value, ["kind"] = "token", ["value"] = made.Value,
        };
        if (made.Name.Length > 0) arguments["name"] = made.Name;
        if (made.UntilMs is long untilMs) arguments["until"] = Cell.Moment(untilMs);
        return new RequestInStead("credentials add", arguments, Show(call, token, made));
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        (string token, Credential made) = Make(call);
        if (await CredentialAnswers.ChangeAsync(call, before => [.. before, made]).ConfigureAwait(false) is Refused refused) return refused;
        return new RecordResult(Show(call, token, made));
    }

    private static (string Token, Credential Made) Make(OperatorCall call)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return (token, new Credential(CredentialKind.BearerToken, hash, call.Arguments.TextOrNull("name") ?? "", call.Arguments.MomentOrNull("until")));
    }

    private static Field[] Show(OperatorCall call, string token, Credential made) =>
    [
        new("participant", Cell.Participant(call.Arguments.Participant("participant"))),
        new("token", Cell.Text(token)),
        new("value", Cell.Text(made.Value)),
        new("name", Cell.Text(made.Name)),
        new("until", Cell.Time(made.UntilMs ?? 0)),
    ];
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine;
using PaymentSwitch.Shared;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>
/// Bearer tokens (RFC 6750) as the switch's own directory has them among the participants' credentials. What an operator
/// changes counts from the next request on. A participant may have several, so that one can be replaced while the other is
/// in use. Who has left the scheme for good has none; who is suspended keeps them, to read.
/// </summary>
/// <param name="paymentSwitch">Whose directory.</param>
/// <param name="clock">Says when a credential's time has passed.</param>
public sealed class DirectoryTokens(IPaymentSwitch paymentSwitch, TimeProvider clock) : ISenderAuthentication
{
    private Table _table = TableOf(ParticipantDirectory.Empty);

    /// <inheritdoc/>
    public string Challenge => "Bearer realm=\"paymentswitch\"";

    /// <inheritdoc/>
    public ParticipantId? Authenticate(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Current().Tokens.TryFind(request.Headers.Authorization, out Owner owner)) return null;
        return owner.UntilMs is long untilMs && clock.GetUtcNow().ToUnixTimeMilliseconds() >= untilMs ? null : owner.Participant;
    }

    // Two requests may both make the same new table: whichever is kept says the same.
    private Table Current()
    {
        Table table = Volatile.Read(ref _table);
        ParticipantDirectory directory = paymentSwitch.Directory;
        if (ReferenceEquals(table.Directory, directory)) return table;
        table = TableOf(directory);
        Volatile.Write(ref _table, table);
        return table;
    }

    private static Table TableOf(ParticipantDirectory directory) => new(directory, new TokenHashes<Owner>(
        directory.Participants
            .Where(participant => participant.Standing != ParticipantStanding.Closed)
            .SelectMany(participant => participant.Credentials, (participant, credential) => (credential, owner: new Owner(participant.Id, credential.UntilMs)))
            .Where(pair => pair.credential.Kind == CredentialKind.BearerToken && IsHash(pair.credential.Value))
            .GroupBy(pair => pair.credential.Value, StringComparer.OrdinalIgnoreCase)
            // A token that is written twice is good until the later time.
            .Select(same => (Convert.FromHexString(same.Key), same.MaxBy(pair => pair.owner.UntilMs ?? long.MaxValue).owner))));

    // Whatever else is written there is the hash of no token, and proves nothing.
    private static bool IsHash(string value) => value.Length == SHA256.HashSizeInBytes * 2 && value.All(char.IsAsciiHexDigit);

    /// <summary>The tokens of one directory, which never changes.</summary>
    private sealed record Table(ParticipantDirectory Directory, TokenHashes<Owner> Tokens);

    private readonly record struct Owner(ParticipantId Participant, long? UntilMs);
}

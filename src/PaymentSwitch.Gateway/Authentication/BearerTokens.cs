using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Shared;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>
/// Bearer tokens (RFC 6750), known by their SHA-256 only. A participant may have several, so that one can be replaced
/// while the other is in use.
/// </summary>
/// <param name="tokens">The hash (32 bytes) of the token's UTF-8 bytes and the participant it belongs to.</param>
/// <exception cref="ArgumentException">A hash has not 32 bytes, or belongs to two participants.</exception>
public sealed class BearerTokens(IEnumerable<(byte[] Hash, ParticipantId Participant)> tokens) : ISenderAuthentication
{
    private readonly TokenHashes<ParticipantId> _tokens = new(tokens);

    /// <inheritdoc/>
    public string Challenge => "Bearer realm=\"paymentswitch\"";

    /// <inheritdoc/>
    public ParticipantId? Authenticate(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _tokens.TryFind(request.Headers.Authorization, out ParticipantId participant) ? participant : null;
    }
}

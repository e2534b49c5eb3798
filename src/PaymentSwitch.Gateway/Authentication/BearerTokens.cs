using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>
/// Bearer tokens (RFC 6750), known by their SHA-256 only. A participant may have several, so that one can be replaced
/// while the other is in use.
/// </summary>
public sealed class BearerTokens : ISenderAuthentication
{
    private const string Scheme = "Bearer ";
    private const int TokenLengthMax = 512;
    private readonly Dictionary<ulong, (byte[] Hash, ParticipantId Participant)[]> _byPrefix;

    /// <summary>Tokens by the SHA-256 of their UTF-8 bytes.</summary>
    /// <param name="tokens">The hash (32 bytes) and the participant it belongs to.</param>
    /// <exception cref="ArgumentException">A hash has not 32 bytes, or belongs to two participants.</exception>
    public BearerTokens(IEnumerable<(byte[] Hash, ParticipantId Participant)> tokens)
    {
        (byte[] Hash, ParticipantId Participant)[] all = [.. tokens];
        if (all.Any(token => token.Hash.Length != SHA256.HashSizeInBytes)) throw new ArgumentException("A token's hash has 32 bytes.", nameof(tokens));
        if (all.DistinctBy(token => Convert.ToHexString(token.Hash)).Count() != all.Length)
            throw new ArgumentException("A token belongs to one participant only.", nameof(tokens));
        _byPrefix = all.GroupBy(token => BitConverter.ToUInt64(token.Hash)).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <inheritdoc/>
    public string Challenge => "Bearer realm=\"paymentswitch\"";

    /// <inheritdoc/>
    public ParticipantId? Authenticate(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? header = request.Headers.Authorization;
        if (header is null || header.Length > TokenLengthMax || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> token = stackalloc byte[TokenLengthMax * 3];
        int length = Encoding.UTF8.GetBytes(header.AsSpan(Scheme.Length), token);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token[..length], hash);
        // What is compared are hashes, so that the time it takes tells nothing of the token.
        if (!_byPrefix.TryGetValue(BitConverter.ToUInt64(hash), out (byte[] Hash, ParticipantId Participant)[]? candidates)) return null;
        foreach ((byte[] known, ParticipantId participant) in candidates)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) return participant;
        return null;
    }
}

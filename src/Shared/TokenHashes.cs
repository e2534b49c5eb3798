using System.Security.Cryptography;
using System.Text;

namespace PaymentSwitch.Shared;

/// <summary>
/// Bearer tokens (RFC 6750), known by the SHA-256 of their UTF-8 bytes only, and whose each is. Compiled into the gateway
/// and into the operators' side, which share no token and do not refer to each other.
/// </summary>
/// <typeparam name="TOwner">Who has tokens.</typeparam>
internal sealed class TokenHashes<TOwner>
{
    private const string Scheme = "Bearer ";
    private const int TokenLengthMax = 512;
    private readonly Dictionary<ulong, (byte[] Hash, TOwner Owner)[]> _byPrefix;

    /// <summary>Tokens by their hash.</summary>
    /// <exception cref="ArgumentException">A hash has not 32 bytes, or stands there twice.</exception>
    public TokenHashes(IEnumerable<(byte[] Hash, TOwner Owner)> tokens)
    {
        (byte[] Hash, TOwner Owner)[] all = [.. tokens];
        if (all.Any(token => token.Hash.Length != SHA256.HashSizeInBytes)) throw new ArgumentException("A token's hash has 32 bytes.", nameof(tokens));
        if (all.DistinctBy(token => Convert.ToHexString(token.Hash)).Count() != all.Length)
            throw new ArgumentException("A token belongs to one owner only.", nameof(tokens));
        _byPrefix = all.GroupBy(token => BitConverter.ToUInt64(token.Hash)).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Whose token a header <c>Authorization</c> carries. False where it carries none that is known.</summary>
    public bool TryFind(string? header, out TOwner owner)
    {
        owner = default!;
        if (header is null || header.Length > TokenLengthMax || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        Span<byte> token = stackalloc byte[TokenLengthMax * 3];
        int length = Encoding.UTF8.GetBytes(header.AsSpan(Scheme.Length), token);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token[..length], hash);
        // What is compared are hashes, so that the time it takes tells nothing of the token.
        if (!_byPrefix.TryGetValue(BitConverter.ToUInt64(hash), out (byte[] Hash, TOwner Owner)[]? candidates)) return false;
        foreach ((byte[] known, TOwner knownOwner) in candidates)
        {
            if (!CryptographicOperations.FixedTimeEquals(known, hash)) continue;
            owner = knownOwner;
            return true;
        }

        return false;
    }
}

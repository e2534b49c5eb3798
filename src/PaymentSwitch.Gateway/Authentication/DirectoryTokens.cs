using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>
/// Bearer tokens (RFC 6750) as the switch's own directory has them among the participants' credentials, known by their
/// SHA-256 only. What an operator changes counts from the next request on. A participant may have several, so that one can
/// be replaced while the other is in use. Who has left the scheme for good has none; who is suspended keeps them, to read.
/// </summary>
/// <param name="paymentSwitch">Whose directory.</param>
/// <param name="clock">Says when a credential's time has passed.</param>
public sealed class DirectoryTokens(IPaymentSwitch paymentSwitch, TimeProvider clock) : ISenderAuthentication
{
    private const string Scheme = "Bearer ";
    private const int TokenLengthMax = 512;
    private Table _table = new(ParticipantDirectory.Empty);

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
        return Current().Find(hash, clock);
    }

    // Two requests may both make the same new table: whichever is kept says the same.
    private Table Current()
    {
        Table table = Volatile.Read(ref _table);
        ParticipantDirectory directory = paymentSwitch.Directory;
        if (ReferenceEquals(table.Directory, directory)) return table;
        table = new Table(directory);
        Volatile.Write(ref _table, table);
        return table;
    }

    /// <summary>The tokens of one directory, which never changes.</summary>
    private sealed class Table
    {
        private readonly Dictionary<ulong, Entry[]> _byPrefix;

        public Table(ParticipantDirectory directory)
        {
            Directory = directory;
            _byPrefix = directory.Participants
                .Where(participant => participant.Standing != ParticipantStanding.Closed)
                .SelectMany(participant => participant.Credentials, (participant, credential) => (participant.Id, credential))
                .Where(pair => pair.credential.Kind == CredentialKind.BearerToken && IsHash(pair.credential.Value))
                .Select(pair => new Entry(Convert.FromHexString(pair.credential.Value), pair.Id, pair.credential.UntilMs))
                .GroupBy(entry => BitConverter.ToUInt64(entry.Hash))
                .ToDictionary(group => group.Key, group => group.ToArray());
        }

        public ParticipantDirectory Directory { get; }

        public ParticipantId? Find(ReadOnlySpan<byte> hash, TimeProvider clock)
        {
            // What is compared are hashes, so that the time it takes tells nothing of the token.
            if (!_byPrefix.TryGetValue(BitConverter.ToUInt64(hash), out Entry[]? candidates)) return null;
            foreach (Entry entry in candidates)
            {
                if (!CryptographicOperations.FixedTimeEquals(entry.Hash, hash)) continue;
                return entry.UntilMs is long untilMs && clock.GetUtcNow().ToUnixTimeMilliseconds() >= untilMs ? null : entry.Participant;
            }

            return null;
        }

        // Whatever else is written there is the hash of no token, and proves nothing.
        private static bool IsHash(string value) =>
            value.Length == SHA256.HashSizeInBytes * 2 && value.All(char.IsAsciiHexDigit);
    }

    private readonly record struct Entry(byte[] Hash, ParticipantId Participant, long? UntilMs);
}

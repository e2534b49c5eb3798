using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;

namespace PaymentSwitch.Engine.Privacy;

/// <summary>
/// Seals what banks send before it is stored, and opens it where it is told to a bank: each message under the keys of its debtor and
/// its creditor together, so that to destroy either's key is to erase it from the journal, from all copies of it and from its
/// backups. For several threads at once.
/// </summary>
/// <remarks>
/// The same message sealed again gives the same bytes, so that a journal is what was decided and nothing else: the nonce of
/// AES-256-GCM comes from a keyed hash over all of the message, and never meets another message under its key. What tells a repeat
/// from other content is a keyed hash as well: without the keys it confirms no guess.
/// </remarks>
public sealed class PartyKeys
{
    /// <summary>How many bytes the secret has that makes handles of accounts.</summary>
    internal const int SecretLength = 32;

    // 55 bytes are hashed in one block.
    private const int AccountBytesMax = 128;
    private static readonly byte[] MessageLabel = Encoding.ASCII.GetBytes("paymentswitch message 1");

    private readonly byte[] _secret;
    private readonly Lock _erasing = new();
    private volatile PartyKeyTree _tree;

    internal PartyKeys(string id, byte[] secret, PartyKeyTree tree)
    {
        Id = id;
        _secret = secret;
        _tree = tree;
    }

    /// <summary>Which keys these are: 16 hexadecimal digits, the same for as long as there are any.</summary>
    public string Id { get; }

    /// <summary>The secret that makes handles of accounts.</summary>
    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>What is left of the keys.</summary>
    internal PartyKeyTree Tree => _tree;

    /// <summary>New keys.</summary>
    /// <param name="random">At least 56 bytes that nobody can guess; the same give the same keys.</param>
    public static PartyKeys Of(ReadOnlySpan<byte> random) => new(
        Convert.ToHexStringLower(random[..8]), random.Slice(8, SecretLength).ToArray(), PartyKeyTree.Of(random.Slice(8 + SecretLength, 16)));

    /// <summary>New keys, of the system's randomness.</summary>
    public static PartyKeys Create() => Of(RandomNumberGenerator.GetBytes(8 + SecretLength + 16));

    /// <summary>
    /// The party that an account stands for. Whoever pays again after their key was destroyed gets another one, that says nothing of the first.
    /// </summary>
    /// <param name="account">The account's number as messages write it: an IBAN, or another.</param>
    public PartyHandle HandleOf(ReadOnlySpan<char> account)
    {
        PartyKeyTree tree = _tree;
        Span<byte> from = stackalloc byte[SecretLength + 4 + AccountBytesMax];
        _secret.CopyTo(from);
        Span<byte> number = from[(SecretLength + 4)..];
        int length = Math.Min(Encoding.UTF8.GetByteCount(account), AccountBytesMax);
        if (!Encoding.UTF8.TryGetBytes(account, number, out _)) SHA256.HashData(Encoding.UTF8.GetBytes(account.ToString()), number);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int life = 0; ; life++)
        {
            BinaryPrimitives.WriteInt32BigEndian(from[SecretLength..], life);
            SHA256.HashData(from[..(SecretLength + 4 + length)], hash);
            var handle = new PartyHandle(BinaryPrimitives.ReadUInt64BigEndian(hash) >> (64 - PartyHandle.Bits));
            if (tree.IsWhole || tree.TryFind(handle.Value, out _)) return handle;
        }
    }

    /// <summary>Seals a message.</summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="parties">For whom.</param>
    /// <returns>The message as it is stored, and the keyed hash over its <c>Document</c>: the same identity with another one is other content.</returns>
    public (OriginalMessage Sealed, byte[] Digest) Seal(OriginalMessage message, PartyPair parties)
    {
        ArgumentNullException.ThrowIfNull(message);
        Span<byte> keys = stackalloc byte[SHA512.HashSizeInBytes];
        // Between the handle and here the key may be destroyed: a party that pays has a key.
        if (!TryDerive(parties, keys)) throw new InvalidOperationException("A party's key was destroyed while a message was sealed for it.");
        var digest = new byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[32..], message.Document.Span, digest);
        return (message with { Bytes = Seal(message, parties, keys, digest) }, digest);
    }

    /// <summary>Opens what is stored; null where a party's key is destroyed. A message that was stored as it came is given as it is.</summary>
    /// <exception cref="CryptographicException">It was changed after it was sealed, or sealed under other keys.</exception>
    public OriginalMessage? Open(OriginalMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ReadOnlySpan<byte> stored = message.Bytes.Span;
        if (SealedMessage.PartiesOf(stored) is not PartyPair parties) return message;
        Span<byte> keys = stackalloc byte[SHA512.HashSizeInBytes];
        if (!TryDerive(parties, keys)) return null;
        var opened = new byte[stored.Length - SealedMessage.Overhead];
        using var cipher = new AesGcm(keys[..32], SealedMessage.TagLength);
        int at = SealedMessage.PartiesLength + SealedMessage.NonceLength;
        cipher.Decrypt(stored[SealedMessage.PartiesLength..at], stored.Slice(at, opened.Length), stored[(at + opened.Length)..], opened, stored[..SealedMessage.PartiesLength]);
        return message with { Bytes = opened };
    }

    /// <summary>Destroys a party's key, in memory: what is left has to be stored in place of what was.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Erase(PartyHandle party)
    {
        lock (_erasing)
        {
            if (_tree.Without(party.Value) is not PartyKeyTree rest) return false;
            _tree = rest;
            return true;
        }
    }

    /// <summary>Whether a party's key is destroyed.</summary>
    public bool IsErased(PartyHandle party) => !_tree.TryFind(party.Value, out _);

    private static byte[] Seal(OriginalMessage message, PartyPair parties, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> digest)
    {
        ReadOnlySpan<byte> plain = message.Bytes.Span;
        var whole = new byte[plain.Length + SealedMessage.Overhead];
        SealedMessage.WriteParties(whole, parties);
        Span<byte> nonce = whole.AsSpan(SealedMessage.PartiesLength, SealedMessage.NonceLength);
        WriteNonce(nonce, keys[32..], digest, plain[..message.DocumentStart], plain[(message.DocumentStart + message.DocumentLength)..]);
        using var cipher = new AesGcm(keys[..32], SealedMessage.TagLength);
        int at = SealedMessage.PartiesLength + SealedMessage.NonceLength;
        cipher.Encrypt(nonce, plain, whole.AsSpan(at, plain.Length), whole.AsSpan(at + plain.Length), whole.AsSpan(0, SealedMessage.PartiesLength));
        return whole;
    }

    // The document's hash, and what stands around it: together all of the message.
    private static void WriteNonce(Span<byte> nonce, ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> before, ReadOnlySpan<byte> behind)
    {
        int length = digest.Length + 4 + before.Length + behind.Length;
        Span<byte> from = length <= 1024 ? stackalloc byte[length] : new byte[length];
        digest.CopyTo(from);
        BinaryPrimitives.WriteInt32BigEndian(from[digest.Length..], before.Length);
        before.CopyTo(from[(digest.Length + 4)..]);
        behind.CopyTo(from[(digest.Length + 4 + before.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, from, hash);
        hash[..SealedMessage.NonceLength].CopyTo(nonce);
    }

    private bool TryDerive(PartyPair parties, Span<byte> keys)
    {
        PartyKeyTree tree = _tree;
        if (!tree.TryFind(parties.Debtor.Value, out UInt128 debtor) || !tree.TryFind(parties.Creditor.Value, out UInt128 creditor)) return false;
        Span<byte> from = stackalloc byte[32 + MessageLabel.Length];
        BinaryPrimitives.WriteUInt128BigEndian(from, debtor);
        BinaryPrimitives.WriteUInt128BigEndian(from[16..], creditor);
        MessageLabel.CopyTo(from[32..]);
        SHA512.HashData(from, keys);
        return true;
    }
}

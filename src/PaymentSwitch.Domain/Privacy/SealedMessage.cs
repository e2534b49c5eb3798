using System.Buffers.Binary;

namespace PaymentSwitch.Domain.Privacy;

/// <summary>
/// How the bytes of a sealed message are laid out: a byte that no XML begins with, for whom it is sealed, and what only the
/// switch's party keys open. The domain reads no more of it than for whom.
/// </summary>
/// <remarks>
/// <code>
/// 0        1         9          17      29              length - 16
/// | form 1 | debtor  | creditor | nonce | ciphertext …  | tag |
/// </code>
/// Stored for good: another layout gets another first byte below 9, the first one that XML may begin with.
/// </remarks>
public static class SealedMessage
{
    /// <summary>The first byte of this layout.</summary>
    public const byte Form = 1;

    /// <summary>How many bytes say the form and for whom: they are not encrypted, and protected as they stand.</summary>
    public const int PartiesLength = 17;

    /// <summary>How many bytes the nonce has.</summary>
    public const int NonceLength = 12;

    /// <summary>How many bytes the tag has, which shows any change.</summary>
    public const int TagLength = 16;

    /// <summary>How much longer a sealed message is than the message.</summary>
    public const int Overhead = PartiesLength + NonceLength + TagLength;

    private const byte LeastOfXml = 9;

    /// <summary>Whether these bytes are a sealed message, and not one that stands as it came.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> message) => message.Length > 0 && message[0] is > 0 and < LeastOfXml;

    /// <summary>For whom a message is sealed; null for one that is not.</summary>
    /// <exception cref="InvalidOperationException">It is sealed in a form that this version does not know, cut off, or damaged.</exception>
    public static PartyPair? PartiesOf(ReadOnlySpan<byte> message)
    {
        if (!IsSealed(message)) return null;
        if (message[0] != Form || message.Length < Overhead)
            throw new InvalidOperationException($"A message is sealed in form {message[0]} with {message.Length} bytes; this version of the switch knows form {Form} of at least {Overhead}.");
        return new PartyPair(HandleAt(message[1..]), HandleAt(message[9..]));
    }

    /// <summary>Writes the form and for whom.</summary>
    /// <param name="into">At least <see cref="PartiesLength"/> bytes.</param>
    /// <param name="parties">For whom.</param>
    public static void WriteParties(Span<byte> into, PartyPair parties)
    {
        into[0] = Form;
        BinaryPrimitives.WriteUInt64BigEndian(into[1..], parties.Debtor.Value);
        BinaryPrimitives.WriteUInt64BigEndian(into[9..], parties.Creditor.Value);
    }

    private static PartyHandle HandleAt(ReadOnlySpan<byte> bytes)
    {
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return value >> PartyHandle.Bits == 0 ? new PartyHandle(value) : throw new InvalidOperationException("A sealed message is damaged: it names no party.");
    }
}

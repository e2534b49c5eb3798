namespace PaymentSwitch.Domain.Identification;

/// <summary>
/// Unique end-to-end transaction reference (ISO 20022 <c>PmtId/UETR</c>): a version 4 UUID, written in lower case. It
/// is the identity of a payment in the switch.
/// </summary>
/// <param name="Value">The UUID.</param>
public readonly record struct Uetr(Guid Value) : IComparable<Uetr>
{
    /// <summary>How many characters a written UETR has.</summary>
    public const int Length = 36;

    /// <summary>Reads a UETR. False where it is not a version 4, variant 1 UUID in lower case with hyphens.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Uetr uetr)
    {
        uetr = default;
        if (text.Length != Length || text[14] != '4' || text[19] is not ('8' or '9' or 'a' or 'b')) return false;
        if (text.ContainsAnyInRange('A', 'Z')) return false;
        if (!Guid.TryParseExact(text, "D", out Guid value)) return false;
        uetr = new Uetr(value);
        return true;
    }

    /// <summary>Reads a UETR that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Uetr Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Uetr uetr) ? uetr : throw new FormatException($"'{text}' is not a UETR: a version 4 UUID in lower case.");

    /// <summary>Makes a UETR of 16 random bytes: the bits of version and variant are set, the rest is taken as given.</summary>
    /// <param name="random">Sixteen bytes from whatever source of randomness the caller has.</param>
    public static Uetr FromRandom(ReadOnlySpan<byte> random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Uetr(new Guid(bytes, bigEndian: true));
    }

    /// <inheritdoc/>
    public int CompareTo(Uetr other) => Value.CompareTo(other.Value);

    /// <summary>Orders by the UUID's value.</summary>
    public static bool operator <(Uetr left, Uetr right) => left.CompareTo(right) < 0;

    /// <summary>Orders by the UUID's value.</summary>
    public static bool operator <=(Uetr left, Uetr right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by the UUID's value.</summary>
    public static bool operator >(Uetr left, Uetr right) => left.CompareTo(right) > 0;

    /// <summary>Orders by the UUID's value.</summary>
    public static bool operator >=(Uetr left, Uetr right) => left.CompareTo(right) >= 0;

    /// <summary>The written form: 36 characters in lower case.</summary>
    public override string ToString() => Value.ToString("D");
}

using System.Text;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>Bytes that grow at their end and are used again.</summary>
internal sealed class ByteStore
{
    private byte[] _bytes = new byte[512];

    /// <summary>How many there are.</summary>
    internal int Length { get; private set; }

    /// <summary>How many there is room for.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>All of them.</summary>
    internal ReadOnlySpan<byte> All => _bytes.AsSpan(0, Length);

    internal ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    internal void Clear() => Length = 0;

    internal void Add(byte value)
    {
        if (Length == _bytes.Length) Array.Resize(ref _bytes, Length * 2);
        _bytes[Length++] = value;
    }

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    internal void Add(Rune rune)
    {
        Span<byte> encoded = stackalloc byte[4];
        Add(encoded[..rune.EncodeToUtf8(encoded)]);
    }
}

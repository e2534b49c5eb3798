using System.Text;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// A growing buffer that protobuf fields are written into, one after the other. Values that are the default of their type
/// are left out, as proto3 does, except by the methods whose name says otherwise. It is used again and again, so that
/// writing a group allocates nothing.
/// </summary>
/// <param name="capacity">The bytes to begin with.</param>
internal sealed class StoredBuffer(int capacity = 1 << 16)
{
    private const int VarintBytesMax = 10;
    private const int WireVarint = 0;
    private const int WireBytes = 2;

    private byte[] _bytes = new byte[capacity];
    private int _length;

    /// <summary>What has been written since <see cref="Clear"/>. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The same, for who hands it on. Valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Number(int field, long value)
    {
        if (value != 0) NumberAlways(field, value);
    }

    public void NumberAlways(int field, long value)
    {
        Ensure(2 * VarintBytesMax);
        Varint(((ulong)field << 3) | WireVarint);
        Varint((ulong)value);
    }

    public void Text(int field, string value)
    {
        if (value.Length > 0) TextAlways(field, value);
    }

    /// <summary>A text that may be absent; an empty one is written, because it is another thing than none.</summary>
    public void TextIfAny(int field, string? value)
    {
        if (value is not null) TextAlways(field, value);
    }

    public void TextAlways(int field, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Ensure((2 * VarintBytesMax) + length);
        Varint(((ulong)field << 3) | WireBytes);
        Varint((ulong)length);
        _length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        if (value.Length > 0) BytesAlways(field, value);
    }

    public void BytesAlways(int field, ReadOnlySpan<byte> value)
    {
        Ensure((2 * VarintBytesMax) + value.Length);
        Varint(((ulong)field << 3) | WireBytes);
        Varint((ulong)value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>The 16 bytes of a UETR, big-endian: as it is written in text.</summary>
    public void Uetr(int field, Uetr uetr)
    {
        Span<byte> bytes = stackalloc byte[16];
        uetr.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        BytesAlways(field, bytes);
    }

    /// <summary>Begins a message inside this one.</summary>
    /// <returns>What <see cref="Close"/> wants to have.</returns>
    public int Open(int field)
    {
        Ensure(2 * VarintBytesMax);
        Varint(((ulong)field << 3) | WireBytes);
        return ++_length;
    }

    /// <summary>Ends a message. One byte was left for its length; where that needs more, the message moves up.</summary>
    public void Close(int start)
    {
        int length = _length - start;
        if (length < 0x80)
        {
            _bytes[start - 1] = (byte)length;
            return;
        }

        int more = length < 1 << 14 ? 1 : length < 1 << 21 ? 2 : length < 1 << 28 ? 3 : 4;
        Ensure(more);
        Buffer.BlockCopy(_bytes, start, _bytes, start + more, length);
        int end = _length + more;
        _length = start - 1;
        Varint((ulong)length);
        _length = end;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    private void Ensure(int more)
    {
        if (_bytes.Length - _length >= more) return;
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)_length + more, 2L * _bytes.Length)));
    }
}

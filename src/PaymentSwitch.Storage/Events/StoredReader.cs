using System.Text;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// Walks over the protobuf fields of one message. What is not what a field must be ends in an
/// <see cref="InvalidDataException"/>; nothing outside the message is ever read.
/// </summary>
/// <param name="bytes">What the message lies in.</param>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
internal struct StoredReader(byte[] bytes, int start, int end)
{
    private int _at = start;
    private int _wire;

    /// <summary>The number of the field <see cref="Next"/> has come to.</summary>
    public int Field { get; private set; }

    /// <summary>Where the field begins, its tag included: a reader that starts there comes to it first.</summary>
    public int FieldStart { get; private set; }

    /// <summary>Goes to the next field; each has to be read or skipped.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        if (_at == end) return false;
        FieldStart = _at;
        ulong tag = Varint();
        _wire = (int)(tag & 7);
        if (tag >> 3 is 0 or > int.MaxValue) throw new InvalidDataException("a field number is out of range");
        Field = (int)(tag >> 3);
        return true;
    }

    public long Number()
    {
        Expect(0);
        return (long)Varint();
    }

    /// <summary>A number that cannot be below zero nor too large for 32 bits.</summary>
    public int Count()
    {
        Expect(0);
        ulong value = Varint();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException($"field {Field} is out of range: {value}");
    }

    /// <summary>A number that cannot be below zero.</summary>
    public long Natural()
    {
        long value = Number();
        return value >= 0 ? value : throw new InvalidDataException($"field {Field} is out of range: {(ulong)value}");
    }

    public ReadOnlyMemory<byte> Memory()
    {
        (int from, int length) = Length();
        return bytes.AsMemory(from, length);
    }

    public ReadOnlySpan<byte> Span()
    {
        (int from, int length) = Length();
        return bytes.AsSpan(from, length);
    }

    public string Text() => Encoding.UTF8.GetString(Span());

    public Uetr Uetr() => UetrOf(Span());

    public StoredReader Message()
    {
        (int from, int length) = Length();
        return new StoredReader(bytes, from, from + length);
    }

    public void Skip()
    {
        switch (_wire)
        {
            case 0:
                Varint();
                break;
            case 1:
                Advance(8);
                break;
            case 2:
                Length();
                break;
            case 5:
                Advance(4);
                break;
            default:
                throw new InvalidDataException($"field {Field} has the wire type {_wire}, which is not in use");
        }
    }

    public static Uetr UetrOf(ReadOnlySpan<byte> uetr) => uetr.Length == 16
        ? new Uetr(new Guid(uetr, bigEndian: true))
        : throw new InvalidDataException($"a UETR has {uetr.Length} bytes, not 16");

    private readonly void Expect(int wire)
    {
        if (_wire != wire) throw new InvalidDataException($"field {Field} has the wire type {_wire}, not {wire}");
    }

    private (int From, int Length) Length()
    {
        Expect(2);
        ulong length = Varint();
        if (length > (ulong)(end - _at)) throw new InvalidDataException($"field {Field} is longer than what it lies in");
        int from = _at;
        _at += (int)length;
        return (from, (int)length);
    }

    private void Advance(int count)
    {
        if (end - _at < count) throw new InvalidDataException($"field {Field} is longer than what it lies in");
        _at += count;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at == end) throw new InvalidDataException("it ends in the middle of a number");
            byte next = bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("a number is longer than 64 bits");
    }
}

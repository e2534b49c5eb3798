using System.Buffers;
using System.Text;

namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>The bytes of a message in the making.</summary>
internal sealed class Utf8Buffer
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes text that is no markup, as it may stand in elements and in attributes.</summary>
    public void Escaped(ReadOnlySpan<char> text)
    {
        // No character takes more: "&quot;" has six bytes.
        Span<byte> room = Room(text.Length * 6);
        int at = 0;
        while (!text.IsEmpty)
        {
            char c = text[0];
            if (c >= 0x80)
            {
                OperationStatus status = Rune.DecodeFromUtf16(text, out Rune rune, out int consumed);
                if (status != OperationStatus.Done) throw new GeneratorException("Half of a surrogate pair was to be written.");
                at += rune.EncodeToUtf8(room[at..]);
                text = text[consumed..];
                continue;
            }

            ReadOnlySpan<byte> escape = c switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#13;"u8,
                _ => default,
            };
            if (escape.IsEmpty)
            {
                room[at++] = (byte)c;
            }
            else
            {
                escape.CopyTo(room[at..]);
                at += escape.Length;
            }

            text = text[1..];
        }

        _length += at;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}

using System.Text;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Turns a byte's offset into line and column, as people and editors count: both from 1, columns in characters.</summary>
internal static class TextPosition
{
    internal static (int Line, int Column) Of(ReadOnlySpan<byte> bytes, int offset)
    {
        ReadOnlySpan<byte> before = bytes[EncodingCheck.ByteOrderMarkLength(bytes)..Math.Max(offset, EncodingCheck.ByteOrderMarkLength(bytes))];
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return (line, column);
    }
}

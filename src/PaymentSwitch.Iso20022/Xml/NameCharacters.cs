using System.Buffers;
using System.Text;
using System.Xml;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>Which bytes names are made of: ASCII by a table, everything else as the framework's reader has it (XML 1.0, fourth edition).</summary>
internal static class NameCharacters
{
    private const byte Start = 1;
    private const byte Part = 2;
    private static readonly byte[] Classes = Classify();

    /// <summary>The length of the name without a colon (NCName) at the beginning of bytes; 0 where there is none.</summary>
    internal static int Measure(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        byte wanted = Start;
        while (at < bytes.Length)
        {
            byte b = bytes[at];
            if (b < 0x80)
            {
                if ((Classes[b] & wanted) == 0) return at;
                at++;
            }
            else
            {
                if (Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length) != OperationStatus.Done || !rune.IsBmp) return at;
                bool belongs = wanted == Start ? XmlConvert.IsStartNCNameChar((char)rune.Value) : XmlConvert.IsNCNameChar((char)rune.Value);
                if (!belongs) return at;
                at += length;
            }

            wanted = Part;
        }

        return at;
    }

    private static byte[] Classify()
    {
        byte[] classes = new byte[128];
        for (int i = 0; i < classes.Length; i++)
        {
            if (XmlConvert.IsStartNCNameChar((char)i)) classes[i] |= Start;
            if (XmlConvert.IsNCNameChar((char)i)) classes[i] |= Part;
        }

        return classes;
    }
}

using System.Text;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Gives texts that come again and again (currencies, codes, BICs) as one string instead of many equal ones. Bounded: a text
/// takes the place of another one. By one thread at a time.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 1024;
    private const int LengthMax = 11;
    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text that these bytes are.</summary>
    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > LengthMax) return Encoding.UTF8.GetString(utf8);
        uint hash = 2166136261;
        foreach (byte b in utf8) hash = (hash ^ b) * 16777619;
        ref string? place = ref _texts[(hash ^ (hash >> 15)) % Places];
        if (place is not null && Ascii.Equals(utf8, place)) return place;
        return place = Encoding.UTF8.GetString(utf8);
    }
}

using System.Text;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Simulator.Banks;

/// <summary>What is looked for in messages as they stand, without a parser: quick, and nobody's code but this.</summary>
internal static class Utf8Text
{
    /// <summary>The text behind the first occurrence of a tag, up to the next one; empty where there is none.</summary>
    public static string Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag)
    {
        int at = message.IndexOf(tag);
        if (at < 0) return "";
        ReadOnlySpan<byte> rest = message[(at + tag.Length)..];
        int end = rest.IndexOf((byte)'<');
        return end < 0 ? "" : Encoding.UTF8.GetString(rest[..end]);
    }

    /// <summary>Whether something stands in the message.</summary>
    public static bool Contains(ReadOnlySpan<byte> message, ReadOnlySpan<byte> text) => message.IndexOf(text) >= 0;

    /// <summary>The payment that a message is about.</summary>
    public static bool TryUetr(ReadOnlySpan<byte> message, out Uetr uetr)
    {
        string text = Find(message, "UETR>"u8);
        uetr = default;
        if (!Guid.TryParse(text, out Guid guid)) return false;
        uetr = new Uetr(guid);
        return true;
    }

    /// <summary>An amount in minor units, of currencies with two decimals.</summary>
    public static long Minor(string amount)
    {
        int point = amount.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return long.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) * 100;
        string decimals = amount[(point + 1)..].PadRight(2, '0');
        return long.Parse(amount.AsSpan(0, point), provider: System.Globalization.CultureInfo.InvariantCulture) * 100
            + int.Parse(decimals, System.Globalization.CultureInfo.InvariantCulture);
    }
}

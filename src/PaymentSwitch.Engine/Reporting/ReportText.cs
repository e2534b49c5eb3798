using System.Globalization;
using System.Net;
using PaymentSwitch.Domain;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>How values are written in reports: the same in all formats, in no country's custom.</summary>
internal static class ReportText
{
    /// <summary>A time in UTC, as ISO 8601 writes it, with milliseconds; empty for 0.</summary>
    public static string Time(long ms) =>
        ms == 0 ? "" : DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A date, as ISO 8601 writes it.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An amount as a decimal with all decimals of its currency. Sums may be wider than an amount.</summary>
    public static string Decimal(Int128 minor, Currency currency)
    {
        string digits = Int128.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(currency.Exponent + 1, '0');
        string sign = minor < 0 ? "-" : "";
        return currency.Exponent == 0 ? sign + digits : $"{sign}{digits[..^currency.Exponent]}.{digits[^currency.Exponent..]}";
    }

    /// <summary>A name of an enumeration as machines read it: <c>PaymentOut</c> is <c>payment-out</c>.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => char.IsAsciiLetterUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>
    /// A line of CSV (RFC 4180), with LF at its end. A text that a spreadsheet would take for a formula is kept as it is: the
    /// file is for machines, and they must find what banks have written.
    /// </summary>
    public static void CsvLine(TextWriter output, params ReadOnlySpan<string?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) output.Write(',');
            string value = values[i] ?? "";
            if (value.AsSpan().IndexOfAny(",\"\r\n") < 0) output.Write(value);
            else output.Write($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        output.Write('\n');
    }

    /// <summary>Text as HTML has it, in elements and in attributes.</summary>
    public static string Html(string? text) => WebUtility.HtmlEncode(text ?? "");
}

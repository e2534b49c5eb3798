using System.Globalization;
using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// What the switch says of its journal at one moment, signed: so many groups, this root over all of them. Whoever keeps it can tell
/// later whether any of them was changed, replaced or cut off. Its text is stored for good, one form, byte for byte.
/// </summary>
/// <param name="Origin">The switch it is of: its BIC.</param>
/// <param name="Size">How many groups: the position of the last one.</param>
/// <param name="Root">The root of the tree over them, 32 bytes in hexadecimal.</param>
/// <param name="LastHash">The hash of the last one's row, in hexadecimal.</param>
/// <param name="AtMs">When it was made, by the switch's clock, in Unix milliseconds.</param>
/// <param name="KeyId">Which key signed it: <see cref="CheckpointKeys.IdOf"/>.</param>
/// <param name="Signature">ECDSA over P-256 and SHA-256 of <see cref="Signed"/>: r and s, 64 bytes in hexadecimal.</param>
public sealed record Checkpoint(string Origin, long Size, string Root, string LastHash, long AtMs, string KeyId, string Signature)
{
    private const string Form = "paymentswitch-checkpoint-1";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int OriginCharactersMax = 100;

    // What each line begins with, in order.
    private static readonly string[] Names = ["origin", "size", "root", "last", "time", "key", "signature"];

    /// <summary>The time, for people and in the text.</summary>
    public string Time => DateTimeOffset.FromUnixTimeMilliseconds(AtMs).UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>The bytes that are signed: all lines before the signature.</summary>
    public byte[] Signed() => Encoding.UTF8.GetBytes(Body());

    /// <summary>The text, with a line feed at the end of each line.</summary>
    public string Text() => $"{Body()}signature {Signature}\n";

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is not exactly what <see cref="Text"/> gives; the message says what was expected.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n');
        if (lines[0] != Form) throw new FormatException($"line 1: expected '{Form}'");
        if (lines.Length != Names.Length + 2 || lines[^1].Length > 0) throw new FormatException($"expected {Names.Length + 1} lines, each with its end");
        string[] values = new string[Names.Length];
        for (int i = 0; i < Names.Length; i++)
        {
            if (!lines[i + 1].StartsWith(Names[i] + " ", StringComparison.Ordinal)) throw new FormatException($"line {i + 2}: expected '{Names[i]} ...'");
            values[i] = lines[i + 1][(Names[i].Length + 1)..];
        }

        if (values[0].Length is 0 or > OriginCharactersMax || values[0].Any(char.IsControl)) throw new FormatException("origin: expected a name");
        if (!long.TryParse(values[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size < 1) throw new FormatException("size: expected a number from 1 on");
        if (!DateTimeOffset.TryParseExact(values[4], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            throw new FormatException("time: expected one like 2026-11-21T05:00:00.000Z");
        ExpectHex(values[2], "root", 32);
        ExpectHex(values[3], "last", 32);
        ExpectHex(values[5], "key", CheckpointKeys.IdBytes);
        ExpectHex(values[6], "signature", CheckpointKeys.SignatureBytes);
        var checkpoint = new Checkpoint(values[0], size, values[2], values[3], time.ToUnixTimeMilliseconds(), values[5], values[6]);
        // A leading zero, say: one checkpoint has one text.
        return checkpoint.Text() == text ? checkpoint : throw new FormatException("it is not written as checkpoints are");
    }

    private string Body() => string.Create(
        CultureInfo.InvariantCulture, $"{Form}\norigin {Origin}\nsize {Size}\nroot {Root}\nlast {LastHash}\ntime {Time}\nkey {KeyId}\n");

    private static void ExpectHex(string value, string name, int bytes)
    {
        if (value.Length != bytes * 2 || !value.All(char.IsAsciiHexDigitLower)) throw new FormatException($"{name}: expected {bytes * 2} hexadecimal digits in small letters");
    }
}

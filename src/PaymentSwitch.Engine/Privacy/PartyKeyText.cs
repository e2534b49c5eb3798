using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PaymentSwitch.Engine.Privacy;

/// <summary>
/// Party keys as the text of a file. Four lines and a check sum; or sealed under another key, so that neither the file nor a backup of it
/// is of any use alone.
/// </summary>
public static class PartyKeyText
{
    /// <summary>How many bytes a key has that seals such a text: AES-256.</summary>
    public const int SealingKeyLength = 32;

    private const string Title = "payment-switch party keys 1";
    private const string SealedTitle = Title + ", sealed";
    private const int PlaceLength = 9;
    private const int RecordLength = PlaceLength + 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Writes keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="sealingKey">What they are sealed under; null for as they are.</param>
    public static string Write(PartyKeys keys, byte[]? sealingKey = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        PartyKeyTree tree = keys.Tree;
        var records = new byte[tree.Keys.Count * RecordLength];
        int at = 0;
        foreach ((TreePlace place, UInt128 key) in tree.Keys.OrderBy(entry => entry.Key.Depth).ThenBy(entry => entry.Key.Prefix))
        {
            records[at] = (byte)place.Depth;
            BinaryPrimitives.WriteUInt64BigEndian(records.AsSpan(at + 1), place.Prefix);
            BinaryPrimitives.WriteUInt128BigEndian(records.AsSpan(at + PlaceLength), key);
            at += RecordLength;
        }

        string text = $"{Title}\nid {keys.Id}\nsecret {Convert.ToHexStringLower(keys.Secret)}\nkeys {Convert.ToBase64String(records)}\n";
        text += $"sum {SumOf(text)}\n";
        return sealingKey is null ? text : Seal(text, sealingKey);
    }

    /// <summary>Reads keys.</summary>
    /// <param name="text">What <see cref="Write"/> has written.</param>
    /// <param name="sealingKey">What they are sealed under; null where they are not.</param>
    /// <exception cref="FormatException">It is none, was changed, or is sealed under another key; the message says which.</exception>
    public static PartyKeys Read(string text, byte[]? sealingKey = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(SealedTitle, StringComparison.Ordinal))
            text = Unseal(text, sealingKey ?? throw new FormatException("the party keys are sealed, and there is no key to open them with"));
        else if (sealingKey is not null)
            throw new FormatException("the party keys are not sealed, though there is a key to open them with");
        string[] lines = text.Split('\n');
        if (lines.Length != 6 || lines[0] != Title || lines[5].Length > 0) throw new FormatException($"expected the five lines of '{Title}'");
        if (After(lines[4], "sum ") != SumOf(text[..text.LastIndexOf("sum ", StringComparison.Ordinal)])) throw new FormatException("the sum in the last line is not that of the others: the file was changed or cut");
        byte[] secret = Convert.FromHexString(After(lines[2], "secret "));
        byte[] records = Convert.FromBase64String(After(lines[3], "keys "));
        if (secret.Length != PartyKeys.SecretLength || records.Length == 0 || records.Length % RecordLength != 0) throw new FormatException("the secret or the keys have another length");
        return new PartyKeys(After(lines[1], "id "), secret, PartyKeyTree.Of(Records(records)));
    }

    private static IEnumerable<KeyValuePair<TreePlace, UInt128>> Records(byte[] records)
    {
        for (int at = 0; at < records.Length; at += RecordLength)
        {
            var place = new TreePlace(records[at], BinaryPrimitives.ReadUInt64BigEndian(records.AsSpan(at + 1)));
            yield return KeyValuePair.Create(place, BinaryPrimitives.ReadUInt128BigEndian(records.AsSpan(at + PlaceLength)));
        }
    }

    private static string Seal(string text, byte[] key)
    {
        byte[] plain = Encoding.ASCII.GetBytes(text);
        var whole = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(whole.AsSpan(0, NonceLength), plain, whole.AsSpan(NonceLength, plain.Length), whole.AsSpan(NonceLength + plain.Length));
        return $"{SealedTitle}\n{Convert.ToBase64String(whole)}\n";
    }

    private static string Unseal(string text, byte[] key)
    {
        byte[] whole = Convert.FromBase64String(text[SealedTitle.Length..].Trim());
        if (whole.Length < NonceLength + TagLength) throw new FormatException("the sealed party keys are cut off");
        var plain = new byte[whole.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(whole.AsSpan(0, NonceLength), whole.AsSpan(NonceLength, plain.Length), whole.AsSpan(NonceLength + plain.Length), plain);
        }
        catch (CryptographicException error)
        {
            throw new FormatException("the party keys are sealed under another key, or were changed", error);
        }

        return Encoding.ASCII.GetString(plain);
    }

    private static string After(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : throw new FormatException($"expected a line that begins with '{name}'");

    private static string SumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}

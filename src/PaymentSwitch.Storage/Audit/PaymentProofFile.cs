using System.Buffers;
using System.Text.Json;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>A proof as JSON and back. A proof has one form: what is read must be, byte for byte, what would be written.</summary>
internal static class PaymentProofFile
{
    private const string Form = "paymentswitch-proof-1";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes a proof.</summary>
    public static byte[] Write(PaymentProof proof)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("form", Form);
            json.WriteString("uetr", proof.Uetr);
            json.WriteString("checkpoint", proof.Checkpoint);
            json.WriteStartArray("rows");
            foreach (ProvenRow row in proof.Rows) Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatException">It is not what <see cref="Write(PaymentProof)"/> gives; the message says why.</exception>
    public static PaymentProof Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file);
            JsonElement root = document.RootElement;
            if (Text(root, "form") != Form) throw new FormatException($"form: expected '{Form}'");
            var proof = new PaymentProof(Text(root, "uetr"), Text(root, "checkpoint"), [.. root.GetProperty("rows").EnumerateArray().Select(Row)]);
            return file.Span.SequenceEqual(Write(proof)) ? proof : throw new FormatException("it is not written as proofs are: something was added, left out or set out anew");
        }
        // What the reader of JSON throws for what is no JSON, for a member that is missing, and for one of another kind.
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static void Write(Utf8JsonWriter json, ProvenRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("position", row.Numbers.Position);
        json.WriteNumber("epoch", row.Numbers.Epoch);
        json.WriteNumber("count", row.Numbers.Count);
        json.WriteNumber("atMs", row.Numbers.AtMs);
        json.WriteNumber("version", row.Numbers.Version);
        json.WriteString("salt", Convert.ToHexStringLower(row.Salt));
        Write(json, "path", row.Path);
        json.WriteStartArray("facts");
        foreach (ProvenFact fact in row.Facts)
        {
            json.WriteStartObject();
            json.WriteNumber("index", fact.Index);
            json.WriteBase64String("fact", fact.Stored);
            json.WriteString("salt", Convert.ToHexStringLower(fact.Salt));
            Write(json, "path", fact.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "inclusion", row.Inclusion);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<byte[]> hashes)
    {
        json.WriteStartArray(name);
        foreach (byte[] hash in hashes) json.WriteStringValue(Convert.ToHexStringLower(hash));
        json.WriteEndArray();
    }

    private static ProvenRow Row(JsonElement row) => new(
        new RowNumbers(Number(row, "position"), Number(row, "epoch"), Number(row, "count"), Number(row, "atMs"), Number(row, "version")),
        Convert.FromHexString(Text(row, "salt")),
        Hashes(row, "path"),
        [.. row.GetProperty("facts").EnumerateArray().Select(Fact)],
        Hashes(row, "inclusion"));

    private static ProvenFact Fact(JsonElement fact) => new(
        fact.GetProperty("index").GetInt32(), fact.GetProperty("fact").GetBytesFromBase64(), Convert.FromHexString(Text(fact, "salt")), Hashes(fact, "path"));

    private static List<byte[]> Hashes(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(hash => Convert.FromHexString(hash.GetString() ?? ""))];

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? throw new FormatException($"{name}: expected a text");

    private static long Number(JsonElement owner, string name) => owner.GetProperty(name).GetInt64();
}

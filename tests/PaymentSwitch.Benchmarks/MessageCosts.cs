using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Tests.Differential;
using PaymentSwitch.Iso20022.Writing;
using PaymentSwitch.Simulations.Load;

namespace PaymentSwitch.Benchmarks;

/// <summary>
/// What it costs to read, validate and write a message, beside what the framework and libxml2 need for the same bytes and the
/// same schema. All are measured in turn, round by round, so that what disturbs one disturbs all.
/// </summary>
internal static class MessageCosts
{
    private const int Rounds = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>The document of a pacs.008 as the load sends it, read by everybody.</summary>
    /// <returns>Each reader's median, in microseconds; bytes allocated per message, of those that run on the framework.</returns>
    public static IReadOnlyList<MessageCost> Reading()
    {
        byte[] message = CreditTransfer();
        string schemaFile = Path.Combine(AppContext.BaseDirectory, SchemaCatalogue.ShippedDirectory, "pacs.008.001.08.xsd");
        var reader = new MessageReader(SchemaCatalogue.LoadShipped(), new MessageLimits());
        if (reader.Read(message) is { Errors: [var wrong, ..] }) throw new InvalidOperationException($"The message is not valid: {wrong}.");
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, schemaFile);
        set.Compile();
        var costs = new List<(string Who, Action Read)>
        {
            ("MessageReader (validated, read, record made)", () => reader.Read(message)),
            ("XmlReader alone", () => Drain(message, new XmlReaderSettings())),
            ("XmlReader with XmlSchemaSet", () => Drain(message, new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = set })),
        };
        if (LibXml2.Absence is not null) return Measure(costs);
        using var schema = new LibXml2Schema(schemaFile);
        using var parser = new LibXml2Parser();
        costs.Add(("libxml2, parsed and validated", () =>
        {
            using LibXml2Document document = parser.Parse(message, out string? reason) ?? throw new InvalidOperationException(reason);
            if (schema.WhyInvalid(document) is { } invalid) throw new InvalidOperationException(invalid);
        }));
        return Measure(costs);
    }

    /// <summary>How long the message is that is read, in bytes.</summary>
    public static int MessageBytes => CreditTransfer().Length;

    /// <summary>A pacs.002 with its header, written by our writer and, the same document, by the framework's.</summary>
    public static IReadOnlyList<MessageCost> Writing()
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var header = new OutgoingHeader(
            AgentIdentification.OfBic("PSWTBEBBXXX"), AgentIdentification.OfBic("ALPHDEFFXXX"), "M0000000A", StatusReportWriter.MessageDefinition, 1_700_000_000_000);
        var report = new StatusReport
        {
            MessageId = "M0000000A",
            CreatedAtMs = 1_700_000_000_000,
            OriginalMessageId = "MSG-2026-000001",
            OriginalMessageDefinition = CreditTransferWriter.MessageDefinition,
            OriginalEndToEndId = "E2E-2026-000001",
            OriginalTransactionId = "TX-2026-000001",
            Uetr = Uetr.FromRandom(new byte[16]),
            Status = "ACSC",
            AcceptedAtMs = 1_700_000_000_000,
            SettledAtMs = 1_700_000_000_500,
        };
        void Write()
        {
            output.ResetWrittenCount();
            StatusReportWriter.Write(output, header, report);
        }

        Write();
        Action<XmlWriter>[] calls = CallsOf(output.WrittenSpan.ToArray());
        var stream = new MemoryStream(4096);
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };
        return Measure(
        [
            ("StatusReportWriter", Write),
            ("XmlWriter, the same document", () =>
            {
                stream.Position = 0;
                using XmlWriter writer = XmlWriter.Create(stream, settings);
                foreach (Action<XmlWriter> call in calls) call(writer);
            }),
        ]);
    }

    /// <summary>A pacs.008 sealed for parties never seen before, for the same two again, and opened; beside AES alone, and the hash of the document that an unsealed one would need.</summary>
    public static IReadOnlyList<MessageCost> Sealing()
    {
        byte[] bytes = CreditTransfer();
        var message = new OriginalMessage(bytes, 0, bytes.Length);
        var keys = PartyKeys.Create();
        var known = new PartyPair(keys.HandleOf("DE89370400440532013000"), keys.HandleOf("FR1420041010050500013M02606"));
        OriginalMessage stored = keys.Seal(message, known).Sealed;
        long account = 0;
        var into = new byte[bytes.Length];
        var tag = new byte[16];
        var cipherKey = new byte[32];
        return Measure(
        [
            ("sealed for parties never seen", () => keys.Seal(message, new PartyPair(keys.HandleOf($"DE{account++:20}"), keys.HandleOf($"FR{account++:20}")))),
            ("sealed for parties seen before", () => keys.Seal(message, known)),
            ("opened", () => keys.Open(stored)),
            ("AES-256-GCM alone", () =>
            {
                using var cipher = new AesGcm(cipherKey, 16);
                cipher.Encrypt(tag.AsSpan(0, 12), bytes, into, tag);
            }),
            ("SHA-256 alone", () => SHA256.HashData(bytes, into)),
        ]);
    }

    /// <summary>Milliseconds to compile all schemas of a folder, and how many there are; the second time in this process.</summary>
    public static (double Milliseconds, int Schemas) Compiling(string folder)
    {
        SchemaCatalogue.Load(folder);
        long began = Stopwatch.GetTimestamp();
        SchemaCatalogue catalogue = SchemaCatalogue.Load(folder);
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, catalogue.MessageDefinitions.Count);
    }

    private static byte[] CreditTransfer()
    {
        string whole = LoadMessages.CreditTransfer("ALPHDEFFXXX", "BRAVFRPPXXX", "abcdefabcdef")
            .Replace(RequestTemplate.Number, "0000000a", StringComparison.Ordinal).Replace(RequestTemplate.Time, "2026-11-21T09:30:00.000Z", StringComparison.Ordinal);
        int start = whole.IndexOf("<Document", StringComparison.Ordinal);
        int end = whole.IndexOf("</Document>", StringComparison.Ordinal) + "</Document>".Length;
        return Encoding.UTF8.GetBytes(whole[start..end]);
    }

    private static void Drain(byte[] message, XmlReaderSettings settings)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }
    }

    private static Action<XmlWriter>[] CallsOf(byte[] document)
    {
        var calls = new List<Action<XmlWriter>>();
        using XmlReader reader = XmlReader.Create(new MemoryStream(document));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                (string name, string ns) = (reader.LocalName, reader.NamespaceURI);
                calls.Add(writer => writer.WriteStartElement(name, ns));
            }
            else if (reader.NodeType == XmlNodeType.Text)
            {
                string text = reader.Value;
                calls.Add(writer => writer.WriteString(text));
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                calls.Add(writer => writer.WriteEndElement());
            }
        }

        return [.. calls];
    }

    private static List<MessageCost> Measure(List<(string Who, Action Read)> subjects)
    {
        const int Times = 3_000;
        foreach ((_, Action read) in subjects)
        {
            long began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < WarmUp) read();
        }

        var took = subjects.ConvertAll(_ => new List<double>());
        var allocated = new long[subjects.Count];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < subjects.Count; i++)
            {
                Action read = subjects[i].Read;
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                long began = Stopwatch.GetTimestamp();
                for (int times = 0; times < Times; times++) read();
                took[i].Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Times);
                allocated[i] = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Times;
            }
        }

        return [.. subjects.Select((subject, i) => new MessageCost(subject.Who, EngineAlone.Median(took[i]), allocated[i]))];
    }
}

/// <summary>What one message costs somebody.</summary>
/// <param name="Who">Whom.</param>
/// <param name="Microseconds">The median of the rounds.</param>
/// <param name="AllocatedBytes">Bytes allocated on the framework's heap.</param>
internal sealed record MessageCost(string Who, double Microseconds, long AllocatedBytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Who} {Microseconds:F2} us, {AllocatedBytes} B";
}

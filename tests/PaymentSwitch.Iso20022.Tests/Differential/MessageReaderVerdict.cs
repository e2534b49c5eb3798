using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The verdict of the switch's own reader, with bounds so wide that no message of these tests meets one.</summary>
public sealed class MessageReaderVerdict(SchemaCatalogue schemas) : IVerdict
{
    private readonly MessageReader _reader = new(schemas, Wide);

    // Room for every level is made for each message, so that a deep reader is slow. Only what is no XML is so deep here.
    private readonly MessageReader _deepReader = new(schemas, Wide with { DepthMax = 1 << 15 });

    private static MessageLimits Wide { get; } = new()
    {
        BytesMax = 1 << 28,
        DepthMax = 1000,
        AttributesPerElementMax = 1 << 20,
        ElementsMax = 1 << 24,
        ErrorsMax = 1 << 20,
        TextBytesMax = 1 << 28,
        NameBytesMax = 1 << 28,
    };

    public Verdict Judge(byte[] message)
    {
        MessageReadResult result = _reader.Read(message);
        if (result.Errors.Any(error => error.Code == MessageErrorCodes.Depth)) result = _deepReader.Read(message);
        if (result.Errors.Count == 0) return new Verdict(VerdictKind.Valid);
        // The reader goes on behind errors against the schema: that the XML breaks off may come last.
        MessageError first = result.Errors.FirstOrDefault(IsNotWellFormed) ?? result.Errors[0];
        if (first.Kind is MessageErrorKind.Limit or MessageErrorKind.TooLarge) throw new InvalidOperationException($"A bound was met: {first}");
        return new Verdict(IsNotWellFormed(first) ? VerdictKind.NotWellFormed : VerdictKind.Invalid, $"{first.Code}: {first.Text}");
    }

    // A document type and an entity that it would have to declare are refused as such; to the framework they are not XML.
    private static bool IsNotWellFormed(MessageError error) =>
        error.Kind is MessageErrorKind.NotWellFormed or MessageErrorKind.Encoding
        || error.Code is MessageErrorCodes.DocumentType or MessageErrorCodes.Entity;
}

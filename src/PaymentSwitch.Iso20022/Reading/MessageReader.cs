using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Reads messages: bounds, encoding, XML, schema, and the facts that the switch needs. May be used by many threads at a time.</summary>
/// <param name="schemas">The schemas that a message must be valid against.</param>
/// <param name="limits">The bounds of one message.</param>
public sealed class MessageReader(SchemaCatalogue schemas, MessageLimits limits)
{
    /// <summary>The bounds of one message.</summary>
    public MessageLimits Limits { get; } = limits;

    /// <summary>The schemas that a message must be valid against.</summary>
    public SchemaCatalogue Schemas { get; } = schemas;

    /// <summary>Reads one message. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The whole message. It becomes part of the result and must not be changed afterwards.</param>
    public MessageReadResult Read(ReadOnlyMemory<byte> body) => throw new NotImplementedException();
}

using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A message that is valid against its schema, with the facts that the switch reads of it.</summary>
public abstract record IncomingMessage
{
    /// <summary>The message definition, taken from the namespace of <c>Document</c>: for example <c>pacs.008.001.08</c>.</summary>
    public required string MessageDefinition { get; init; }

    /// <summary>The business application header (<c>AppHdr</c>), or null where the message came without one.</summary>
    public BusinessHeader? Header { get; init; }

    /// <summary>The bytes as they came in, and where <c>Document</c> lies in them.</summary>
    public required OriginalMessage Original { get; init; }

    /// <summary><c>GrpHdr/MsgId</c>; for a message reject the reference of the message it rejects. Empty where there is none.</summary>
    public required string MessageId { get; init; }
}

/// <summary>
/// A message whose content is one record, the same whatever the version of its definition. The writer of the message takes
/// that record too, so that what was read can be written again, in another version if need be.
/// </summary>
/// <typeparam name="TContent">What the message says, for example <see cref="PaymentReturn"/>.</typeparam>
public sealed record IncomingMessage<TContent> : IncomingMessage
    where TContent : class
{
    /// <summary>What the message says: texts as they are written.</summary>
    public required TContent Content { get; init; }
}

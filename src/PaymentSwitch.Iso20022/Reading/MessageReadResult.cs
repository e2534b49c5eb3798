using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>What reading gave: a message, or everything that is wrong with it.</summary>
public sealed record MessageReadResult
{
    /// <summary>The message; null if and only if there are <see cref="Errors"/>.</summary>
    public IncomingMessage? Message { get; init; }

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The header, where it could be read, even if the document could not.</summary>
    public BusinessHeader? Header { get; init; }

    /// <summary>The message definition of the document, for example <c>pacs.008.001.08</c>; null where it is not known.</summary>
    public string? MessageDefinition { get; init; }

    /// <summary>
    /// The message's id as far as it could be read: the header's (<c>BizMsgIdr</c>), else the group's (<c>MsgId</c>). What
    /// admi.002 refers to. Null where neither could be read.
    /// </summary>
    public string? MessageId { get; init; }
}

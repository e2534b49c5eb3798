namespace PaymentSwitch.Iso20022.Messages;

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

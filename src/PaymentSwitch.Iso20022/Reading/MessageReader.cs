using System.Collections.Concurrent;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Reads messages: encoding, then in one pass bounds, XML, schema, and the facts that the switch needs. May be used by many
/// threads at a time.
/// </summary>
public sealed class MessageReader
{
    private readonly ConcurrentBag<ReadingSession> _sessions = [];
    private readonly int _idleMax = Environment.ProcessorCount * 2;
    private int _idle;

    /// <summary>A reader for messages that are valid against these schemas, within these bounds.</summary>
    /// <param name="schemas">The schemas.</param>
    /// <param name="limits">The bounds of one message.</param>
    public MessageReader(SchemaCatalogue schemas, MessageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentNullException.ThrowIfNull(limits);
        Schemas = schemas;
        Limits = limits;
    }

    /// <summary>The bounds of one message.</summary>
    public MessageLimits Limits { get; }

    /// <summary>The schemas that a message must be valid against.</summary>
    public SchemaCatalogue Schemas { get; }

    /// <summary>Reads one message. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The whole message. It becomes part of the result and must not be changed afterwards.</param>
    public MessageReadResult Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > Limits.BytesMax)
        {
            return Refuse(body.Span[..Limits.BytesMax], new MessageError(MessageErrorKind.TooLarge, MessageErrorCodes.TooLarge, null, 0, 0,
                $"The message has {body.Length} bytes; at most {Limits.BytesMax} are taken."));
        }

        if (body.Span[EncodingCheck.ByteOrderMarkLength(body.Span)..].TrimStart(" \t\r\n"u8).IsEmpty)
        {
            return Refuse(body.Span, new MessageError(
                MessageErrorKind.NotWellFormed, MessageErrorCodes.Empty, null, 1, 1, "The message is empty; expected XML."));
        }

        if (EncodingCheck.Check(body.Span) is { } wrongEncoding) return Refuse(body.Span, wrongEncoding);
        ReadingSession session = Take();
        var walk = new MessageWalk(session, Schemas, Limits, body);
        MessageReadResult result = walk.Run();
        if (session.IsReusable) Return(session);
        return result;
    }

    private ReadingSession Take()
    {
        if (!_sessions.TryTake(out ReadingSession? session)) return new ReadingSession(Limits);
        Interlocked.Decrement(ref _idle);
        return session;
    }

    // The count may be off by the threads that are here at this moment: it bounds memory, nothing else.
    private void Return(ReadingSession session)
    {
        if (Volatile.Read(ref _idle) >= _idleMax) return;
        Interlocked.Increment(ref _idle);
        _sessions.Add(session);
    }

    private static MessageReadResult Refuse(ReadOnlySpan<byte> body, MessageError error) =>
        new() { Errors = [error], MessageId = MessageIdentification.Find(body) };
}

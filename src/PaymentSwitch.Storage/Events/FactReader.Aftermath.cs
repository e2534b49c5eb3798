using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>What comes after the outcome of a payment.</content>
internal sealed partial class FactReader
{
    private LaterOutcomeReceived LaterOutcome(StoredReader from, long atMs)
    {
        string status = "";
        StatusReason? reason = null;
        ReadOnlyMemory<byte> answer = default;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: status = _names.Of(from.Span()); break;
                case 2: reason = Reason(from.Message()); break;
                case 3: answer = Message(ref from); break;
                default: from.Skip(); break;
            }
        }

        return new LaterOutcomeReceived(atMs, status, reason, answer);
    }

    private RecallRequested RecallRequest(StoredReader from, long atMs)
    {
        string recallId = "", reasonCode = "";
        long dueMs = 0;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: recallId = from.Text(); break;
                case 2: reasonCode = _names.Of(from.Span()); break;
                case 3: dueMs = from.Number(); break;
                case 4: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(RecallRequested), "message");
        return new RecallRequested(atMs, recallId, reasonCode, dueMs, message, digest);
    }

    private RecallAnswered RecallAnswer(StoredReader from, long atMs)
    {
        bool accepted = false;
        string? reasonCode = null;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: accepted = from.Number() != 0; break;
                case 2: reasonCode = _names.Of(from.Span()); break;
                case 3: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(RecallAnswered), "message");
        return new RecallAnswered(atMs, accepted, reasonCode, message, digest);
    }

    private RecallAnswerPending RecallPending(StoredReader from, long atMs)
    {
        (string? reasonCode, OriginalMessage message, ReadOnlyMemory<byte> digest) = Pending(from, nameof(RecallAnswerPending));
        return new RecallAnswerPending(atMs, reasonCode, message, digest);
    }

    /// <summary>That an answer comes later: of a recall, or of a request to pay.</summary>
    private (string? ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest) Pending(StoredReader from, string fact)
    {
        string? reasonCode = null;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: reasonCode = _names.Of(from.Span()); break;
                case 2: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(fact, "message");
        return (reasonCode, message, digest);
    }

    private ReturnReceived Return(StoredReader from, long atMs)
    {
        int number = 0;
        string returnId = "", reasonCode = "";
        long amountMinor = 0;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: number = from.Count(); break;
                case 2: returnId = from.Text(); break;
                case 3: amountMinor = from.Number(); break;
                case 4: reasonCode = _names.Of(from.Span()); break;
                case 5: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(ReturnReceived), "message");
        return new ReturnReceived(atMs, number, returnId, amountMinor, reasonCode, message, digest);
    }

    /// <summary>What becomes of a return: settled, rejected, closed.</summary>
    private PaymentEvent OfReturn(int manifest, StoredReader from, long atMs)
    {
        int number = 0;
        long cycle = 0;
        StatusReason? reason = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: number = from.Count(); break;
                case 2 when manifest == 32: cycle = from.Number(); break;
                case 2 when manifest == 33: reason = Reason(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return manifest switch
        {
            32 => new PaymentReturned(atMs, number, cycle),
            33 => new ReturnRejected(atMs, number, reason ?? throw Missing(nameof(ReturnRejected), "reason")),
            _ => new ReturnClosed(atMs, number),
        };
    }
}

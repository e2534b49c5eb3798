using Google.Protobuf;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Cluster.Serialization;

/// <summary>What payments are asked and reply, in the form in which it goes from node to node.</summary>
internal static class WirePayments
{
    public static Wire.Payment Write(ToPayment to)
    {
        var written = new Wire.Payment { Payment_ = WireParts.Write(to.Payment) };
        switch (to.Message)
        {
            case SubmitPayment c:
                written.Submit = Write(c);
                break;
            case AnswerPayment c:
                written.Answer = Write(c);
                break;
            case RecallPayment c:
                written.Recall = new Wire.Recall { Sender = c.Sender.Value, RecallId = c.RecallId, Reason = c.ReasonCode, Original = Write(c.Original, c.Message, c.Digest) };
                break;
            case AnswerRecall c:
                written.RecallAnswer = new Wire.RecallAnswer { Sender = c.Sender.Value, Accepts = c.Accepts, IsPending = c.IsPending, Original = Write(c.Original, c.Message, c.Digest) };
                if (c.ReasonCode is string reason) written.RecallAnswer.Reason = reason;
                break;
            case ReturnPayment c:
                written.Return = new Wire.Return
                {
                    Sender = c.Sender.Value, ReturnId = c.ReturnId, AmountMinor = c.Amount.MinorUnits, Currency = c.Amount.Currency.Code,
                    Reason = c.ReasonCode, Original = Write(c.Original, c.Message, c.Digest),
                };
                break;
            case RequestPaymentStatus c:
                written.StatusAskedBy = c.Sender.Value;
                break;
            case FindPayment:
                written.Find = true;
                break;
            case AwaitOutcome:
                written.AwaitOutcome = true;
                break;
            case DeadlinePassed:
                written.DeadlinePassed = true;
                break;
            case Wake:
                written.Wake = true;
                break;
            case AccountReplied replied:
                written.AccountReplied = WireAccounts.Write(replied);
                break;
            default:
                throw WireParts.Unknown(to.Message);
        }

        return written;
    }

    public static ToPayment Read(Wire.Payment written)
    {
        Uetr uetr = WireParts.Uetr(written.Payment_);
        return new ToPayment(uetr, written.MessageCase switch
        {
            Wire.Payment.MessageOneofCase.Submit => Read(written.Submit),
            Wire.Payment.MessageOneofCase.Answer => Read(uetr, written.Answer),
            Wire.Payment.MessageOneofCase.Recall => new RecallPayment
            {
                Sender = new ParticipantId(written.Recall.Sender), Uetr = uetr, RecallId = written.Recall.RecallId, ReasonCode = written.Recall.Reason,
                Original = ReferencesOf(written.Recall.Original), Message = MessageOf(written.Recall.Original), Digest = written.Recall.Original.Digest.Memory,
            },
            Wire.Payment.MessageOneofCase.RecallAnswer => new AnswerRecall
            {
                Sender = new ParticipantId(written.RecallAnswer.Sender), Uetr = uetr, Accepts = written.RecallAnswer.Accepts, IsPending = written.RecallAnswer.IsPending,
                ReasonCode = written.RecallAnswer.HasReason ? written.RecallAnswer.Reason : null,
                Original = ReferencesOf(written.RecallAnswer.Original), Message = MessageOf(written.RecallAnswer.Original), Digest = written.RecallAnswer.Original.Digest.Memory,
            },
            Wire.Payment.MessageOneofCase.Return => new ReturnPayment
            {
                Sender = new ParticipantId(written.Return.Sender), Uetr = uetr, ReturnId = written.Return.ReturnId,
                Amount = new Money(written.Return.AmountMinor, Currency.Of(written.Return.Currency)), ReasonCode = written.Return.Reason,
                Original = ReferencesOf(written.Return.Original), Message = MessageOf(written.Return.Original), Digest = written.Return.Original.Digest.Memory,
            },
            Wire.Payment.MessageOneofCase.StatusAskedBy => new RequestPaymentStatus(new ParticipantId(written.StatusAskedBy), uetr),
            Wire.Payment.MessageOneofCase.Find => FindPayment.Instance,
            Wire.Payment.MessageOneofCase.AwaitOutcome => AwaitOutcome.Instance,
            Wire.Payment.MessageOneofCase.DeadlinePassed => DeadlinePassed.Instance,
            Wire.Payment.MessageOneofCase.Wake => Wake.Instance,
            Wire.Payment.MessageOneofCase.AccountReplied => WireAccounts.Read(written.AccountReplied),
            _ => throw WireParts.Nothing("a payment"),
        });
    }

    public static Wire.PaymentAnswer Write(PaymentAnswer answer)
    {
        var written = new Wire.PaymentAnswer { Reply = (int)answer.Reply };
        if (answer.Facts.Count > 0) written.Facts = WireParts.Wrap(EntityBatchCodec.Write(new EntityBatch(EntityKey.Of(answer.Payment), 1, answer.Facts, [])));
        return written;
    }

    public static PaymentAnswer Read(Wire.PaymentAnswer written)
    {
        if (written.Facts.IsEmpty) return new PaymentAnswer(default, (PaymentReply)written.Reply, []);
        EntityBatch facts = EntityBatchCodec.Read(WireParts.Bytes(written.Facts));
        return new PaymentAnswer(facts.Entity.Payment, (PaymentReply)written.Reply, [.. facts.Facts.Cast<PaymentEvent>()]);
    }

    private static Wire.Submit Write(SubmitPayment command)
    {
        // What a payment would be stored with, so that no element of it has a second form.
        var received = new PaymentReceived(0)
        {
            Sender = command.Sender, SubmittedBy = command.SubmittedBy, Receiver = null, Transfer = command.Transfer, Message = command.Message,
            Digest = command.Digest, DeadlineMs = 0, Scheme = "", ProfileVersion = 0, TraceParent = command.TraceParent,
        };
        var written = new Wire.Submit { Received = WireParts.Wrap(EntityBatchCodec.Write(new EntityBatch(EntityKey.Of(command.Transfer.Uetr), 1, [received], []))) };
        foreach (Domain.Schemes.Violation violation in command.Violations)
        {
            var one = new Wire.Violation { Refusal = (int)violation.Refusal };
            if (violation.ElementPath is string path) one.ElementPath = path;
            if (violation.Text is string text) one.Text = text;
            written.Violations.Add(one);
        }

        if (command.SameTransactionId is Uetr other) written.SameTransactionId = WireParts.Write(other);
        return written;
    }

    private static SubmitPayment Read(Wire.Submit written)
    {
        var received = (PaymentReceived)EntityBatchCodec.Read(WireParts.Bytes(written.Received)).Facts[0];
        return new SubmitPayment
        {
            Sender = received.Sender, SubmittedBy = received.SubmittedBy, Transfer = received.Transfer, Message = received.Message, Digest = received.Digest,
            TraceParent = received.TraceParent,
            Violations = [.. written.Violations.Select(one => new Domain.Schemes.Violation((Refusal)one.Refusal, one.HasElementPath ? one.ElementPath : null, one.HasText ? one.Text : null))],
            SameTransactionId = written.SameTransactionId.IsEmpty ? null : WireParts.Uetr(written.SameTransactionId),
        };
    }

    private static Wire.Answer Write(AnswerPayment command)
    {
        var written = new Wire.Answer { Sender = command.Sender.Value, Status = command.Status, Message = WireParts.Wrap(command.Message) };
        if (command.OriginalEndToEndId is string endToEndId) written.EndToEndId = endToEndId;
        if (command.OriginalTransactionId is string transactionId) written.TransactionId = transactionId;
        if (command.Reason is not StatusReason reason) return written;
        written.Reason = new Wire.Reason { Code = reason.Code };
        if (reason.ElementPath is string path) written.Reason.ElementPath = path;
        if (reason.Text is string text) written.Reason.Text = text;
        return written;
    }

    private static AnswerPayment Read(Uetr uetr, Wire.Answer written) => new()
    {
        Sender = new ParticipantId(written.Sender), Uetr = uetr, Status = written.Status, Message = written.Message.Memory,
        OriginalEndToEndId = written.HasEndToEndId ? written.EndToEndId : null, OriginalTransactionId = written.HasTransactionId ? written.TransactionId : null,
        Reason = written.Reason is { } reason
            ? new StatusReason(reason.Code, reason.HasElementPath ? reason.ElementPath : null, reason.HasText ? reason.Text : null)
            : null,
    };

    private static Wire.Original Write(OriginalReferences original, OriginalMessage message, ReadOnlyMemory<byte> digest)
    {
        var written = new Wire.Original
        {
            Message = WireParts.Wrap(message.Bytes), DocumentStart = message.DocumentStart, DocumentLength = message.DocumentLength,
            InheritedNamespaces = message.InheritedNamespaces, Digest = WireParts.Wrap(digest),
        };
        if (original.EndToEndId is string endToEndId) written.EndToEndId = endToEndId;
        if (original.TransactionId is string transactionId) written.TransactionId = transactionId;
        return written;
    }

    private static OriginalReferences ReferencesOf(Wire.Original written) =>
        new(written.HasEndToEndId ? written.EndToEndId : null, written.HasTransactionId ? written.TransactionId : null);

    private static OriginalMessage MessageOf(Wire.Original written) =>
        new(written.Message.Memory, written.DocumentStart, written.DocumentLength, written.InheritedNamespaces);
}

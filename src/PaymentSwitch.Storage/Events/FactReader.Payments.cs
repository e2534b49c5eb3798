using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <content>Payments up to their outcome.</content>
internal sealed partial class FactReader
{
    private PaymentReceived Received(StoredReader from, EntityKey? entity, long atMs)
    {
        string sender = "", scheme = "", namespaces = "", definition = "", messageId = "", endToEndId = "", currency = "";
        string? traceParent = null, instructionId = null, transactionId = null, receiver = null, submittedBy = null;
        ReadOnlyMemory<byte> message = default, digest = default;
        int documentStart = 0, documentLength = 0, profileVersion = 0;
        long deadlineMs = 0, amountMinor = 0;
        long? acceptedAtMs = null;
        AgentIdentification? instructing = null, debtor = null, creditor = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: sender = _names.Of(from.Span()); break;
                case 2: receiver = _names.Of(from.Span()); break;
                case 3: deadlineMs = from.Number(); break;
                case 4: scheme = _names.Of(from.Span()); break;
                case 5: message = Message(ref from); break;
                case 6: documentStart = from.Count(); break;
                case 7: documentLength = from.Count(); break;
                case 8: namespaces = from.Text(); break;
                case 9: digest = Message(ref from); break;
                case 10: traceParent = from.Text(); break;
                case 11: profileVersion = from.Count(); break;
                case 12: submittedBy = _names.Of(from.Span()); break;
                case 20: definition = _names.Of(from.Span()); break;
                case 21: messageId = from.Text(); break;
                case 22: instructionId = from.Text(); break;
                case 23: endToEndId = from.Text(); break;
                case 24: transactionId = from.Text(); break;
                case 25: amountMinor = from.Number(); break;
                case 26: currency = _names.Of(from.Span()); break;
                case 27: acceptedAtMs = from.Number(); break;
                case 28: instructing = _agents.Of(from.Span()); break;
                case 29: debtor = _agents.Of(from.Span()); break;
                case 30: creditor = _agents.Of(from.Span()); break;
                default: from.Skip(); break;
            }
        }

        if (entity?.Kind != EntityKind.Payment) throw new InvalidDataException("a PaymentReceived is about no payment");
        if (debtor is null || creditor is null) throw new InvalidDataException("a PaymentReceived has no debtor or no creditor agent");
        return new PaymentReceived(atMs)
        {
            Sender = new ParticipantId(sender),
            Receiver = receiver is null ? null : new ParticipantId(receiver),
            DeadlineMs = deadlineMs,
            Scheme = scheme,
            ProfileVersion = profileVersion,
            SubmittedBy = submittedBy is null ? null : new ParticipantId(submittedBy),
            Message = Original(message, documentStart, documentLength, namespaces),
            Digest = digest,
            TraceParent = traceParent,
            Transfer = new CreditTransfer
            {
                Uetr = entity.Payment,
                MessageDefinition = definition,
                MessageId = messageId,
                InstructionId = instructionId,
                EndToEndId = endToEndId,
                TransactionId = transactionId,
                Amount = new Money(amountMinor, CurrencyOf(currency)),
                AcceptedAtMs = acceptedAtMs,
                InstructingAgent = instructing,
                DebtorAgent = debtor,
                CreditorAgent = creditor,
            },
        };
    }

    private PaymentSettled Settled(StoredReader from, long atMs)
    {
        string status = "";
        ReadOnlyMemory<byte> answer = default;
        long cycle = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: status = _names.Of(from.Span()); break;
                case 2: answer = Message(ref from); break;
                case 3: cycle = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new PaymentSettled(atMs, status, answer, cycle);
    }

    private PaymentRejected Rejected(StoredReader from, long atMs)
    {
        var reasons = new List<StatusReason>(1);
        ReadOnlyMemory<byte> answer = default;
        while (from.Next())
        {
            if (from.Field == 1) reasons.Add(Reason(from.Message()));
            else if (from.Field == 2) answer = Message(ref from);
            else from.Skip();
        }

        return new PaymentRejected(atMs, reasons, answer);
    }

    private PaymentExpired Expired(StoredReader from, long atMs)
    {
        StatusReason? reason = null;
        while (from.Next())
        {
            if (from.Field == 1) reason = Reason(from.Message());
            else from.Skip();
        }

        return new PaymentExpired(atMs, reason ?? throw new InvalidDataException("a PaymentExpired has no reason"));
    }

    private LateAnswerReceived LateAnswer(StoredReader from, long atMs)
    {
        string status = "";
        ReadOnlyMemory<byte> answer = default;
        bool recalled = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: status = _names.Of(from.Span()); break;
                case 2: answer = Message(ref from); break;
                case 3: recalled = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        return new LateAnswerReceived(atMs, status, answer, recalled);
    }
}

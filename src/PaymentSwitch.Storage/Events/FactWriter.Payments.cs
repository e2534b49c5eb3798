using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Storage.Events;

/// <content>Payments.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, PaymentEvent fact)
    {
        int start;
        switch (fact)
        {
            case PaymentReceived e:
                start = into.Open(20);
                Write(into, e);
                break;
            case PaymentForwarded:
                start = into.Open(21);
                break;
            case PaymentSettled e:
                start = into.Open(22);
                into.Text(1, e.AnswerStatus);
                into.Bytes(2, e.Answer.Span);
                into.Number(3, e.Cycle);
                break;
            case PaymentClosed:
                start = into.Open(26);
                break;
            case PaymentRejected e:
                start = into.Open(23);
                for (int i = 0; i < e.Reasons.Count; i++) Write(into, 1, e.Reasons[i]);
                into.Bytes(2, e.Answer.Span);
                break;
            case PaymentExpired e:
                start = into.Open(24);
                Write(into, 1, e.Reason);
                break;
            case LateAnswerReceived e:
                start = into.Open(25);
                into.Text(1, e.AnswerStatus);
                into.Bytes(2, e.Answer.Span);
                into.Number(3, e.IsRecalled ? 1 : 0);
                break;
            default:
                WriteAftermath(into, fact);
                return;
        }

        into.Close(start);
    }

    private static void WriteAftermath(StoredBuffer into, PaymentEvent fact)
    {
        int start;
        switch (fact)
        {
            case LaterOutcomeReceived e:
                start = into.Open(27);
                into.Text(1, e.Status);
                if (e.Reason is not null) Write(into, 2, e.Reason);
                into.Bytes(3, e.Answer.Span);
                break;
            case RecallRequested e:
                start = into.Open(28);
                into.Text(1, e.RecallId);
                into.Text(2, e.ReasonCode);
                into.Number(3, e.DueMs);
                Write(into, 4, e.Message, e.Digest);
                break;
            case RecallAnswered e:
                start = into.Open(29);
                into.Number(1, e.Accepted ? 1 : 0);
                into.TextIfAny(2, e.ReasonCode);
                Write(into, 3, e.Message, e.Digest);
                break;
            case RecallLapsed:
                start = into.Open(30);
                break;
            case ReturnReceived e:
                start = into.Open(31);
                into.Number(1, e.Number);
                into.Text(2, e.ReturnId);
                into.Number(3, e.AmountMinor);
                into.Text(4, e.ReasonCode);
                Write(into, 5, e.Message, e.Digest);
                break;
            case PaymentReturned e:
                start = into.Open(32);
                into.Number(1, e.Number);
                into.Number(2, e.Cycle);
                break;
            case ReturnRejected e:
                start = into.Open(33);
                into.Number(1, e.Number);
                Write(into, 2, e.Reason);
                break;
            case ReturnClosed e:
                start = into.Open(34);
                into.Number(1, e.Number);
                break;
            case RecallAnswerPending e:
                start = into.Open(35);
                into.TextIfAny(1, e.ReasonCode);
                Write(into, 2, e.Message, e.Digest);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Write(StoredBuffer into, PaymentReceived e)
    {
        into.Text(1, e.Sender.Value);
        into.TextIfAny(2, e.Receiver?.Value);
        into.Number(3, e.DeadlineMs);
        into.Text(4, e.Scheme);
        into.Bytes(5, e.Message.Bytes.Span);
        into.Number(6, e.Message.DocumentStart);
        into.Number(7, e.Message.DocumentLength);
        into.Text(8, e.Message.InheritedNamespaces);
        into.Bytes(9, e.Digest.Span);
        into.TextIfAny(10, e.TraceParent);
        into.Number(11, e.ProfileVersion);
        into.TextIfAny(12, e.SubmittedBy?.Value);

        CreditTransfer transfer = e.Transfer;
        into.Text(20, transfer.MessageDefinition);
        into.Text(21, transfer.MessageId);
        into.TextIfAny(22, transfer.InstructionId);
        into.Text(23, transfer.EndToEndId);
        into.TextIfAny(24, transfer.TransactionId);
        into.Number(25, transfer.Amount.MinorUnits);
        into.Text(26, transfer.Amount.Currency.Code);
        if (transfer.AcceptedAtMs is long acceptedAtMs) into.NumberAlways(27, acceptedAtMs);
        if (transfer.InstructingAgent is not null) Agent(into, 28, transfer.InstructingAgent);
        Agent(into, 29, transfer.DebtorAgent);
        Agent(into, 30, transfer.CreditorAgent);
    }
}

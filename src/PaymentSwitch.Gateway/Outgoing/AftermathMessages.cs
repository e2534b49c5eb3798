using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>The messages about what comes after a payment's outcome: recalls, returns, later outcomes.</summary>
internal sealed class AftermathMessages(Parties parties, PassedOnMessages passedOn, PaymentMessages payments)
{
    // What the switch says in a recall of its own: the creditor agent accepted when the payment had expired.
    private const string LateAcceptance = "TECH";

    // What the switch says in the debtor agent's place: nobody answered.
    private const string NoAnswer = "NOAS";

    /// <summary>Writes the message of a delivery.</summary>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, DeliveryKind kind, Payment payment)
    {
        PaymentReceived received = payment.Received!;
        Aftermath aftermath = payment.Aftermath;
        switch (kind)
        {
            case DeliveryKind.PassOnRecall:
                RecallRequested recall = aftermath.Recall!.Request;
                return Forward(output, Parties.ReceiverOf(received), payment.Uetr, 'Q', recall.AtMs, recall.Message, CancellationRequestWriter.MessageDefinition);
            case DeliveryKind.PassOnRecallAnswer:
                RecallAnswered answer = aftermath.Recall!.Answer!;
                return Forward(output, Parties.SenderOf(received), payment.Uetr, 'A', answer.AtMs, answer.Message, InvestigationResolutionWriter.MessageDefinition);
            case DeliveryKind.PassOnRecallPending:
                RecallAnswerPending pending = aftermath.Recall!.Pending!;
                return Forward(output, Parties.SenderOf(received), payment.Uetr, 'O', pending.AtMs, pending.Message, InvestigationResolutionWriter.MessageDefinition);
            case DeliveryKind.PassOnReturn:
                ReturnLeg sent = aftermath.Returns[^1];
                string id = Parties.IdOf(sent.KeyOf(payment.Uetr), 'B');
                return passedOn.Write(output, Parties.SenderOf(received), id, sent.FinalAtMs, sent.Received.Message, null, PaymentReturnWriter.MessageDefinition);
            case DeliveryKind.ConfirmReturn:
                return WriteReturnOutcome(output, payment, aftermath.Returns[^1]);
            case DeliveryKind.RecallLapsed:
                WriteLapse(output, payment);
                return InvestigationResolutionWriter.MessageDefinition;
            case DeliveryKind.RecallLateAcceptance:
                WriteLateRecall(output, payment);
                return CancellationRequestWriter.MessageDefinition;
            case DeliveryKind.PassOnLaterOutcome:
                LaterOutcomeReceived outcome = aftermath.LaterOutcome!;
                payments.WriteReport(
                    output, payment, Parties.SenderOf(received), OutcomeKind(outcome.Status), outcome.AtMs, outcome.Status, outcome.Reason is null ? [] : [outcome.Reason], payment.FinalAtMs);
                return StatusReportWriter.MessageDefinition;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no message about what comes after a payment.");
        }
    }

    /// <summary>Writes what became of a return, to the one who sent it.</summary>
    public string WriteReturnOutcome(IBufferWriter<byte> output, Payment payment, ReturnLeg sent)
    {
        bool settled = sent.Status == ReturnStatus.Settled;
        string status = sent.Status switch { ReturnStatus.Settled => "ACSC", ReturnStatus.Rejected => "RJCT", _ => PaymentMessages.InFlightStatus };
        // One that is still being booked has another id than its outcome will have.
        bool isFinal = sent.Status != ReturnStatus.Received;
        string id = Parties.IdOf(sent.KeyOf(payment.Uetr), isFinal ? 'T' : 'S');
        WriteReturnReport(
            output, Parties.ReceiverOf(payment.Received!), id, isFinal ? sent.FinalAtMs : sent.Received.AtMs, payment, sent.Received.ReturnId, status,
            sent.Reason is null ? [] : [sent.Reason], settled ? sent.FinalAtMs : null);
        return StatusReportWriter.MessageDefinition;
    }

    /// <summary>Writes the rejection of a return that was not taken in.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="to">Who sent it.</param>
    /// <param name="payment">The payment, where the sender has a part in it; else null.</param>
    /// <param name="message">The return, whole: what this one is named after.</param>
    /// <param name="returnId">Its id.</param>
    /// <param name="reason">Why.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public void WriteReturnRefusal(
        IBufferWriter<byte> output, AgentIdentification to, Payment? payment, ReadOnlySpan<byte> message, string returnId, StatusReason reason, long nowMs) =>
        WriteReturnReport(output, to, Parties.IdOf(message, 'X'), nowMs, payment, returnId, "RJCT", [reason], null);

    private void WriteReturnReport(
        IBufferWriter<byte> output,
        AgentIdentification to,
        string id,
        long atMs,
        Payment? payment,
        string returnId,
        string status,
        IReadOnlyList<StatusReason> reasons,
        long? settledAtMs)
    {
        CreditTransfer? transfer = payment?.Received!.Transfer;
        StatusReportWriter.Write(output, parties.Header(to, id, StatusReportWriter.MessageDefinition, atMs), new StatusReport
        {
            MessageId = id,
            CreatedAtMs = atMs,
            // What is answered is the return: it goes by its own id. The payment behind it is named beside.
            OriginalMessageId = returnId,
            OriginalMessageDefinition = PaymentReturnWriter.MessageDefinition,
            OriginalInstructionId = returnId,
            OriginalEndToEndId = transfer?.EndToEndId,
            OriginalTransactionId = transfer?.TransactionId,
            Uetr = payment?.Uetr,
            Status = status,
            Reasons = reasons,
            ReasonOriginatorBic = reasons.Count > 0 ? parties.SwitchBic : null,
            SettledAtMs = settledAtMs,
        });
    }

    private string Forward(
        IBufferWriter<byte> output, AgentIdentification to, Uetr uetr, char kind, long atMs, OriginalMessage message, string otherwise) =>
        passedOn.Write(output, to, Parties.IdOf(uetr, kind), atMs, message, null, otherwise);

    private void WriteLapse(IBufferWriter<byte> output, Payment payment)
    {
        Recall recall = payment.Aftermath.Recall!;
        CreditTransfer transfer = payment.Received!.Transfer;
        AgentIdentification to = Parties.SenderOf(payment.Received);
        string id = Parties.IdOf(payment.Uetr, 'N');
        RecallAnswerWriter.Write(output, parties.Header(to, id, InvestigationResolutionWriter.MessageDefinition, recall.AnsweredAtMs), new RecallAnswer
        {
            MessageId = id,
            CreatedAtMs = recall.AnsweredAtMs,
            Assigner = parties.Switch,
            Assignee = to,
            AnswerId = id,
            RecallId = recall.Request.RecallId,
            Verdict = RecallVerdict.Refused,
            OriginalMessageId = transfer.MessageId,
            OriginalMessageDefinition = transfer.MessageDefinition,
            OriginalInstructionId = transfer.InstructionId,
            OriginalEndToEndId = transfer.EndToEndId,
            OriginalTransactionId = transfer.TransactionId,
            Uetr = payment.Uetr,
            ReasonCode = NoAnswer,
            ReasonText = "The creditor agent did not answer in time.",
        });
    }

    private void WriteLateRecall(IBufferWriter<byte> output, Payment payment)
    {
        CreditTransfer transfer = payment.Received!.Transfer;
        AgentIdentification to = Parties.ReceiverOf(payment.Received);
        string id = Parties.IdOf(payment.Uetr, 'U');
        PaymentRecallWriter.Write(output, parties.Header(to, id, CancellationRequestWriter.MessageDefinition, payment.LateRecallAtMs), new PaymentRecall
        {
            MessageId = id,
            CreatedAtMs = payment.LateRecallAtMs,
            Assigner = parties.Switch,
            Assignee = to,
            RecallId = id,
            OriginalMessageId = transfer.MessageId,
            OriginalMessageDefinition = transfer.MessageDefinition,
            OriginalInstructionId = transfer.InstructionId,
            OriginalEndToEndId = transfer.EndToEndId,
            OriginalTransactionId = transfer.TransactionId,
            Uetr = payment.Uetr,
            Amount = transfer.Amount,
            ReasonCode = LateAcceptance,
            ReasonText = "The payment had expired when it was accepted: it was not settled.",
        });
    }

    private static char OutcomeKind(string status) => status switch { "ACCC" => 'P', "PDNG" => 'H', "BLCK" => 'K', _ => 'J' };
}

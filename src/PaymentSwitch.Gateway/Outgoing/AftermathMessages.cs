using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>The messages about what comes after a payment's outcome: recalls, returns, later outcomes.</summary>
internal sealed class AftermathMessages(Parties parties, PaymentMessages payments)
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
            case DeliveryKind.PassOnReturn:
                ReturnLeg sent = aftermath.Returns[^1];
                string definition = Parties.DefinitionOf(sent.Received.Message, PaymentReturnWriter.MessageDefinition);
                string id = Parties.IdOf(sent.KeyOf(payment.Uetr), 'B');
                ForwardWriter.Write(output, parties.Header(Parties.SenderOf(received), id, definition, sent.FinalAtMs), sent.Received.Message);
                return definition;
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
        string id = Parties.IdOf(sent.KeyOf(payment.Uetr), 'T');
        WriteReturnReport(
            output, Parties.ReceiverOf(payment.Received!), id, sent.FinalAtMs, payment, sent.Received.ReturnId, status,
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
        IBufferWriter<byte> output, AgentIdentification to, Uetr uetr, char kind, long atMs, OriginalMessage message, string otherwise)
    {
        string definition = Parties.DefinitionOf(message, otherwise);
        ForwardWriter.Write(output, parties.Header(to, Parties.IdOf(uetr, kind), definition, atMs), message);
        return definition;
    }

    private void WriteLapse(IBufferWriter<byte> output, Payment payment)
    {
        Recall recall = payment.Aftermath.Recall!;
        AgentIdentification to = Parties.SenderOf(payment.Received!);
        string id = Parties.IdOf(payment.Uetr, 'N');
        InvestigationResolutionWriter.Write(
            output, parties.Header(to, id, InvestigationResolutionWriter.MessageDefinition, recall.AnsweredAtMs), new InvestigationResolution
            {
                Assignment = new CaseAssignment(id, Parties.PartyOf(parties.Switch), Parties.PartyOf(to), IsoText.Time(recall.AnsweredAtMs)),
                Confirmation = "RJCR",
                Transactions =
                [
                    new CancellationOutcome
                    {
                        StatusId = id,
                        Original = OriginalOf(payment),
                        Status = "RJCR",
                        Reasons = [new ReasonInformation { Reason = new CodeText(NoAnswer), AdditionalInformation = ["The creditor agent did not answer in time."] }],
                    },
                ],
            });
    }

    private void WriteLateRecall(IBufferWriter<byte> output, Payment payment)
    {
        AgentIdentification to = Parties.ReceiverOf(payment.Received!);
        string id = Parties.IdOf(payment.Uetr, 'U');
        CancellationRequestWriter.Write(
            output, parties.Header(to, id, CancellationRequestWriter.MessageDefinition, payment.LateAnswerAtMs), new CancellationRequest
            {
                Assignment = new CaseAssignment(id, Parties.PartyOf(parties.Switch), Parties.PartyOf(to), IsoText.Time(payment.LateAnswerAtMs)),
                NumberOfTransactions = "1",
                Transactions =
                [
                    new RecalledPayment
                    {
                        CancellationId = id,
                        Original = OriginalOf(payment),
                        Reasons =
                        [
                            new ReasonInformation
                            {
                                Reason = new CodeText(LateAcceptance),
                                AdditionalInformation = ["The payment had expired when it was accepted: it was not settled."],
                            },
                        ],
                    },
                ],
            });
    }

    private static OriginalPayment OriginalOf(Payment payment)
    {
        CreditTransfer transfer = payment.Received!.Transfer;
        return new OriginalPayment
        {
            MessageId = transfer.MessageId,
            MessageDefinition = transfer.MessageDefinition,
            InstructionId = transfer.InstructionId,
            EndToEndId = transfer.EndToEndId,
            TransactionId = transfer.TransactionId,
            Uetr = payment.Uetr.ToString(),
            SettlementAmount = AmountText.Of(transfer.Amount),
        };
    }

    private static char OutcomeKind(string status) => status switch { "ACCC" => 'P', "PDNG" => 'H', "BLCK" => 'K', _ => 'J' };
}

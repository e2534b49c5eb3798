using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>The messages about a payment up to its outcome, made from its facts alone.</summary>
/// <param name="parties">Between whom.</param>
/// <param name="passedOn">Writes what is passed on.</param>
/// <param name="paymentSwitch">Knows the schemes.</param>
internal sealed class PaymentMessages(Parties parties, PassedOnMessages passedOn, IPaymentSwitch paymentSwitch)
{
    /// <summary>What a payment in flight is said to be: accepted, settlement in process.</summary>
    public const string InFlightStatus = "ACSP";

    /// <summary>Writes the message of a delivery.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="kind">Which message.</param>
    /// <param name="payment">The payment, as it was then or later.</param>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, DeliveryKind kind, Payment payment)
    {
        PaymentReceived received = payment.Received!;
        switch (kind)
        {
            case DeliveryKind.ForwardToCreditorAgent:
                string definition = received.Transfer.MessageDefinition;
                return passedOn.Write(output, Parties.ReceiverOf(received), Parties.IdOf(payment.Uetr, 'F'), received.AtMs, received.Message, definition, definition);
            case DeliveryKind.ConfirmToDebtorAgent:
                WriteOutcome(output, payment, Parties.SenderOf(received), 'D', payment.FinalAtMs, payment.Reasons);
                break;
            case DeliveryKind.ConfirmToCreditorAgent:
                WriteOutcome(output, payment, Parties.ReceiverOf(received), 'C', payment.FinalAtMs, payment.Reasons);
                break;
            case DeliveryKind.RejectLateAnswer:
                WriteOutcome(output, payment, Parties.ReceiverOf(received), 'L', payment.LateAnswerAtMs, payment.Reasons);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no message about a payment's outcome.");
        }

        return StatusReportWriter.MessageDefinition;
    }

    /// <summary>Writes where a payment stands now, for a bank that asked for it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="asker">The bank: the sender or the receiver.</param>
    public void WriteStatus(IBufferWriter<byte> output, Payment payment, ParticipantId asker)
    {
        PaymentReceived received = payment.Received!;
        bool isSender = asker == received.Sender;
        if (payment.Status.IsFinal())
            Write(output, isSender ? DeliveryKind.ConfirmToDebtorAgent : DeliveryKind.ConfirmToCreditorAgent, payment);
        else
            WriteReport(output, payment, isSender ? Parties.SenderOf(received) : Parties.ReceiverOf(received), 'S', received.AtMs, InFlightStatus, [], null);
    }

    /// <summary>Writes the rejection of a payment that cannot be stored: its identity is taken, missing or malformed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="to">Who sent it.</param>
    /// <param name="original">What is answered.</param>
    /// <param name="violations">Why.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public void WriteRefusal(
        IBufferWriter<byte> output, AgentIdentification to, Iso20022.Messages.CreditTransferMessage original, IEnumerable<Violation> violations, long nowMs)
    {
        bool hasUetr = Uetr.TryParse(original.Uetr, out Uetr uetr);
        string id = Parties.IdOf(original.Original.Bytes.Span, 'X');
        SchemeProfile profile = paymentSwitch.Schemes.For(Currency.Find(original.Amount.Currency));
        StatusReportWriter.Write(output, parties.Header(to, id, StatusReportWriter.MessageDefinition, nowMs), new StatusReport
        {
            MessageId = id,
            CreatedAtMs = nowMs,
            OriginalMessageId = original.MessageId,
            OriginalMessageDefinition = original.MessageDefinition,
            OriginalInstructionId = original.InstructionId,
            OriginalEndToEndId = original.EndToEndId,
            OriginalTransactionId = original.TransactionId,
            Uetr = hasUetr ? uetr : null,
            Status = "RJCT",
            Reasons = [.. violations.Select(violation => StatusReasons.ReasonOf(violation, profile))],
            ReasonOriginatorBic = parties.SwitchBic,
        });
    }

    /// <summary>Writes the rejection of a message that cannot be taken (admi.002).</summary>
    /// <param name="output">Where to.</param>
    /// <param name="to">Who sent it.</param>
    /// <param name="body">The message, whole: what this one is named after.</param>
    /// <param name="messageId">Its id, as far as it could be read; or null.</param>
    /// <param name="errors">Why; at least one.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public void WriteReject(
        IBufferWriter<byte> output, AgentIdentification to, ReadOnlySpan<byte> body, string? messageId, IReadOnlyList<MessageError> errors, long nowMs)
    {
        // The id of a message that could not be read may be anything.
        string? reference = messageId is { Length: > 0 and <= 35 } ? messageId : null;
        OutgoingHeader header = parties.Header(to, Parties.IdOf(body, 'R'), MessageRejectWriter.MessageDefinition, nowMs);
        MessageRejectWriter.Write(output, header, MessageReject.Of(reference, errors, nowMs));
    }

    private void WriteOutcome(
        IBufferWriter<byte> output, Payment payment, AgentIdentification to, char kind, long atMs, IReadOnlyList<StatusReason> reasons)
    {
        bool settled = payment.Status == PaymentStatus.Settled;
        SchemeProfile profile = paymentSwitch.Schemes.Of(payment.Received!.Scheme, payment.Received.ProfileVersion);
        WriteReport(output, payment, to, kind, atMs, settled ? profile.SettledStatus : "RJCT", reasons, settled ? payment.FinalAtMs : null);
    }

    /// <summary>Writes what is said of a payment.</summary>
    public void WriteReport(
        IBufferWriter<byte> output,
        Payment payment,
        AgentIdentification to,
        char kind,
        long atMs,
        string status,
        IReadOnlyList<StatusReason> reasons,
        long? settledAtMs)
    {
        CreditTransfer transfer = payment.Received!.Transfer;
        string id = Parties.IdOf(payment.Uetr, kind);
        bool bySwitch = payment.AnswerStatus is null;
        StatusReportWriter.Write(output, parties.Header(to, id, StatusReportWriter.MessageDefinition, atMs), new StatusReport
        {
            MessageId = id,
            CreatedAtMs = atMs,
            OriginalMessageId = transfer.MessageId,
            OriginalMessageDefinition = transfer.MessageDefinition,
            OriginalInstructionId = transfer.InstructionId,
            OriginalEndToEndId = transfer.EndToEndId,
            OriginalTransactionId = transfer.TransactionId,
            Uetr = payment.Uetr,
            Status = status,
            Reasons = reasons,
            ReasonOriginatorBic = reasons.Count > 0 && bySwitch ? parties.SwitchBic : null,
            AcceptedAtMs = transfer.AcceptedAtMs,
            SettledAtMs = settledAtMs,
        });
    }
}

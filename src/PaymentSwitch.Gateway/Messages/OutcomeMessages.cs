using System.Buffers;
using System.Security.Cryptography;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>
/// The messages that the switch sends, made from a payment's facts alone: no clock, no directory, no counter. Whoever
/// asks again gets the same bytes.
/// </summary>
/// <param name="switchBic">The switch's own BIC.</param>
/// <param name="profile">The scheme.</param>
internal sealed class OutcomeMessages(string switchBic, SchemeProfile profile)
{
    /// <summary>What a payment in flight is said to be: accepted, settlement in process.</summary>
    public const string InFlightStatus = "ACSP";

    private readonly AgentIdentification _switch = AgentIdentification.OfBic(switchBic);

    /// <summary>The definition of the message that a step delivers.</summary>
    public static string DefinitionOf(PaymentStep step, Payment payment) =>
        step == PaymentStep.ForwardToCreditorAgent ? payment.Received!.Transfer.MessageDefinition : StatusReportWriter.MessageDefinition;

    /// <summary>Writes the message that a step delivers.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="step">Which message.</param>
    /// <param name="payment">The payment, as it was then or later.</param>
    public void Write(IBufferWriter<byte> output, PaymentStep step, Payment payment)
    {
        PaymentReceived received = payment.Received!;
        switch (step)
        {
            case PaymentStep.ForwardToCreditorAgent:
                var header = new OutgoingHeader(
                    _switch, ReceiverOf(received), IdOf(payment.Uetr, 'F'), received.Transfer.MessageDefinition, received.AtMs);
                ForwardWriter.Write(output, header, received.Message);
                break;
            case PaymentStep.ConfirmToDebtorAgent:
                WriteOutcome(output, payment, SenderOf(received), 'D', payment.FinalAtMs, payment.Reasons);
                break;
            case PaymentStep.ConfirmToCreditorAgent:
                WriteOutcome(output, payment, ReceiverOf(received), 'C', payment.FinalAtMs, payment.Reasons);
                break;
            case PaymentStep.RejectLateAnswer:
                WriteOutcome(output, payment, ReceiverOf(received), 'L', payment.LateAnswerAtMs, payment.Reasons);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "This step delivers no message.");
        }
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
            Write(output, isSender ? PaymentStep.ConfirmToDebtorAgent : PaymentStep.ConfirmToCreditorAgent, payment);
        else
            WriteReport(output, payment, isSender ? SenderOf(received) : ReceiverOf(received), 'S', received.AtMs, InFlightStatus, [], null);
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
        string id = IdOf(original.Original.Bytes.Span, 'X');
        var header = new OutgoingHeader(_switch, to, id, StatusReportWriter.MessageDefinition, nowMs);
        StatusReportWriter.Write(output, header, new StatusReport
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
            ReasonOriginatorBic = switchBic,
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
        var header = new OutgoingHeader(_switch, to, IdOf(body, 'R'), MessageRejectWriter.MessageDefinition, nowMs);
        MessageRejectWriter.Write(output, header, MessageReject.Of(reference, errors, nowMs));
    }

    private void WriteOutcome(
        IBufferWriter<byte> output, Payment payment, AgentIdentification to, char kind, long atMs, IReadOnlyList<StatusReason> reasons)
    {
        bool settled = payment.Status == PaymentStatus.Settled;
        WriteReport(output, payment, to, kind, atMs, settled ? profile.SettledStatus : "RJCT", reasons, settled ? payment.FinalAtMs : null);
    }

    private void WriteReport(
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
        string id = IdOf(payment.Uetr, kind);
        bool bySwitch = payment.AnswerStatus is null;
        StatusReportWriter.Write(output, new OutgoingHeader(_switch, to, id, StatusReportWriter.MessageDefinition, atMs), new StatusReport
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
            ReasonOriginatorBic = reasons.Count > 0 && bySwitch ? switchBic : null,
            AcceptedAtMs = transfer.AcceptedAtMs,
            SettledAtMs = settledAtMs,
        });
    }

    private static AgentIdentification SenderOf(PaymentReceived received) => AgentOf(received.Sender, received.Transfer.DebtorAgent);

    private static AgentIdentification ReceiverOf(PaymentReceived received) => AgentOf(received.Receiver!.Value, received.Transfer.CreditorAgent);

    /// <summary>A participant by its BIC; in a scheme without BICs, as the message names its agent.</summary>
    private static AgentIdentification AgentOf(ParticipantId participant, AgentIdentification named) =>
        Bic.HasForm(participant.Value) ? AgentIdentification.OfBic(participant.Value) : named;

    /// <summary>The id of a message about one that was not stored: another one for each content, the same for the same.</summary>
    private static string IdOf(ReadOnlySpan<byte> content, char kind)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return kind + Convert.ToHexStringLower(hash[..16]);
    }

    private static string IdOf(Uetr uetr, char kind) => string.Create(33, (uetr, kind), static (id, from) =>
    {
        from.uetr.Value.TryFormat(id, out _, "N");
        id[32] = from.kind;
    });
}

using System.Buffers;
using System.Security.Cryptography;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>A message of an authenticated sender on its way in: read, checked, handed to the switch, and what came of it.</summary>
internal sealed class MessageIntake(
    IPaymentSwitch paymentSwitch, MessageReader reader, OutgoingMessages outgoing, string switchBic, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>Takes one message.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="body">The bytes; they are kept.</param>
    /// <param name="wait">How long the sender wants to wait for an outcome.</param>
    /// <param name="traceParent">The trace it belongs to, or null.</param>
    /// <param name="aborted">The sender has gone: ends the waiting, and nothing but the waiting.</param>
    public ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, byte[] body, TimeSpan wait, string? traceParent, CancellationToken aborted)
    {
        MessageReadResult read = reader.Read(body);
        if (read.Message is not IncomingMessage message) return new(Reject(sender, body, read.MessageId, read.Errors));
        var parties = new MessageParties(sender, paymentSwitch.Directory, switchBic);
        if (SenderRules.Check(message, parties) is MessageError other) return new(IntakeAnswer.Forbidden(other));
        IReadOnlyList<MessageError> header = HeaderRules.Check(message, SchemeOf(message), parties);
        if (header.Count > 0) return new(Reject(sender, message, header));
        return message switch
        {
            CreditTransferMessage transfer => SubmitAsync(sender, transfer, wait, traceParent, aborted),
            StatusReportMessage report => AnswerAsync(sender, report),
            StatusRequestMessage request => QueryAsync(sender, request),
            _ => new(Reject(sender, message,
                [new MessageError(
                    MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition, "/Document", 0, 0, $"The switch takes no {message.MessageDefinition} from banks.")])),
        };
    }

    private async ValueTask<IntakeAnswer> SubmitAsync(
        ParticipantId sender, CreditTransferMessage message, TimeSpan wait, string? traceParent, CancellationToken aborted)
    {
        CreditTransferInterpretation interpreted = CreditTransferRules.Interpret(message, SchemeOf(message), NowMs);
        if (interpreted.Transfer is not CreditTransfer transfer)
            return IntakeAnswer.Of(422, output => outgoing.Payments.WriteRefusal(output, NameOf(sender), message, interpreted.Violations, NowMs));
        SubmitResult result = await paymentSwitch.SubmitAsync(
            new SubmitPayment
            {
                Sender = sender,
                Transfer = transfer,
                Message = message.Original,
                Digest = SHA256.HashData(message.Original.Document.Span),
                Violations = interpreted.Violations,
                TraceParent = traceParent,
            },
            awaitFinal: wait > TimeSpan.Zero);
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        if (result.Reply == PaymentReply.IdentityConflict)
        {
            var violation = new Violation(Refusal.DuplicateIdentity, ElementPaths.Uetr);
            return IntakeAnswer.Of(200, output => outgoing.Payments.WriteRefusal(output, NameOf(sender), message, [violation], NowMs), transfer.Uetr);
        }

        Payment payment = result.Payment!;
        if (result.Final is not null && await OutcomeWithinAsync(result.Final, wait, aborted) is Payment final) payment = final;
        return payment.Status.IsFinal()
            ? IntakeAnswer.Of(200, output => outgoing.Payments.Write(output, DeliveryKind.ConfirmToDebtorAgent, payment), transfer.Uetr)
            : IntakeAnswer.TakenIn(transfer.Uetr);
    }

    private async ValueTask<IntakeAnswer> AnswerAsync(ParticipantId sender, StatusReportMessage message)
    {
        StatusReportInterpretation interpreted = StatusReportRules.Interpret(message);
        if (interpreted.Transaction is not TransactionStatus status) return Reject(sender, message, interpreted.Errors);
        PaymentResult result = await paymentSwitch.AnswerAsync(new AnswerPayment
        {
            Sender = sender,
            Uetr = interpreted.Uetr,
            Status = status.Status!,
            Reason = status.Reason,
            OriginalEndToEndId = status.OriginalEndToEndId,
            OriginalTransactionId = status.OriginalTransactionId,
            Message = message.Original.Bytes,
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply switch
        {
            PaymentReply.Done or PaymentReply.Repeat =>
                IntakeAnswer.Of(200, output => outgoing.Payments.Write(output, DeliveryKind.ConfirmToCreditorAgent, result.Payment!), interpreted.Uetr) with { IsConfirmation = true },
            PaymentReply.AnswerLate =>
                IntakeAnswer.Of(200, output => outgoing.Payments.Write(output, DeliveryKind.RejectLateAnswer, result.Payment!), interpreted.Uetr),
            PaymentReply.AnswerContradicts => Reject(
                sender, message, 409, PaymentRules.AnswerContradicts, $"The payment was answered before, and is {result.Payment!.Status}."),
            PaymentReply.AnswerMismatch => Reject(
                sender, message, 409, PaymentRules.AnswerMismatch, "OrgnlEndToEndId or OrgnlTxId is not that of the payment."),
            PaymentReply.AnswerStatusNotAllowed => Reject(sender, message, [StatusReportRules.CheckStatus(status.Status!, SchemeOf(result.Payment!))!]),
            _ => Unknown(sender, message, PaymentRules.AnswerUnknown, interpreted.Uetr),
        };
    }

    private async ValueTask<IntakeAnswer> QueryAsync(ParticipantId sender, StatusRequestMessage message)
    {
        StatusRequestInterpretation interpreted = StatusRequestRules.Interpret(message);
        if (interpreted.Transaction is null) return Reject(sender, message, interpreted.Errors);
        PaymentResult result = await paymentSwitch.QueryStatusAsync(new RequestPaymentStatus(sender, interpreted.Uetr));
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply switch
        {
            PaymentReply.Done => IntakeAnswer.Of(200, output => outgoing.Payments.WriteStatus(output, result.Payment!, sender), interpreted.Uetr),
            PaymentReply.StatusTooEarly => Reject(
                sender, message, 409, PaymentRules.StatusTooEarly,
                $"The status may be asked for {SchemeOf(result.Payment!).Clock.StatusRequestNotBeforeMs} ms after acceptance, not before."),
            _ => Unknown(sender, message, PaymentRules.RequestUnknown, interpreted.Uetr),
        };
    }

    private async ValueTask<Payment?> OutcomeWithinAsync(Task<Payment> final, TimeSpan wait, CancellationToken aborted)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await final.WaitAsync(wait, ends.Token);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            // The payment goes on; only the waiting ends.
            return null;
        }
    }

    private IntakeAnswer Unknown(ParticipantId sender, IncomingMessage message, RuleSubject subject, Uetr uetr) => Reject(
        sender, message, 404, subject, $"There is no payment {uetr} that this participant has a part in.");

    private IntakeAnswer Reject(ParticipantId sender, IncomingMessage message, int status, RuleSubject subject, string text) =>
        Reject(sender, message, [subject.Error(MessageErrorKind.Content, text)], status);

    private IntakeAnswer Reject(ParticipantId sender, IncomingMessage message, IReadOnlyList<MessageError> errors, int status = 400) =>
        Reject(sender, message.Original.Bytes, message.MessageId, errors, status);

    private IntakeAnswer Reject(ParticipantId sender, ReadOnlyMemory<byte> body, string? messageId, IReadOnlyList<MessageError> errors, int status = 400) =>
        IntakeAnswer.Of(status, output => outgoing.Payments.WriteReject(output, NameOf(sender), body.Span, messageId, errors, NowMs)) with { Errors = errors };

    /// <summary>How messages name a participant: by its BIC; in a scheme without BICs as the directory has it.</summary>
    private AgentIdentification NameOf(ParticipantId participant) =>
        !Bic.HasForm(participant.Value) && paymentSwitch.Directory.Find(participant) is { Agents: [var itself, ..] }
            ? itself.Identification
            : AgentIdentification.OfBic(participant.Value);

    /// <summary>The scheme that a payment goes by: a new one by its currency; other messages by one that knows them.</summary>
    private SchemeProfile SchemeOf(IncomingMessage message) => message is CreditTransferMessage transfer
        ? paymentSwitch.Schemes.For(Currency.Find(transfer.Amount.Currency))
        : paymentSwitch.Schemes.Current.FirstOrDefault(scheme => scheme.MessageDefinitions.Contains(message.MessageDefinition)) ?? paymentSwitch.Schemes.Default;

    private SchemeProfile SchemeOf(Payment payment) => paymentSwitch.Schemes.Of(payment.Received!.Scheme, payment.Received.ProfileVersion);

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>What came of a message, before it becomes an HTTP response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Write">Writes the business message of the answer; null for none.</param>
/// <param name="Uetr">The payment it is about, or null.</param>
internal sealed record IntakeAnswer(int Status, Action<IBufferWriter<byte>>? Write, Uetr? Uetr)
{
    /// <summary>What is wrong with the message; empty for nothing.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>
    /// Whether the answer only says that what the sender told has happened. Who prefers a minimal return may do without it,
    /// and without nothing else: a refusal or a late answer that is left out could cost a bank money.
    /// </summary>
    public bool IsConfirmation { get; init; }

    /// <summary>Where the message claims to come from somebody else; null where it does not.</summary>
    public MessageError? SpeaksFor { get; private init; }

    public static IntakeAnswer Of(int status, Action<IBufferWriter<byte>> write, Uetr? uetr = null) => new(status, write, uetr);

    public static IntakeAnswer TakenIn(Uetr uetr) => new(202, null, uetr);

    public static IntakeAnswer Forbidden(MessageError speaksFor) => new(403, null, null) { SpeaksFor = speaksFor };

    public static IntakeAnswer NotAdmitted(Admission admission) => admission == Admission.TakenIn
        ? throw new ArgumentException("The message was let in.", nameof(admission))
        : new IntakeAnswer(503, null, null);
}

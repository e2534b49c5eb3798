using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Privacy;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>A message of an authenticated sender on its way in: read, checked, handed to the switch, and what came of it.</summary>
internal sealed class MessageIntake(
    IPaymentSwitch paymentSwitch, MessageReader reader, IntakeReplies replies, MessageSealing sealing, Principals principals, ReportIntake reports, string switchBic,
    CancellationToken stopping)
{
    private readonly AftermathIntake _aftermath = new(paymentSwitch, replies, sealing);
    private readonly LiquidityIntake _liquidity = new(paymentSwitch, replies);
    private readonly RequestToPayIntake _requests = new(paymentSwitch, replies, sealing);
    private readonly QueryIntake _queries = new(paymentSwitch, replies, switchBic);

    /// <summary>Takes one message.</summary>
    /// <param name="submission">The message, and how its sender wants it answered.</param>
    /// <param name="aborted">The sender has gone: ends the waiting, and nothing but the waiting.</param>
    public ValueTask<IntakeAnswer> TakeAsync(Submission submission, CancellationToken aborted)
    {
        MessageReadResult read = reader.Read(submission.Body);
        if (read.Message is not IncomingMessage message) return new(replies.Reject(submission.Named, submission.Body, read.MessageId, read.Errors));
        SchemeProfile scheme = replies.SchemeOf(message);
        ActingResult acting = principals.Of(submission.Caller, submission.Named, message, scheme);
        if (acting.Principal is not ParticipantId sender) return new(IntakeAnswer.NotFor(acting.Refusal!));
        var parties = new MessageParties(sender, paymentSwitch.Directory, switchBic) { MemberIdSystem = scheme.MemberIdSystem };
        if (SenderRules.Check(message, parties) is MessageError other) return new(IntakeAnswer.Forbidden(other));
        IReadOnlyList<MessageError> header = HeaderRules.Check(message, scheme, parties);
        if (header.Count > 0) return new(replies.Reject(sender, message, header));
        return message switch
        {
            CreditTransferMessage transfer => SubmitAsync(sender, transfer, submission, aborted),
            StatusReportMessage report when paymentSwitch.Directory.SettlementBank?.Id == sender => _liquidity.TakeAsync(sender, report),
            StatusReportMessage report => AnswerAsync(sender, report),
            StatusRequestMessage request => QueryAsync(sender, request),
            IncomingMessage<CancellationRequest> recall => _aftermath.TakeAsync(sender, recall),
            IncomingMessage<InvestigationResolution> answer => _aftermath.TakeAsync(sender, answer),
            IncomingMessage<PaymentReturn> sent => _aftermath.TakeAsync(sender, sent),
            IncomingMessage<LiquidityTransfer> transfer => _liquidity.TakeAsync(sender, transfer),
            IncomingMessage<Receipt> receipt => _liquidity.TakeAsync(sender, receipt),
            IncomingMessage<RequestToPay> request => _requests.TakeAsync(sender, request),
            IncomingMessage<RequestToPayStatus> answer => _requests.TakeAsync(sender, answer),
            IncomingMessage<AccountQuery> query => _queries.TakeAsync(sender, query),
            IncomingMessage<TransactionQuery> query => _queries.TakeAsync(sender, query),
            IncomingMessage<ReportingRequest> request => reports.TakeAsync(sender, request, submission.Page, aborted),
            _ => new(replies.Reject(sender, message,
                [new MessageError(
                    MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition, "/Document", 0, 0, $"The switch takes no {message.MessageDefinition} from banks.")])),
        };
    }

    private async ValueTask<IntakeAnswer> SubmitAsync(
        ParticipantId sender, CreditTransferMessage message, Submission submission, CancellationToken aborted)
    {
        CreditTransferInterpretation interpreted = CreditTransferRules.Interpret(message, replies.SchemeOf(message), replies.NowMs);
        if (interpreted.Transfer is not CreditTransfer transfer)
            return IntakeAnswer.Of(422, output => replies.Outgoing.Payments.WriteRefusal(output, replies.NameOf(sender), message, interpreted.Violations, replies.NowMs));
        SealedContent content = sealing.Seal(message, transfer.Uetr);
        SubmitResult result = await paymentSwitch.SubmitAsync(
            new SubmitPayment
            {
                Sender = sender,
                SubmittedBy = submission.Caller == sender ? null : submission.Caller,
                Transfer = transfer,
                Message = content.Stored,
                Digest = content.Digest,
                Violations = interpreted.Violations,
                TraceParent = submission.TraceParent,
            },
            awaitFinal: submission.Wait > TimeSpan.Zero);
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        if (result.Reply == PaymentReply.IdentityConflict)
        {
            var violation = new Violation(Refusal.DuplicateIdentity, ElementPaths.Uetr);
            return IntakeAnswer.Of(200, output => replies.Outgoing.Payments.WriteRefusal(output, replies.NameOf(sender), message, [violation], replies.NowMs), transfer.Uetr);
        }

        Payment payment = result.Payment!;
        if (result.Final is not null && await OutcomeWithinAsync(result.Final, submission.Wait, aborted) is Payment final) payment = final;
        return payment.Status.IsFinal()
            ? IntakeAnswer.Of(200, output => replies.Outgoing.Payments.Write(output, DeliveryKind.ConfirmToDebtorAgent, payment), transfer.Uetr)
            : IntakeAnswer.TakenIn(transfer.Uetr);
    }

    private async ValueTask<IntakeAnswer> AnswerAsync(ParticipantId sender, StatusReportMessage message)
    {
        StatusReportInterpretation interpreted = StatusReportRules.Interpret(message);
        if (interpreted.Transaction is not TransactionStatus status) return replies.Reject(sender, message, interpreted.Errors);
        OriginalMessage stored = await sealing.SealAnswerAsync(message, status, interpreted.Uetr);
        PaymentResult result = await paymentSwitch.AnswerAsync(new AnswerPayment
        {
            Sender = sender,
            Uetr = interpreted.Uetr,
            Status = status.Status!,
            Reason = status.Reason,
            OriginalEndToEndId = status.OriginalEndToEndId,
            OriginalTransactionId = status.OriginalTransactionId,
            Message = stored.Bytes,
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply switch
        {
            PaymentReply.Done or PaymentReply.Repeat =>
                IntakeAnswer.Of(200, output => replies.Outgoing.Payments.Write(output, DeliveryKind.ConfirmToCreditorAgent, result.Payment!), interpreted.Uetr) with { IsConfirmation = true },
            PaymentReply.AnswerLate =>
                IntakeAnswer.Of(200, output => replies.Outgoing.Payments.Write(output, DeliveryKind.RejectLateAnswer, result.Payment!), interpreted.Uetr),
            PaymentReply.AnswerContradicts => replies.Reject(
                sender, message, 409, PaymentRules.AnswerContradicts, $"The payment was answered before, and is {result.Payment!.Status}."),
            PaymentReply.AnswerMismatch => replies.Reject(
                sender, message, 409, PaymentRules.AnswerMismatch, "OrgnlEndToEndId or OrgnlTxId is not that of the payment."),
            PaymentReply.AnswerStatusNotAllowed => replies.Reject(sender, message, [StatusReportRules.NotAllowed(status.Status!, replies.SchemeOf(result.Payment!))]),
            _ => Unknown(sender, message, PaymentRules.AnswerUnknown, interpreted.Uetr),
        };
    }

    private async ValueTask<IntakeAnswer> QueryAsync(ParticipantId sender, StatusRequestMessage message)
    {
        StatusRequestInterpretation interpreted = StatusRequestRules.Interpret(message);
        if (interpreted.Transaction is null) return replies.Reject(sender, message, interpreted.Errors);
        PaymentResult result = await paymentSwitch.QueryStatusAsync(new RequestPaymentStatus(sender, interpreted.Uetr));
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply switch
        {
            PaymentReply.Done => IntakeAnswer.Of(200, output => replies.Outgoing.Payments.WriteStatus(output, result.Payment!, sender), interpreted.Uetr),
            PaymentReply.StatusTooEarly => replies.Reject(
                sender, message, 409, PaymentRules.StatusTooEarly,
                $"The status may be asked for {replies.SchemeOf(result.Payment!).Clock.StatusRequestNotBeforeMs} ms after acceptance, not before."),
            _ => Unknown(sender, message, PaymentRules.RequestUnknown, interpreted.Uetr),
        };
    }

    private async ValueTask<Payment?> OutcomeWithinAsync(Task<Payment> final, TimeSpan wait, CancellationToken aborted)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await final.WaitAsync(wait, replies.Clock, ends.Token);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            // The payment goes on; only the waiting ends.
            return null;
        }
    }

    private IntakeAnswer Unknown(ParticipantId sender, IncomingMessage message, RuleSubject subject, Uetr uetr) => replies.Reject(
        sender, message, 404, subject, $"There is no payment {uetr} that this participant has a part in.");
}

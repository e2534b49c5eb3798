using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Privacy;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>Recalls (camt.056), their answers (camt.029) and returns (pacs.004) on their way in.</summary>
internal sealed class AftermathIntake(IPaymentSwitch paymentSwitch, IntakeReplies replies, MessageSealing sealing)
{
    private const string Recall = "/Document/FIToFIPmtCxlReq/Undrlyg/TxInf";
    private const string Answer = "/Document/RsltnOfInvstgtn/CxlDtls/TxInfAndSts";

    /// <summary>Takes a recall.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<CancellationRequest> message)
    {
        RecallInterpretation interpreted = RecallRules.Interpret(message, replies.SchemeOf(message));
        if (interpreted.Recall is not RecallRequest recall) return replies.Reject(sender, message, interpreted.Errors);
        SealedContent content = await sealing.SealAsync(message, interpreted.Uetr);
        PaymentResult result = await paymentSwitch.RecallAsync(new RecallPayment
        {
            Sender = sender,
            Uetr = interpreted.Uetr,
            RecallId = recall.Id,
            ReasonCode = recall.ReasonCode,
            Original = new OriginalReferences(recall.OriginalEndToEndId, recall.OriginalTransactionId),
            Message = content.Stored,
            Digest = content.Digest,
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        if (result.Reply is PaymentReply.Done or PaymentReply.Repeat) return IntakeAnswer.TakenIn(interpreted.Uetr);
        (int status, string code, string text) = Refused(result.Reply, interpreted.Uetr);
        return replies.Reject(sender, message, status, new RuleSubject(Recall, code), text);
    }

    /// <summary>Takes an answer to a recall.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<InvestigationResolution> message)
    {
        RecallAnswerInterpretation interpreted = RecallAnswerRules.Interpret(message, replies.SchemeOf(message));
        if (interpreted.Answer is not RecallReply answer) return replies.Reject(sender, message, interpreted.Errors);
        SealedContent content = await sealing.SealAsync(message, interpreted.Uetr);
        PaymentResult result = await paymentSwitch.AnswerRecallAsync(new AnswerRecall
        {
            Sender = sender,
            Uetr = interpreted.Uetr,
            Accepts = answer.Verdict == RecallVerdict.Accepted,
            IsPending = answer.Verdict == RecallVerdict.Pending,
            ReasonCode = answer.ReasonCode,
            Original = new OriginalReferences(answer.OriginalEndToEndId, answer.OriginalTransactionId),
            Message = content.Stored,
            Digest = content.Digest,
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        if (result.Reply is PaymentReply.Done or PaymentReply.Repeat) return IntakeAnswer.TakenIn(interpreted.Uetr);
        (int status, string code, string text) = Refused(result.Reply, interpreted.Uetr);
        return replies.Reject(sender, message, status, new RuleSubject(Answer, code), text);
    }

    /// <summary>Takes a return.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<PaymentReturn> message)
    {
        SchemeProfile scheme = replies.SchemeOf(message);
        ReturnInterpretation interpreted = ReturnRules.Interpret(message, scheme, replies.NowMs);
        if (interpreted.Return is not ReturnOrder order) return replies.Reject(sender, message, interpreted.Errors);
        SealedContent content = await sealing.SealAsync(message, interpreted.Uetr);
        PaymentResult result = await paymentSwitch.ReturnAsync(new ReturnPayment
        {
            Sender = sender,
            Uetr = interpreted.Uetr,
            ReturnId = order.Id,
            Amount = order.Amount,
            ReasonCode = order.ReasonCode,
            Original = new OriginalReferences(order.OriginalEndToEndId, order.OriginalTransactionId),
            Message = content.Stored,
            Digest = content.Digest,
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        if (result.Reply is PaymentReply.Done or PaymentReply.Repeat)
        {
            ReturnLeg sent = result.Payment!.Aftermath.Returns.First(leg => leg.Received.ReturnId == order.Id);
            return IntakeAnswer.Of(200, output => replies.Outgoing.Aftermath.WriteReturnOutcome(output, result.Payment, sent), interpreted.Uetr);
        }

        Refusal refusal = Payment.ReturnRefusalOf(result.Reply);
        StatusReason reason = StatusReasons.ReasonOf(new Violation(refusal, null, Payment.ReturnTextOf(refusal)), scheme);
        byte[] body = message.Original.Bytes.ToArray();
        return IntakeAnswer.Of(
            200,
            output => replies.Outgoing.Aftermath.WriteReturnRefusal(output, replies.NameOf(sender), result.Payment, body, order.Id, reason, replies.NowMs),
            interpreted.Uetr);
    }

    private static (int Status, string Code, string Text) Refused(PaymentReply reply, Uetr uetr) => reply switch
    {
        PaymentReply.UnknownPayment => (404, "UNKNOWN_PAYMENT", $"There is no payment {uetr} that this participant has the part in that this asks for."),
        PaymentReply.AnswerMismatch => (409, "ORIGINAL_MISMATCH", "OrgnlEndToEndId or OrgnlTxId is not that of the payment."),
        PaymentReply.NotSettled => (409, "NOT_SETTLED", "The payment is not settled: there is nothing to ask back."),
        PaymentReply.NotInScheme => (409, "NOT_IN_SCHEME", "The scheme knows no recalls."),
        PaymentReply.RecallOpen => (409, "RECALL_OPEN", "A recall of this payment is open already."),
        PaymentReply.RecalledBefore => (409, "RECALLED_BEFORE", "This payment was recalled before, and that was answered."),
        PaymentReply.ReasonNotAllowed => (409, "REASON_NOT_ALLOWED", "The scheme knows no such reason here."),
        PaymentReply.TooLate => (409, "TOO_LATE", "The scheme's time to recall this payment for this reason has passed."),
        PaymentReply.ReturnedAlready => (409, "RETURNED_ALREADY", "All of the payment has been returned."),
        PaymentReply.NoRecallOpen => (409, "NO_RECALL_OPEN", "There is no recall of this payment that waits for an answer."),
        PaymentReply.AcceptByReturn => (409, "ACCEPT_BY_RETURN", "A recall is accepted by sending the money back (pacs.004), not by words."),
        PaymentReply.PendingBefore => (409, "RECALL_ANSWER_PENDING", "That the answer comes later was passed on before, and is passed on once: the recall stays open until it is answered or its time has passed."),
        _ => (409, "REFUSED", $"The payment refuses it: {reply}."),
    };
}

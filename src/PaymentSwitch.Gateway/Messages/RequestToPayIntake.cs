using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Gateway.Privacy;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;
using RequestToPay = PaymentSwitch.Iso20022.Messages.RequestToPay;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>Requests to pay (pain.013) and their answers (pain.014) on their way in.</summary>
internal sealed class RequestToPayIntake(IPaymentSwitch paymentSwitch, IntakeReplies replies, MessageSealing sealing)
{
    // A request that names no end is open for a day.
    private const long OpenForMs = 24 * 60 * 60 * 1000;
    private const string Request = "/Document/CdtrPmtActvtnReq/PmtInf";
    private const string Answer = "/Document/CdtrPmtActvtnReqStsRpt/OrgnlPmtInfAndSts";

    /// <summary>Takes a request to pay.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<RequestToPay> message)
    {
        RequestToPayInterpretation interpreted = RequestToPayRules.Interpret(message, replies.SchemeOf(message));
        if (interpreted.Request is not PaymentRequest request) return replies.Reject(sender, message, interpreted.Errors);
        Uetr identity = request.Uetr ?? DerivedIdentity.OfRequestToPay(sender, request.EndToEndId);
        SealedContent content = sealing.Seal(message, identity);
        RequestResult result = await paymentSwitch.AskToPayAsync(
            identity,
            new AskToPay
            {
                Sender = sender,
                DebtorAgent = request.DebtorAgent,
                CreditorAgent = request.CreditorAgent,
                EndToEndId = request.EndToEndId,
                Amount = request.Amount,
                ExpiresAtMs = request.ExpiresAtMs ?? replies.NowMs + OpenForMs,
                Message = content.Stored,
                Digest = content.Digest,
            });
        return AnswerOf(sender, message, result, Request);
    }

    /// <summary>Takes the debtor agent's answer.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<RequestToPayStatus> message)
    {
        RequestToPayAnswerInterpretation interpreted = RequestToPayAnswerRules.Interpret(message);
        if (interpreted.Answer is not PaymentRequestReply answer) return replies.Reject(sender, message, interpreted.Errors);
        Uetr? request = answer.Uetr ?? await paymentSwitch.FindRequestToPayAsync(sender, answer.OriginalEndToEndId ?? "");
        if (request is null) return Refuse(sender, message, RequestReply.Unknown, Answer);
        SealedContent content = sealing.Seal(message, request.Value);
        RequestResult result = await paymentSwitch.AnswerRequestToPayAsync(request.Value, new AnswerRequestToPay
        {
            Sender = sender,
            Accepts = answer.Verdict == RequestVerdict.Accepted,
            IsPending = answer.Verdict == RequestVerdict.Pending,
            ReasonCode = answer.ReasonCode,
            Message = content.Stored,
            Digest = content.Digest,
        });
        return AnswerOf(sender, message, result, Answer);
    }

    private IntakeAnswer AnswerOf(ParticipantId sender, IncomingMessage message, in RequestResult result, string path)
    {
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply is RequestReply.Done or RequestReply.Repeat ? IntakeAnswer.TakenIn() : Refuse(sender, message, result.Reply, path);
    }

    private IntakeAnswer Refuse(ParticipantId sender, IncomingMessage message, RequestReply reply, string path)
    {
        (int status, string code, string text) = reply switch
        {
            RequestReply.Unknown => (404, "UNKNOWN_REQUEST", "There is no such request to pay to this participant."),
            RequestReply.IdentityConflict => (409, "IDENTITY_TAKEN", "The request's identity is taken, or another one between these banks has the same end-to-end id and is open."),
            RequestReply.NotInScheme => (409, "NOT_IN_SCHEME", "The scheme knows no requests to pay, or does not settle this currency."),
            RequestReply.SenderNotCreditorAgent => (403, "AGNT", "The creditor agent is not reached through this sender, or may not send now."),
            RequestReply.DebtorAgentUnknown => (409, "DNOR", "The debtor agent is not registered in this scheme."),
            RequestReply.DebtorAgentUnavailable => (409, "AB08", "The debtor agent cannot be reached now."),
            RequestReply.Expired => (409, "EXPIRED", "The request's time has passed."),
            RequestReply.AnsweredBefore => (409, "ANSWERED_BEFORE", "The request was answered, paid or over before."),
            RequestReply.PendingBefore => (409, "REQUEST_ANSWER_PENDING", "That the answer comes later was passed on before, and is passed on once: the request stays open until it is answered, paid or over."),
            _ => (409, "REFUSED", $"It was refused: {reply}."),
        };
        return replies.Reject(sender, message, status, new RuleSubject(path, code), text);
    }
}

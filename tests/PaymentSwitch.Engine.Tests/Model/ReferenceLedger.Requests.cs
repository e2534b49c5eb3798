using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.RequestsToPay;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Requests to pay, and the payments that answer them.</content>
internal sealed partial class ReferenceLedger
{
    public Dictionary<Uetr, ReferenceRequest> Requests { get; } = [];

    public RequestReply Ask(Uetr id, AskToPay command)
    {
        if (Requests.TryGetValue(id, out ReferenceRequest? known)) return known.Asked.Sender == command.Sender && Same(known.Asked.Digest, command.Digest) ? RequestReply.Repeat : RequestReply.IdentityConflict;
        SchemeTerms scheme = SchemeOf(command.Amount.Currency);
        if (!scheme.RequestsToPay || scheme.Currency != command.Amount.Currency) return RequestReply.NotInScheme;
        if (FindAgent(command.CreditorAgent) is not { MaySend: true } payee || payee.Id != command.Sender) return RequestReply.SenderNotCreditorAgent;
        if (FindAgent(command.DebtorAgent) is not ReferenceParticipant payer) return RequestReply.DebtorAgentUnknown;
        if (!payer.MayReceive) return RequestReply.DebtorAgentUnavailable;
        if (NowMs >= command.ExpiresAtMs) return RequestReply.Expired;
        // Two that ask for the same payment could not be told apart.
        if (Requests.Values.Any(other => other.IsOpen && (other.Payer, other.Asked.Sender, other.Asked.EndToEndId) == (payer.Id, command.Sender, command.EndToEndId)))
            return RequestReply.IdentityConflict;
        Requests.Add(id, new ReferenceRequest(command, payer.Id));
        Tell(payer.Id, DeliveryKind.PassOnRequestToPay);
        return RequestReply.Done;
    }

    public RequestReply AnswerRequest(Uetr id, AnswerRequestToPay command)
    {
        if (!Requests.TryGetValue(id, out ReferenceRequest? request) || request.Payer != command.Sender) return RequestReply.Unknown;
        if (request.Pending is { } pending && Same(pending, command.Digest)) return RequestReply.Repeat;
        if (request.Answer is { } before) return Same(before, command.Digest) ? RequestReply.Repeat : RequestReply.AnsweredBefore;
        if (request.Status == RequestStatus.Paid) return RequestReply.AnsweredBefore;
        if (request.IsOpen && NowMs >= request.Asked.ExpiresAtMs) End(id, request, RequestStatus.Expired);
        if (request.Status == RequestStatus.Expired) return RequestReply.Expired;
        if (command.IsPending)
        {
            if (request.Pending is not null) return RequestReply.PendingBefore;
            request.Pending = command.Digest;
            Tell(request.Asked.Sender, DeliveryKind.PassOnRequestToPayPending);
            return RequestReply.Done;
        }

        request.Answer = command.Digest;
        if (command.Accepts) request.Status = RequestStatus.Accepted;
        else End(id, request, RequestStatus.Refused);
        Tell(request.Asked.Sender, DeliveryKind.PassOnRequestToPayAnswer);
        return RequestReply.Done;
    }

    private void TieToRequest(ReferencePayment payment)
    {
        foreach ((Uetr id, ReferenceRequest request) in Requests.ToArray())
        {
            AskToPay asked = request.Asked;
            if (!request.IsOpen || asked.Amount != payment.Transfer.Amount || asked.EndToEndId != payment.Transfer.EndToEndId) continue;
            if (request.Payer != payment.Sender || asked.Sender != payment.Receiver) continue;
            bool inTime = NowMs < asked.ExpiresAtMs;
            if (inTime) request.PaidBy = payment.Uetr;
            End(id, request, inTime ? RequestStatus.Paid : RequestStatus.Expired);
        }
    }

    private void PassRequests()
    {
        foreach ((Uetr id, ReferenceRequest request) in Requests.OrderBy(entry => entry.Value.Asked.ExpiresAtMs).ToArray())
            if (request.IsOpen && NowMs >= request.Asked.ExpiresAtMs) End(id, request, RequestStatus.Expired);
    }

    private void End(Uetr id, ReferenceRequest request, RequestStatus status)
    {
        request.Status = status;
        NoteOver("request", () => Requests.Remove(id));
    }
}

/// <summary>A request to pay as the reference keeps it.</summary>
internal sealed class ReferenceRequest(AskToPay asked, ParticipantId payer)
{
    public AskToPay Asked { get; } = asked;

    public ParticipantId Payer { get; } = payer;

    public RequestStatus Status { get; set; } = RequestStatus.Received;

    public ReadOnlyMemory<byte>? Answer { get; set; }

    public ReadOnlyMemory<byte>? Pending { get; set; }

    public Uetr? PaidBy { get; set; }

    public bool IsOpen => Status is RequestStatus.Received or RequestStatus.Accepted;
}

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
        if (Requests.TryGetValue(id, out ReferenceRequest? known)) return Same(known.Asked.Digest, command.Digest) ? RequestReply.Repeat : RequestReply.IdentityConflict;
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
        if (request.Answer is { } before) return Same(before, command.Digest) ? RequestReply.Repeat : RequestReply.AnsweredBefore;
        if (request.Status == RequestStatus.Paid) return RequestReply.AnsweredBefore;
        if (request.Status == RequestStatus.Expired || NowMs >= request.Asked.ExpiresAtMs)
        {
            request.Status = RequestStatus.Expired;
            return RequestReply.Expired;
        }

        request.Answer = command.Digest;
        request.Status = command.Accepts ? RequestStatus.Accepted : RequestStatus.Refused;
        Tell(request.Asked.Sender, DeliveryKind.PassOnRequestToPayAnswer);
        return RequestReply.Done;
    }

    private void TieToRequest(ReferencePayment payment)
    {
        foreach ((Uetr _, ReferenceRequest request) in Requests)
        {
            AskToPay asked = request.Asked;
            if (!request.IsOpen || asked.Amount != payment.Transfer.Amount || asked.EndToEndId != payment.Transfer.EndToEndId) continue;
            if (request.Payer != payment.Sender || asked.Sender != payment.Receiver || NowMs >= asked.ExpiresAtMs) continue;
            request.Status = RequestStatus.Paid;
            request.PaidBy = payment.Uetr;
        }
    }

    private void PassRequests()
    {
        foreach (ReferenceRequest request in Requests.Values)
            if (request.IsOpen && NowMs >= request.Asked.ExpiresAtMs) request.Status = RequestStatus.Expired;
    }
}

/// <summary>A request to pay as the reference keeps it.</summary>
internal sealed class ReferenceRequest(AskToPay asked, ParticipantId payer)
{
    public AskToPay Asked { get; } = asked;

    public ParticipantId Payer { get; } = payer;

    public RequestStatus Status { get; set; } = RequestStatus.Received;

    public ReadOnlyMemory<byte>? Answer { get; set; }

    public Uetr? PaidBy { get; set; }

    public bool IsOpen => Status is RequestStatus.Received or RequestStatus.Accepted;
}

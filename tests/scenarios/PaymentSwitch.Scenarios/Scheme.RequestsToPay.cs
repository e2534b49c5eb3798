using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Scenarios;

/// <content>Requests to pay: Bravo, whose customer has sent an invoice, asks Alpha.</content>
public sealed partial class Scheme
{
    /// <summary>The identity of Bravo's request with an end-to-end id.</summary>
    public static Uetr RequestIdOf(string endToEndId) => DerivedIdentity.OfRequestToPay(Bravo, endToEndId);

    /// <summary>Bravo's request to Alpha, good for a minute, that can be varied with <c>with</c>.</summary>
    public AskToPay RequestOf(long amountMinor, string endToEndId = "INVOICE-1")
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"request {endToEndId} {amountMinor}");
        return new AskToPay
        {
            Sender = Bravo,
            DebtorAgent = AgentIdentification.OfBic(Alpha.Value),
            CreditorAgent = AgentIdentification.OfBic(Bravo.Value),
            EndToEndId = endToEndId,
            Amount = new Money(amountMinor, Profile.Currency),
            ExpiresAtMs = Host.Clock.NowMs + 60_000,
            Message = message,
            Digest = digest,
        };
    }

    /// <summary>Sends a request; sent again it shows the request as it stands.</summary>
    public async Task<RequestResult> AskAsync(AskToPay request) => await Host.Switch.AskToPayAsync(RequestIdOf(request.EndToEndId), request);

    /// <summary>Alpha says whether it will pay: no, for a reason; or yes, without one.</summary>
    public async Task<RequestResult> AnswerRequestAsync(string endToEndId, string? reason = null, ParticipantId? by = null)
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"request answer {endToEndId} {reason ?? "yes"}");
        return await Host.Switch.AnswerRequestToPayAsync(
            RequestIdOf(endToEndId),
            new AnswerRequestToPay { Sender = by ?? Alpha, Accepts = reason is null, ReasonCode = reason, Message = message, Digest = digest });
    }

    /// <summary>Where a request stands.</summary>
    public async Task<RequestStatus> RequestStatusAsync(AskToPay request)
    {
        RequestResult repeat = await AskAsync(request);
        return repeat.Request!.Status;
    }

    /// <summary>A payment with an end-to-end id has settled.</summary>
    public async Task<Uetr> SettledAsync(long amountMinor, string endToEndId, ParticipantId? from = null, ParticipantId? to = null)
    {
        SubmitPayment instruction = Instruction(amountMinor, from, to);
        await SubmitAsync(instruction with { Transfer = instruction.Transfer with { EndToEndId = endToEndId } });
        await AnswerAsync(instruction.Transfer.Uetr, "ACCP", by: to);
        return instruction.Transfer.Uetr;
    }

    /// <summary>The messages about a request in a bank's mailbox, in order.</summary>
    public async Task<IEnumerable<DeliveryKind>> RequestMailAsync(ParticipantId bank, string endToEndId) =>
        (await ReadAllAsync(bank)).Where(message => message.Entity == EntityKey.OfRequestToPay(RequestIdOf(endToEndId))).Select(message => message.Kind);
}

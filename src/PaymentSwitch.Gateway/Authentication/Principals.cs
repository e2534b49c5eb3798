using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>For whom a request is made: for the bank that sent it, or for a bank that an instructing party may act for.</summary>
internal sealed class Principals(IPaymentSwitch paymentSwitch)
{
    /// <summary>The header by which a request names the bank that it is made for.</summary>
    public const string Header = "On-Behalf-Of";

    /// <summary>The bank that a request names in its header; the caller where it names none.</summary>
    public ActingResult Of(ParticipantId caller, HttpRequest request)
    {
        string? named = request.Headers[Header];
        return named is null ? new ActingResult(caller, null) : Check(caller, new ParticipantId(named.Trim()));
    }

    /// <summary>The bank that a message is sent for.</summary>
    /// <param name="caller">Who sent it.</param>
    /// <param name="named">Whom the request names in its header; the caller where it names none.</param>
    /// <param name="message">The message.</param>
    /// <param name="scheme">Its scheme, for the kind of its member ids.</param>
    public ActingResult Of(ParticipantId caller, ParticipantId named, IncomingMessage message, SchemeProfile scheme)
    {
        if (paymentSwitch.Directory.Find(caller) is not { Role: ParticipantRole.InstructingParty } party) return new ActingResult(named, null);
        bool maySend = message is CreditTransferMessage ? party.MaySend : party.MayReceive;
        if (!maySend) return new ActingResult(null, $"{caller} is {party.Standing}: it may read, and not send.");
        if (named != caller) return new ActingResult(named, null);
        if (SenderClaim.Of(message, scheme) is { } claimed && paymentSwitch.Directory.Find(claimed) is { } entry) return Check(caller, entry.Participant.Id);
        return new ActingResult(
            null, $"{caller} is an instructing party, and the message names no participant as the bank that sends it; expected one, or the header {Header}.");
    }

    private ActingResult Check(ParticipantId caller, ParticipantId principal)
    {
        if (principal == caller) return new ActingResult(caller, null);
        return paymentSwitch.Directory.Find(caller) is { Role: ParticipantRole.InstructingParty } party && party.Principals.Contains(principal)
            ? new ActingResult(principal, null)
            : new ActingResult(null, $"{caller} may not act for {Shown(principal)}: it is none of its principals.");
    }

    private static string Shown(ParticipantId id) => id.Value.Length > 40 ? id.Value[..40] : id.Value;
}

/// <summary>Who is acted for, or why not.</summary>
/// <param name="Principal">The bank; null where it may not be acted for.</param>
/// <param name="Refusal">Why not; null where it may.</param>
internal readonly record struct ActingResult(ParticipantId? Principal, string? Refusal);

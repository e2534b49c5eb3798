using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Scenarios;

/// <content>Participants: who may do what, and who is reached through whom.</content>
public sealed partial class Scheme
{
    /// <summary>An operator asks something of a participant.</summary>
    public async Task<ParticipantReply> AskParticipantAsync(ParticipantId id, ParticipantCommand command) =>
        await Host.Switch.CommandParticipantAsync(id, command);

    /// <summary>An operator says under which BICs a participant is reached, its own the first; from a moment on where one is given.</summary>
    public Task<ParticipantReply> ReachAsync(ParticipantId id, long? effectiveAtMs, params string[] bics) => AskParticipantAsync(
        id, new EnrolParticipant(id.Value, [.. bics.Select(bic => new ReachableAgent(AgentIdentification.OfBic(bic), bic, bic != id.Value))], Operator)
        {
            EffectiveAtMs = effectiveAtMs,
        });

    /// <summary>The participant as it stands.</summary>
    public async Task<Participant> ParticipantAsync(ParticipantId id) =>
        (await Host.Switch.ListParticipantsAsync()).Single(participant => participant.Id == id);

    /// <summary>Why a payment of one minor unit is refused; null where it is not. One that is not is rejected by its receiver.</summary>
    public async Task<string?> CodeOfAsync(ParticipantId from, ParticipantId to)
    {
        Payment payment = (await SubmitAsync(Instruction(1, from, to))).Payment!;
        if (payment.Status == PaymentStatus.Reserved) await AnswerAsync(payment.Uetr, "RJCT", by: to);
        return payment.Reasons.Count == 0 ? null : payment.Reasons[0].Code;
    }

    /// <summary>Through whom a payment of Charlie to a BIC goes now; null for nobody.</summary>
    public async Task<ParticipantId?> ReachedAtAsync(string bic)
    {
        SubmitPayment instruction = Instruction(1, Charlie, Alpha);
        SubmitResult result = await SubmitAsync(instruction with { Transfer = instruction.Transfer with { CreditorAgent = AgentIdentification.OfBic(bic) } });
        return result.Payment!.Status == PaymentStatus.Reserved ? result.Payment.Received!.Receiver : null;
    }
}

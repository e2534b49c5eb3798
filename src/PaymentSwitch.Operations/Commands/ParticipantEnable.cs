using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant enable</c>.</summary>
internal sealed class ParticipantEnable : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant enable", "Lets a bank that was tested take part: it sends and receives.",
        "For a participant that was onboarded; one that was suspended or has signed itself off is resumed (participant resume). All others are told.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return ParticipantAnswers.Unknown(id);
        // What is enabled already is a repeat; a closed one says itself that it is.
        if (participant.Standing is ParticipantStanding.Suspended or ParticipantStanding.SignedOff or ParticipantStanding.ReceiveOnly)
            return new Refused("participant.not-onboarding", $"{id} is {participant.Standing}: participant resume. Nothing was changed.", 409);
        return await ParticipantAnswers.ChangeAsync(call, ParticipantStanding.Enabled).ConfigureAwait(false);
    }
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>principals set</c>.</summary>
internal sealed class PrincipalsSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "principals set", "Says for which banks an instructing party sends and receives.",
        "All at once: what is left out it does not act for any more; without --principals it acts for nobody. Only for participants whose role is InstructingParty; each principal is a direct participant.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Optional("principals", ArgumentKind.List, "direct participants, by their names in the switch")) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call)
    {
        IReadOnlyList<Participant> known = await call.Switch.Running.ListParticipantsAsync().ConfigureAwait(false);
        ParticipantId id = call.Arguments.Participant("participant");
        if (known.FirstOrDefault(participant => participant.Id == id) is not Participant party) return ParticipantAnswers.Unknown(id);
        if (party.Role != ParticipantRole.InstructingParty) return Refusals.Of(ParticipantReply.WrongRole, id);
        foreach (ParticipantId principal in PrincipalsOf(call))
        {
            if (!known.Any(participant => participant.Id == principal && participant.Role == ParticipantRole.Direct))
                return new Refused("participant.not-direct", $"principals: found '{principal}', expected direct participants. Nothing was changed.", 409);
        }

        return null;
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call) => await CheckAsync(call).ConfigureAwait(false)
        ?? await ParticipantAnswers.AskAsync(call, call.Arguments.Participant("participant"), new SetPrincipals(PrincipalsOf(call), call.Act)).ConfigureAwait(false);

    private static ParticipantId[] PrincipalsOf(OperatorCall call) =>
        [.. (call.Arguments.ListOrNull("principals") ?? []).Select(name => new ParticipantId(name))];
}

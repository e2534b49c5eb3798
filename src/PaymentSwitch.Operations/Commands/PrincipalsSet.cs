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
        ArgumentDefinition.Optional("principals", ArgumentKind.List, "direct participants, by their names in the switch"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        IReadOnlyList<Participant> known = await call.Switch.Running.ListParticipantsAsync().ConfigureAwait(false);
        ParticipantId[] principals = [.. (call.Arguments.ListOrNull("principals") ?? []).Select(name => new ParticipantId(name))];
        foreach (ParticipantId principal in principals)
        {
            if (!known.Any(participant => participant.Id == principal && participant.Role == ParticipantRole.Direct))
                return new Refused("participant.not-direct", $"principals: found '{principal}', expected direct participants. Nothing was changed.", 409);
        }

        ParticipantId id = call.Arguments.Participant("participant");
        return await ParticipantAnswers.AskAsync(call, id, new SetPrincipals(principals, call.Act)).ConfigureAwait(false);
    }
}

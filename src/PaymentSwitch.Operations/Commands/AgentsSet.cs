using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>agents set</c>.</summary>
internal sealed class AgentsSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "agents set", "Says how messages name a participant and the banks reached through it.",
        "All at once: own names first, then those of reachable parties; what is left out is reached no more. With --effective-at they count from that moment on, so that all banks can change their "
        + "tables for it; a change that was to come is replaced. Payments under way keep what they began with.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Required("own", ArgumentKind.List, "the participant's own names: BICs, or CLEARINGSYSTEM:MEMBERID"),
        ArgumentDefinition.Optional("reachable", ArgumentKind.List, "the reachable parties' names, written likewise; =NAME behind one gives its name for people"),
        ArgumentDefinition.Optional("effective-at", ArgumentKind.Moment, "from when, as 2026-11-21T18:00:00Z; without, at once")) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call)
    {
        (Refused? wrong, EnrolParticipant? command) = await ReadAsync(call).ConfigureAwait(false);
        return wrong ?? (command!.EffectiveAtMs <= call.NowMs ? Refusals.Of(ParticipantReply.InThePast, call.Arguments.Participant("participant")) : null);
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        (Refused? wrong, EnrolParticipant? command) = await ReadAsync(call).ConfigureAwait(false);
        return wrong ?? await ParticipantAnswers.AskAsync(call, call.Arguments.Participant("participant"), command!).ConfigureAwait(false);
    }

    private static async Task<(Refused? Wrong, EnrolParticipant? Command)> ReadAsync(OperatorCall call)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return (ParticipantAnswers.Unknown(id), null);
        string[][] reachable = [.. (call.Arguments.ListOrNull("reachable") ?? []).Select(word => word.Split('=', 2, StringSplitOptions.TrimEntries))];
        if (AgentWords.Read("own", call.Arguments.List("own"), out IReadOnlyList<AgentIdentification> own) is Refused wrongOwn) return (wrongOwn, null);
        if (AgentWords.Read("reachable", [.. reachable.Select(word => word[0])], out IReadOnlyList<AgentIdentification> others) is Refused wrong) return (wrong, null);
        if (own.Concat(others).FirstOrDefault(agent => agent.Bic == call.Switch.SwitchBic) is not null)
            return (new Refused("agent.taken", $"{call.Switch.SwitchBic} names the switch itself. Nothing was changed.", 409), null);
        ReachableAgent[] agents =
        [
            .. own.Select(agent => new ReachableAgent(agent, participant.Name, IsReachableParty: false)),
            .. others.Select((agent, i) => new ReachableAgent(agent, NameOf(participant, agent, reachable[i]), IsReachableParty: true)),
        ];
        return (null, new EnrolParticipant(participant.Name, agents, call.Act)
        {
            Role = participant.Role, EffectiveAtMs = call.Arguments.MomentOrNull("effective-at"),
        });
    }

    private static string NameOf(Participant participant, AgentIdentification agent, string[] word) =>
        word is [_, { Length: > 0 } given] ? given : participant.Agents.FirstOrDefault(known => known.Identification.Shares(agent))?.Name ?? word[0];
}

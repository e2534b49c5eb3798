using Google.Protobuf;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <content>Participants.</content>
internal static partial class SnapshotCodec
{
    private static Stored.SnapshotParticipant Participant(Participant state, long sequenceNr)
    {
        var participant = new Stored.SnapshotParticipant
        {
            Id = state.Id.Value,
            SequenceNr = (ulong)sequenceNr,
            Name = state.Name,
            Standing = (uint)state.Standing,
            Role = (uint)state.Role,
        };
        foreach (ReachableAgent agent in state.Agents)
        {
            participant.Agents.Add(new Stored.ReachableAgent
            {
                Agent = Agent(agent.Identification), Name = agent.Name, IsReachableParty = agent.IsReachableParty,
            });
        }

        foreach (Credential credential in state.Credentials)
        {
            var stored = new Stored.Credential { Kind = (uint)credential.Kind, Value = credential.Value, Name = credential.Name };
            if (credential.UntilMs is long untilMs) stored.UntilMs = untilMs;
            participant.Credentials.Add(stored);
        }

        foreach (ParticipantId principal in state.Principals) participant.Principals.Add(principal.Value);
        if (state.Scheduled is not null) participant.Scheduled = Facts(EntityKey.Of(state.Id), [state.Scheduled]).Single();
        return participant;
    }

    private static Participant Participant(Stored.SnapshotParticipant participant, FactReader facts) => new(
        new ParticipantId(participant.Id),
        participant.Name,
        (ParticipantStanding)participant.Standing,
        [.. participant.Agents.Select(agent => new ReachableAgent(Agent(agent.Agent), agent.Name, agent.IsReachableParty))])
    {
        Role = (ParticipantRole)participant.Role,
        Credentials = [.. participant.Credentials.Select(Credential)],
        Principals = [.. participant.Principals.Select(principal => new ParticipantId(principal))],
        Scheduled = participant.Scheduled.IsEmpty ? null : Scheduled(participant.Scheduled, facts),
    };

    private static Credential Credential(Stored.Credential stored) =>
        new((CredentialKind)stored.Kind, stored.Value, stored.Name, stored.HasUntilMs ? stored.UntilMs : null);

    private static AgentsChangeScheduled Scheduled(ByteString fact, FactReader facts) =>
        Fact(fact, facts).Event as AgentsChangeScheduled ?? throw new InvalidDataException("what is scheduled for a participant is another fact");

    private static Stored.Agent Agent(AgentIdentification agent)
    {
        var stored = new Stored.Agent();
        if (agent.Bic is string bic) stored.Bic = bic;
        if (agent.ClearingSystem is string clearingSystem) stored.ClearingSystem = clearingSystem;
        if (agent.MemberId is string memberId) stored.MemberId = memberId;
        return stored;
    }

    private static AgentIdentification Agent(Stored.Agent agent) => new(
        agent.HasBic ? agent.Bic : null,
        agent.HasClearingSystem ? agent.ClearingSystem : null,
        agent.HasMemberId ? agent.MemberId : null);
}

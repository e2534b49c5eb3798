using System.Collections.Frozen;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

/// <summary>Who is reached under which identification, and through which participant. Never changes: a change makes a new one.</summary>
public sealed class ParticipantDirectory
{
    private readonly FrozenDictionary<string, DirectoryEntry> _byBic;
    private readonly FrozenDictionary<(string? System, string MemberId), DirectoryEntry> _byMemberId;
    private readonly FrozenDictionary<ParticipantId, Participant> _participants;
    private readonly Participant? _settlementBank;

    private ParticipantDirectory(IReadOnlyCollection<Participant> participants)
    {
        var byBic = new Dictionary<string, DirectoryEntry>(StringComparer.Ordinal);
        var byMemberId = new Dictionary<(string?, string), DirectoryEntry>();
        foreach (Participant participant in participants)
        {
            // Whoever has left for good is not reached any more, and another one may be reached under its names.
            if (participant.Standing == ParticipantStanding.Closed) continue;
            foreach (ReachableAgent agent in participant.Agents)
            {
                var entry = new DirectoryEntry(agent, participant);
                AgentIdentification id = agent.Identification;
                if (id.Bic is not null) byBic.TryAdd(Identification.Bic.ToEleven(id.Bic), entry);
                if (id.MemberId is not null) byMemberId.TryAdd((id.ClearingSystem, id.MemberId), entry);
            }
        }

        _byBic = byBic.ToFrozenDictionary(StringComparer.Ordinal);
        _byMemberId = byMemberId.ToFrozenDictionary();
        _participants = participants.ToFrozenDictionary(participant => participant.Id);
        _settlementBank = participants.FirstOrDefault(
            participant => participant is { Role: ParticipantRole.SettlementBank, Standing: not ParticipantStanding.Closed });
    }

    /// <summary>A directory with nobody in it.</summary>
    public static ParticipantDirectory Empty { get; } = new([]);

    /// <summary>Who keeps the money behind the accounts; null where operators tell the switch what happens there.</summary>
    public Participant? SettlementBank => _settlementBank;

    /// <summary>All participants, whatever their capacity.</summary>
    public IEnumerable<Participant> Participants => _participants.Values;

    /// <summary>The directory of these participants. Where two claim one identification, the first one has it.</summary>
    public static ParticipantDirectory Of(IEnumerable<Participant> participants) =>
        new(participants.OrderBy(participant => participant.Id).ToArray());

    /// <summary>Who is reached under an identification, or null. A BIC goes before a member id.</summary>
    public DirectoryEntry? Find(AgentIdentification? agent)
    {
        if (agent is null) return null;
        if (agent.Bic is not null)
            return _byBic.GetValueOrDefault(Bic.ToEleven(agent.Bic));
        return agent.MemberId is null ? null : _byMemberId.GetValueOrDefault((agent.ClearingSystem, agent.MemberId));
    }

    /// <summary>The participant of this name, or null.</summary>
    public Participant? Find(ParticipantId id) => _participants.GetValueOrDefault(id);
}

/// <summary>What the directory knows of an agent.</summary>
/// <param name="Agent">The agent itself.</param>
/// <param name="Participant">The participant that settles for it.</param>
public sealed record DirectoryEntry(ReachableAgent Agent, Participant Participant);

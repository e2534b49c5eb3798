using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

/// <summary>A bank that holds an account with the switch, with the parties reachable through it.</summary>
/// <param name="Id">Its name in the switch.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Standing">What it may do.</param>
/// <param name="Agents">Every way a message may name it or a party reachable through it.</param>
public sealed record Participant(
    ParticipantId Id, string Name, ParticipantStanding Standing, IReadOnlyList<ReachableAgent> Agents)
{
    /// <summary>A participant of whom nothing is known yet.</summary>
    public static Participant Unknown(ParticipantId id) => new(id, "", 0, []);

    /// <summary>Whether it has been enrolled.</summary>
    public bool IsEnrolled => Standing != 0;

    /// <summary>Whether it may send payments.</summary>
    public bool MaySend => Standing == ParticipantStanding.Enabled;

    /// <summary>Whether payments may be forwarded to it.</summary>
    public bool MayReceive => Standing is ParticipantStanding.Enabled or ParticipantStanding.ReceiveOnly;

    /// <summary>Enrols, or changes what is different. Null: nothing to change.</summary>
    public ParticipantEvent? Decide(EnrolParticipant command, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!IsEnrolled) return new ParticipantEnrolled(nowMs, command.Name, command.Agents, command.By);
        if (Name == command.Name && Agents.SequenceEqual(command.Agents)) return null;
        return new ParticipantAgentsChanged(nowMs, command.Name, command.Agents, command.By);
    }

    /// <summary>Changes the standing. Null: it is so already, or nobody is enrolled.</summary>
    public ParticipantEvent? Decide(ChangeStanding command, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!IsEnrolled || Standing == command.Standing) return null;
        return new ParticipantStandingChanged(nowMs, command.Standing, command.By, command.Why);
    }

    /// <summary>The participant after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public Participant Evolve(ParticipantEvent fact) => fact switch
    {
        ParticipantEnrolled e => this with { Name = e.Name, Agents = e.Agents, Standing = ParticipantStanding.Enabled },
        ParticipantAgentsChanged e => this with { Name = e.Name, Agents = e.Agents },
        ParticipantStandingChanged e => this with { Standing = e.Standing },
        _ => throw new InvalidOperationException($"Participant {Id}: unknown fact {fact?.GetType().Name}."),
    };
}

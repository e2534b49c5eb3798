using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

// Stored for good. Add types and optional members; never rename one or change what it means.

/// <summary>A fact about a participant.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
/// <param name="Act">Who did it, and why.</param>
public abstract record ParticipantEvent(long AtMs, OperatorAct Act) : IDomainEvent;

/// <summary>Somebody joined the scheme.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">Every way a message may name the bank itself or a party reachable through it.</param>
/// <param name="Act">Who enrolled it.</param>
public sealed record ParticipantEnrolled(long AtMs, string Name, IReadOnlyList<ReachableAgent> Agents, OperatorAct Act)
    : ParticipantEvent(AtMs, Act)
{
    /// <summary>In what capacity.</summary>
    public ParticipantRole Role { get; init; } = ParticipantRole.Direct;

    /// <summary>What it may do.</summary>
    public ParticipantStanding Standing { get; init; } = ParticipantStanding.Enabled;
}

/// <summary>The agents of a participant were replaced.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">All of them, the participant's own first.</param>
/// <param name="Act">Who changed it.</param>
public sealed record ParticipantAgentsChanged(long AtMs, string Name, IReadOnlyList<ReachableAgent> Agents, OperatorAct Act)
    : ParticipantEvent(AtMs, Act);

/// <summary>The agents of a participant will be replaced.</summary>
/// <param name="AtMs">When it was decided.</param>
/// <param name="EffectiveAtMs">From when, in Unix milliseconds.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">All of them, the participant's own first.</param>
/// <param name="Act">Who changed it.</param>
public sealed record AgentsChangeScheduled(long AtMs, long EffectiveAtMs, string Name, IReadOnlyList<ReachableAgent> Agents, OperatorAct Act)
    : ParticipantEvent(AtMs, Act);

/// <summary>The standing of a participant changed. All others are told (admi.004).</summary>
/// <param name="AtMs">When.</param>
/// <param name="Standing">What it is now.</param>
/// <param name="Act">Who changed it, and why.</param>
public sealed record ParticipantStandingChanged(long AtMs, ParticipantStanding Standing, OperatorAct Act) : ParticipantEvent(AtMs, Act);

/// <summary>What a participant proves itself with and is reached at.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Credentials">All of them.</param>
/// <param name="Act">Who changed it.</param>
public sealed record CredentialsSet(long AtMs, IReadOnlyList<Credential> Credentials, OperatorAct Act) : ParticipantEvent(AtMs, Act);

/// <summary>For whom an instructing party may send and receive.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Principals">All of them.</param>
/// <param name="Act">Who changed it.</param>
public sealed record PrincipalsSet(long AtMs, IReadOnlyList<ParticipantId> Principals, OperatorAct Act) : ParticipantEvent(AtMs, Act);

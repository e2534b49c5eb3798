using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

// Stored for good. Add types and optional members; never rename one or change what it means.

/// <summary>A fact about a participant.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record ParticipantEvent(long AtMs) : IDomainEvent;

/// <summary>A bank joined the scheme.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">Every way a message may name the bank itself or a party reachable through it.</param>
/// <param name="By">Who enrolled it.</param>
public sealed record ParticipantEnrolled(long AtMs, string Name, IReadOnlyList<ReachableAgent> Agents, string By)
    : ParticipantEvent(AtMs);

/// <summary>The agents of a participant were replaced.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">All of them, the participant's own first.</param>
/// <param name="By">Who changed it.</param>
public sealed record ParticipantAgentsChanged(long AtMs, string Name, IReadOnlyList<ReachableAgent> Agents, string By)
    : ParticipantEvent(AtMs);

/// <summary>The standing of a participant changed.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Standing">What it is now.</param>
/// <param name="By">Who changed it.</param>
/// <param name="Why">The reason given.</param>
public sealed record ParticipantStandingChanged(long AtMs, ParticipantStanding Standing, string By, string Why)
    : ParticipantEvent(AtMs);

/// <summary>What a participant may do. The numbers are stored.</summary>
public enum ParticipantStanding
{
    /// <summary>Sends and receives.</summary>
    Enabled = 1,

    /// <summary>Receives, but may not send.</summary>
    ReceiveOnly = 2,

    /// <summary>Suspended by the operator: neither sends nor receives.</summary>
    Suspended = 3,

    /// <summary>Has signed itself off: neither sends nor receives until it signs on.</summary>
    SignedOff = 4,
}

/// <summary>One way a message may name a bank.</summary>
/// <param name="Identification">As messages write it; a BIC in eleven characters.</param>
/// <param name="Name">The bank's name, for people.</param>
/// <param name="IsReachableParty">False for the participant itself, true for a bank that it settles for.</param>
public sealed record ReachableAgent(AgentIdentification Identification, string Name, bool IsReachableParty);

/// <summary>Enrol a participant, or change the agents of one that is enrolled.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">Every way a message may name it or a party reachable through it.</param>
/// <param name="By">Who asks.</param>
public sealed record EnrolParticipant(string Name, IReadOnlyList<ReachableAgent> Agents, string By);

/// <summary>Change a participant's standing.</summary>
/// <param name="Standing">What it shall be.</param>
/// <param name="By">Who asks.</param>
/// <param name="Why">The reason.</param>
public sealed record ChangeStanding(ParticipantStanding Standing, string By, string Why);

using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

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

    /// <summary>Enrolled, and being tested: neither sends nor receives yet.</summary>
    Onboarding = 5,

    /// <summary>Has left the scheme for good.</summary>
    Closed = 6,
}

/// <summary>In what capacity somebody takes part. The numbers are stored.</summary>
public enum ParticipantRole
{
    /// <summary>A bank with an account of its own.</summary>
    Direct = 1,

    /// <summary>Sends and receives messages for direct participants, and holds no account.</summary>
    InstructingParty = 2,

    /// <summary>Keeps the money behind the accounts, and moves it for settlement cycles and liquidity transfers.</summary>
    SettlementBank = 3,
}

/// <summary>One way a message may name a bank.</summary>
/// <param name="Identification">As messages write it; a BIC in eleven characters.</param>
/// <param name="Name">The bank's name, for people.</param>
/// <param name="IsReachableParty">False for the participant itself, true for a bank that it settles for.</param>
public sealed record ReachableAgent(AgentIdentification Identification, string Name, bool IsReachableParty);

/// <summary>What a participant proves itself with, or is reached at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A SHA-256 in 64 hexadecimal digits in lower case, or an address.</param>
/// <param name="Name">For people: what it is called, a certificate's subject.</param>
/// <param name="UntilMs">Until when it is good, in Unix milliseconds; null for no end.</param>
public sealed record Credential(CredentialKind Kind, string Value, string Name, long? UntilMs = null);

/// <summary>What a credential is. The numbers are stored.</summary>
public enum CredentialKind
{
    /// <summary>A bearer token, by its SHA-256.</summary>
    BearerToken = 1,

    /// <summary>A client certificate, by the SHA-256 of its DER form.</summary>
    Certificate = 2,

    /// <summary>An address that the switch may send to.</summary>
    Endpoint = 3,
}

// ---- What can be asked ----

/// <summary>What a participant can be asked. A repeat of what is so changes nothing.</summary>
/// <param name="Act">Who asks, and why.</param>
public abstract record ParticipantCommand(OperatorAct Act);

/// <summary>Enrol a participant, or change the agents of one that is enrolled.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Agents">Every way a message may name it or a party reachable through it.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record EnrolParticipant(string Name, IReadOnlyList<ReachableAgent> Agents, OperatorAct Act) : ParticipantCommand(Act)
{
    /// <summary>In what capacity. It cannot be changed later.</summary>
    public ParticipantRole Role { get; init; } = ParticipantRole.Direct;

    /// <summary>What it may do at once.</summary>
    public ParticipantStanding Standing { get; init; } = ParticipantStanding.Enabled;

    /// <summary>Whether it must not be enrolled yet: then nothing of one that is can be changed by mistake.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>
    /// From when the agents count, in Unix milliseconds, so that all banks can change their tables for the same moment;
    /// null for at once.
    /// </summary>
    public long? EffectiveAtMs { get; init; }
}

/// <summary>Change a participant's standing, where that fits how it stands: see <see cref="StandingChanges"/>.</summary>
/// <param name="Change">What shall be done.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record ChangeStanding(StandingChange Change, OperatorAct Act) : ParticipantCommand(Act);

/// <summary>Say what a participant proves itself with and is reached at.</summary>
/// <param name="Credentials">All of them.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record SetCredentials(IReadOnlyList<Credential> Credentials, OperatorAct Act) : ParticipantCommand(Act);

/// <summary>Say for which direct participants an instructing party may send and receive.</summary>
/// <param name="Principals">All of them.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record SetPrincipals(IReadOnlyList<ParticipantId> Principals, OperatorAct Act) : ParticipantCommand(Act);

/// <summary>The reply of a participant.</summary>
public enum ParticipantReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>Nobody of this name is enrolled.</summary>
    NotEnrolled = 1,

    /// <summary>It has left the scheme for good.</summary>
    Closed = 2,

    /// <summary>It takes part in another capacity, or in one that does not allow this.</summary>
    WrongRole = 3,

    /// <summary>Its accounts are not closed.</summary>
    AccountsOpen = 4,

    /// <summary>An agent belongs to another participant.</summary>
    AgentTaken = 5,

    /// <summary>A credential belongs to another participant.</summary>
    CredentialTaken = 6,

    /// <summary>The moment lies in the past.</summary>
    InThePast = 7,

    /// <summary>It is enrolled already.</summary>
    Enrolled = 8,

    /// <summary>It was enabled before; one that was stopped or has signed off is resumed.</summary>
    NotOnboarding = 9,

    /// <summary>It is still being tested.</summary>
    NotYetEnabled = 10,

    /// <summary>It stands so already.</summary>
    StandsSoAlready = 11,

    /// <summary>An operator has stopped it, wholly or from sending: only an operator lets it take part again.</summary>
    StoppedByOperator = 12,

    /// <summary>It has signed off: it has to be back, or be resumed, first.</summary>
    IsSignedOff = 13,
}

/// <summary>What a participant decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct ParticipantDecision(ParticipantReply Reply, ParticipantEvent? Event = null);

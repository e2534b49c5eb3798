using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Participants;

/// <summary>
/// Somebody who takes part in the schemes: a bank with an account and the parties reachable through it, an instructing
/// party, or the settlement bank. It is enrolled, tested, enabled, and may be suspended, sign off, and leave for good.
/// </summary>
/// <param name="Id">Its name in the switch.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Standing">What it may do.</param>
/// <param name="Agents">Every way a message may name it or a party reachable through it.</param>
public sealed record Participant(
    ParticipantId Id, string Name, ParticipantStanding Standing, IReadOnlyList<ReachableAgent> Agents)
{
    /// <summary>In what capacity it takes part.</summary>
    public ParticipantRole Role { get; init; } = ParticipantRole.Direct;

    /// <summary>What it proves itself with and is reached at.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>For whom it may send and receive; empty for all but instructing parties.</summary>
    public IReadOnlyList<ParticipantId> Principals { get; init; } = [];

    /// <summary>A change of its agents that is to come; null for none.</summary>
    public AgentsChangeScheduled? Scheduled { get; init; }

    /// <summary>A participant of whom nothing is known yet.</summary>
    public static Participant Unknown(ParticipantId id) => new(id, "", 0, []);

    /// <summary>Whether it has been enrolled.</summary>
    public bool IsEnrolled => Standing != 0;

    /// <summary>Whether it may send payments.</summary>
    public bool MaySend => Standing == ParticipantStanding.Enabled;

    /// <summary>Whether payments may be forwarded to it.</summary>
    public bool MayReceive => Standing is ParticipantStanding.Enabled or ParticipantStanding.ReceiveOnly;

    /// <summary>Decides on a request.</summary>
    /// <param name="command">The request.</param>
    /// <param name="hasOpenAccounts">Whether it has accounts that are not closed.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public ParticipantDecision Decide(ParticipantCommand command, bool hasOpenAccounts, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Standing == ParticipantStanding.Closed) return new(ParticipantReply.Closed);
        if (command is EnrolParticipant enrol) return Enrol(enrol, nowMs);
        if (!IsEnrolled) return new(ParticipantReply.NotEnrolled);
        switch (command)
        {
            case ChangeStanding c:
                return Change(c, hasOpenAccounts, nowMs);
            case SetCredentials c:
                return Credentials.SequenceEqual(c.Credentials)
                    ? new(ParticipantReply.Done)
                    : new(ParticipantReply.Done, new CredentialsSet(nowMs, c.Credentials, c.Act));
            case SetPrincipals when Role != ParticipantRole.InstructingParty:
                return new(ParticipantReply.WrongRole);
            case SetPrincipals c:
                return Principals.SequenceEqual(c.Principals)
                    ? new(ParticipantReply.Done)
                    : new(ParticipantReply.Done, new PrincipalsSet(nowMs, c.Principals, c.Act));
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A participant knows no such request.");
        }
    }

    /// <summary>The moment of a scheduled change has come. Null: it has not, or there is none.</summary>
    public ParticipantEvent? DecideScheduled(long nowMs) => Scheduled is { } change && nowMs >= change.EffectiveAtMs
        ? new ParticipantAgentsChanged(nowMs, change.Name, change.Agents, change.Act)
        : null;

    /// <summary>The participant after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public Participant Evolve(ParticipantEvent fact) => fact switch
    {
        ParticipantEnrolled e => this with { Name = e.Name, Agents = e.Agents, Role = e.Role, Standing = e.Standing },
        ParticipantAgentsChanged e => this with { Name = e.Name, Agents = e.Agents, Scheduled = null },
        AgentsChangeScheduled e => this with { Scheduled = e },
        ParticipantStandingChanged e => this with { Standing = e.Standing },
        CredentialsSet e => this with { Credentials = e.Credentials },
        PrincipalsSet e => this with { Principals = e.Principals },
        _ => throw new InvalidOperationException($"Participant {Id}: unknown fact {fact?.GetType().Name}."),
    };

    private ParticipantDecision Change(ChangeStanding command, bool hasOpenAccounts, long nowMs)
    {
        (ParticipantReply reply, ParticipantStanding then) = StandingChanges.Of(Standing, command.Change);
        if (reply != ParticipantReply.Done || then == Standing) return new(reply);
        return then == ParticipantStanding.Closed && hasOpenAccounts
            ? new(ParticipantReply.AccountsOpen)
            : new(ParticipantReply.Done, new ParticipantStandingChanged(nowMs, then, command.Act));
    }

    private ParticipantDecision Enrol(EnrolParticipant command, long nowMs)
    {
        if (!IsEnrolled)
        {
            return new(ParticipantReply.Done, new ParticipantEnrolled(nowMs, command.Name, command.Agents, command.Act)
            {
                Role = command.Role, Standing = command.Standing,
            });
        }

        if (command.MustBeNew) return new(ParticipantReply.Enrolled);
        if (command.Role != Role) return new(ParticipantReply.WrongRole);
        if (Name == command.Name && Agents.SequenceEqual(command.Agents) && Scheduled is null) return new(ParticipantReply.Done);
        if (command.EffectiveAtMs is not long effectiveAtMs)
            return new(ParticipantReply.Done, new ParticipantAgentsChanged(nowMs, command.Name, command.Agents, command.Act));
        bool isSame = Scheduled is { } change && change.EffectiveAtMs == effectiveAtMs && change.Name == command.Name && change.Agents.SequenceEqual(command.Agents);
        if (isSame) return new(ParticipantReply.Done);
        return effectiveAtMs > nowMs
            ? new(ParticipantReply.Done, new AgentsChangeScheduled(nowMs, effectiveAtMs, command.Name, command.Agents, command.Act))
            : new(ParticipantReply.InThePast);
    }
}

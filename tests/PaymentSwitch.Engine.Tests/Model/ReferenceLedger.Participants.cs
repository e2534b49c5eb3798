using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Who takes part, and who is reached through whom.</content>
internal sealed partial class ReferenceLedger
{
    public SortedDictionary<ParticipantId, ReferenceParticipant> Participants { get; } = [];

    public ParticipantId? SettlementBank => Participants.Values.FirstOrDefault(one => one.Role == ParticipantRole.SettlementBank && !one.HasLeft)?.Id;

    public ParticipantReply Command(ParticipantId id, EnrolParticipant command)
    {
        ReferenceParticipant? known = Participants.GetValueOrDefault(id);
        // One settlement bank at a time.
        if (command.Role == ParticipantRole.SettlementBank && SettlementBank is ParticipantId bank && bank != id) return ParticipantReply.WrongRole;
        if (WouldShareAnAgent(id, known, command)) return ParticipantReply.AgentTaken;
        if (known is null)
        {
            Participants.Add(id, new ReferenceParticipant(id, command.Role) { Standing = command.Standing, Agents = command.Agents });
            return ParticipantReply.Done;
        }

        if (known.Standing == ParticipantStanding.Closed) return ParticipantReply.Closed;
        if (command.MustBeNew) return ParticipantReply.Enrolled;
        if (known.Role != command.Role) return ParticipantReply.WrongRole;
        if (known.Agents.SequenceEqual(command.Agents) && known.Next is null) return ParticipantReply.Done;
        if (command.EffectiveAtMs is not long effectiveAtMs)
        {
            known.Agents = command.Agents;
            known.Next = null;
            return ParticipantReply.Done;
        }

        if (effectiveAtMs <= NowMs) return ParticipantReply.InThePast;
        known.Next = (effectiveAtMs, command.Agents);
        return ParticipantReply.Done;
    }

    /// <summary>Whether at some moment to come this one and another would both have an agent, if all goes as it is planned now.</summary>
    private bool WouldShareAnAgent(ParticipantId id, ReferenceParticipant? known, EnrolParticipant command)
    {
        long fromMs = known is null ? NowMs : command.EffectiveAtMs ?? NowMs;
        (long FromMs, long ToMs, IReadOnlyList<ReachableAgent> Agents)[] own =
            known is null || fromMs <= NowMs ? [(NowMs, long.MaxValue, command.Agents)] : [(NowMs, fromMs, known.Agents), (fromMs, long.MaxValue, command.Agents)];
        return Participants.Values.Where(other => other.Id != id && !other.HasLeft).Any(other => other.Plan(NowMs).Any(
            theirs => own.Any(mine => mine.FromMs < theirs.ToMs && theirs.FromMs < mine.ToMs
                && mine.Agents.Any(agent => theirs.Agents.Any(their => Long(their.Identification) == Long(agent.Identification))))));
    }

    public ParticipantReply Command(ParticipantId id, ChangeStanding command)
    {
        if (!Participants.TryGetValue(id, out ReferenceParticipant? known)) return ParticipantReply.NotEnrolled;
        ParticipantStanding wanted = Wanted(command.Change);
        if (known.HasLeft) return ParticipantReply.Closed;
        bool byItself = command.Change is StandingChange.SignOnItself or StandingChange.SignOffItself;
        if (wanted != ParticipantStanding.Closed)
        {
            if (known.Standing == ParticipantStanding.Onboarding && command.Change != StandingChange.Enable) return ParticipantReply.NotYetEnabled;
            if (known.Standing == wanted) return byItself ? ParticipantReply.Done : ParticipantReply.StandsSoAlready;
            if (command.Change == StandingChange.Enable && known.Standing != ParticipantStanding.Onboarding) return ParticipantReply.NotOnboarding;
            bool isStopped = known.Standing is ParticipantStanding.Suspended or ParticipantStanding.ReceiveOnly;
            if (isStopped && (byItself || wanted == ParticipantStanding.SignedOff)) return ParticipantReply.StoppedByOperator;
            if (known.Standing == ParticipantStanding.SignedOff && wanted == ParticipantStanding.ReceiveOnly) return ParticipantReply.IsSignedOff;
        }
        else if (Accounts.Values.Any(account => account.Id.Participant == id && account.IsOpen)) return ParticipantReply.AccountsOpen;

        known.Standing = wanted;
        Broadcast(except: id);
        return ParticipantReply.Done;
    }

    private static ParticipantStanding Wanted(StandingChange change) => change switch
    {
        StandingChange.Enable or StandingChange.Resume or StandingChange.SignOnItself => ParticipantStanding.Enabled,
        StandingChange.SignOff or StandingChange.SignOffItself => ParticipantStanding.SignedOff,
        StandingChange.Suspend => ParticipantStanding.Suspended,
        StandingChange.ReceiveOnly => ParticipantStanding.ReceiveOnly,
        StandingChange.Close => ParticipantStanding.Closed,
        _ => throw new MismatchException($"The reference knows no {change}."),
    };

    /// <summary>The participant that is reached under an identification; of two that claim it the first.</summary>
    public ReferenceParticipant? FindAgent(AgentIdentification agent) =>
        Participants.Values.FirstOrDefault(one => !one.HasLeft && one.Agents.Any(own => Long(own.Identification) == Long(agent)));

    private void PassParticipants()
    {
        foreach (ReferenceParticipant one in Participants.Values)
        {
            if (one.Next is not { } next || next.AtMs > NowMs) continue;
            one.Agents = next.Agents;
            one.Next = null;
        }
    }

    private void Broadcast(ParticipantId? except, Currency? within = null)
    {
        foreach (ReferenceParticipant one in Participants.Values)
        {
            bool hears = one.Role != ParticipantRole.SettlementBank && one.Standing is not (ParticipantStanding.Closed or ParticipantStanding.Onboarding);
            // What is about one scheme, those hear who have an account in it, or act for one who has: nobody here does.
            hears &= within is null || Accounts.GetValueOrDefault(new AccountId(one.Id, within))?.IsOpen == true;
            if (hears && one.Id != except) Tell(one.Id, DeliveryKind.Broadcast);
        }
    }
}

/// <summary>A participant as the reference keeps it.</summary>
internal sealed class ReferenceParticipant(ParticipantId id, ParticipantRole role)
{
    public ParticipantId Id { get; } = id;

    public ParticipantRole Role { get; } = role;

    public ParticipantStanding Standing { get; set; }

    public IReadOnlyList<ReachableAgent> Agents { get; set; } = [];

    /// <summary>A change of its agents that is to come.</summary>
    public (long AtMs, IReadOnlyList<ReachableAgent> Agents)? Next { get; set; }

    /// <summary>Which agents it has from when to when.</summary>
    public IEnumerable<(long FromMs, long ToMs, IReadOnlyList<ReachableAgent> Agents)> Plan(long nowMs)
    {
        yield return (nowMs, Next?.AtMs ?? long.MaxValue, Agents);
        if (Next is { } next) yield return (next.AtMs, long.MaxValue, next.Agents);
    }

    public bool HasLeft => Standing == ParticipantStanding.Closed;

    public bool MaySend => Standing == ParticipantStanding.Enabled;

    public bool MayReceive => Standing is ParticipantStanding.Enabled or ParticipantStanding.ReceiveOnly;
}

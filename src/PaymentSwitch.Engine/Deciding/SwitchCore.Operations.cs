using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;
using ApprovalCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.Approvals.Approval, PaymentSwitch.Domain.Approvals.ApprovalEvent>;
using CycleCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.Settlement.SettlementCycle, PaymentSwitch.Domain.Settlement.CycleEvent>;

namespace PaymentSwitch.Engine.Deciding;

/// <content>Participants, approvals, schemes: what operators do.</content>
internal sealed partial class SwitchCore
{
    private readonly SortedDictionary<long, ApprovalCell> _approvals = [];
    private long _lastApproval;
    private readonly Dictionary<string, SchemeCell> _schemeCells = new(StringComparer.Ordinal);

    /// <summary>All participants, in order, whatever their standing.</summary>
    public IReadOnlyList<Participant> ListParticipants() =>
        [.. _participants.Values.Select(cell => cell.Participant).Where(participant => participant.IsEnrolled).OrderBy(participant => participant.Id)];

    /// <summary>All approvals, oldest first.</summary>
    public IReadOnlyList<Approval> ListApprovals() => [.. _approvals.Values.Select(cell => cell.State)];

    /// <summary>Asks a participant on behalf of an operator, or of itself.</summary>
    public ValueTask<ParticipantReply> CommandParticipant(ParticipantId id, ParticipantCommand command) =>
        Once(command.Act, () => new ValueTask<ParticipantReply>(Ask(id, command)));

    private ParticipantReply Ask(ParticipantId id, ParticipantCommand command)
    {
        if (ClashOf(id, command) is ParticipantReply clash and not ParticipantReply.Done) return clash;
        ParticipantCell cell = ParticipantOf(id);
        bool hasOpenAccounts = _accounts.Values.Any(account => account.Account.Id.Participant == id && account.Account.IsOpen);
        ParticipantDecision decision = cell.Participant.Decide(command, hasOpenAccounts, _nowMs);
        if (decision.Event is not null) Store(cell, decision.Event);
        return decision.Reply;
    }

    /// <summary>Asks for a second pair of eyes.</summary>
    /// <returns>The approval's number.</returns>
    public long RequestApproval(RequestApproval command)
    {
        long number = _lastApproval + 1;
        ApprovalCell cell = ApprovalOf(number);
        Carry(cell, cell.State.Decide(command, _nowMs));
        return number;
    }

    /// <summary>Asks an approval.</summary>
    public (ApprovalReply Reply, Approval? Approval) CommandApproval(long number, ApprovalCommand command)
    {
        if (!_approvals.TryGetValue(number, out ApprovalCell? cell)) return (ApprovalReply.Unknown, null);
        ApprovalReply reply = Carry(cell, cell.State.Decide(command, _nowMs));
        return (reply, cell.State);
    }

    /// <summary>Has a scheme go by another profile from a moment on.</summary>
    public ValueTask<SchemeReply> ScheduleProfile(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act) =>
        Once(act, () => new ValueTask<SchemeReply>(Schedule(scheme, document, effectiveAtMs, act)));

    private SchemeReply Schedule(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act)
    {
        if (Schemes.Find(scheme) is not SchemeProfile now) return SchemeReply.Unknown;
        if (Read(document) is not SchemeProfile next) return SchemeReply.Unreadable;
        // Open positions would never be settled, or balances not be bounded, if the accounts' scheme settled another way all at once.
        if (next.Name != scheme || next.Currency != now.Currency || next.SettlementModel != now.SettlementModel) return SchemeReply.OtherScheme;
        SchemeCell cell = SchemeOf(scheme);
        if (effectiveAtMs <= _nowMs || effectiveAtMs <= cell.Changes.LastOrDefault()?.EffectiveAtMs) return SchemeReply.InThePast;
        Keep(cell, new ProfileScheduled(_nowMs, cell.LastVersion + 1, effectiveAtMs, document, act));
        _alarms.Set(cell.Key, effectiveAtMs);
        return SchemeReply.Done;
    }

    /// <summary>Takes a profile back that was scheduled, before its moment.</summary>
    public ValueTask<SchemeReply> WithdrawProfile(string scheme, int version, OperatorAct act) =>
        Once(act, () => new ValueTask<SchemeReply>(Withdraw(scheme, version, act)));

    private SchemeReply Withdraw(string scheme, int version, OperatorAct act)
    {
        if (Schemes.Find(scheme) is null) return SchemeReply.Unknown;
        SchemeCell cell = SchemeOf(scheme);
        if (version < 1 || version > cell.LastVersion) return SchemeReply.NoSuchVersion;
        ProfileScheduled? change = cell.Changes.FirstOrDefault(change => change.Version == version);
        if (change is null) return SchemeReply.Done;
        if (change.EffectiveAtMs <= _nowMs) return SchemeReply.InForce;
        Keep(cell, new ProfileWithdrawn(_nowMs, version, act));
        return SchemeReply.Done;
    }

    /// <summary>Tells all who take part in a scheme something.</summary>
    public SchemeReply Broadcast(string scheme, string eventCode, string text, OperatorAct act)
    {
        if (Schemes.Find(scheme) is not SchemeProfile profile) return SchemeReply.Unknown;
        BroadcastIn(profile.Currency, Keep(SchemeOf(scheme), new BroadcastSent(_nowMs, eventCode, text, act)));
        return SchemeReply.Done;
    }

    /// <summary>The profiles that were scheduled and not withdrawn, oldest first.</summary>
    public IReadOnlyList<(string Scheme, ProfileScheduled Change)> ListProfileChanges() =>
        [.. _schemeCells.Values.SelectMany(cell => cell.Changes.Select(change => (cell.Key.Cycle.Scheme, change)))];

    private async ValueTask ResumeOthers()
    {
        foreach (SchemeCell cell in _schemeCells.Values)
            foreach (ProfileScheduled change in cell.Changes) _alarms.Set(cell.Key, change.EffectiveAtMs);
        foreach (ApprovalCell cell in _approvals.Values)
            if (cell.State.Status == ApprovalStatus.Pending) _alarms.Set(cell.Key, cell.State.Requested!.ExpiresAtMs);
        foreach (ParticipantCell cell in _participants.Values)
            if (cell.Participant.Scheduled is { } change) _alarms.Set(cell.Key, change.EffectiveAtMs);
        ResumeRequests();
        // The profiles that are in force now, before anything is decided by them.
        PassSchemeAlarms();
        await ResumeCycles().ConfigureAwait(false);
        foreach (SchemeCell cell in _schemeCells.Values.ToArray()) await FollowTimetable(cell).ConfigureAwait(false);
        await ResumeStatements().ConfigureAwait(false);
    }

    /// <summary>Lets everything happen whose moment has come, but the deadlines of payments, which are looked at with each answer.</summary>
    public ValueTask PassAlarms() => _alarms.NextMs <= _nowMs ? PassDueAlarms() : default;

    private async ValueTask PassDueAlarms()
    {
        // What is over may have left memory before its last alarm goes off.
        while (_alarms.TakeDue(_nowMs) is EntityKey key)
        {
            switch (key.Kind)
            {
                case EntityKind.Cycle:
                    if (_cycles.TryGetValue(key.Cycle, out var cycle)) await PassAlarm(cycle).ConfigureAwait(false);
                    break;
                case EntityKind.Scheme:
                    Activate(SchemeOf(key.Cycle.Scheme));
                    await OpenMissingCycles().ConfigureAwait(false);
                    await FollowTimetable(SchemeOf(key.Cycle.Scheme)).ConfigureAwait(false);
                    await PassStatements(key.Cycle.Scheme).ConfigureAwait(false);
                    break;
                case EntityKind.Approval:
                    if (_approvals.TryGetValue(key.Cycle.Number, out ApprovalCell? approval) && approval.State.DecideExpiry(_nowMs) is ApprovalEvent expired)
                        Keep(approval, expired);
                    break;
                case EntityKind.RequestToPay:
                    if (_requests.TryGetValue(key.Identity, out var request)) PassAlarm(request);
                    break;
                case EntityKind.Participant:
                    ParticipantCell participant = ParticipantOf(key.Participant);
                    if (participant.Participant.DecideScheduled(_nowMs) is ParticipantEvent changed) Store(participant, changed);
                    break;
            }
        }

        RunSteps();
    }

    private void PassSchemeAlarms()
    {
        foreach (SchemeCell cell in _schemeCells.Values) Activate(cell);
    }

    // Which profile is in force follows from the facts and the time alone: nothing is stored when its moment comes.
    private void Activate(SchemeCell cell)
    {
        foreach (ProfileScheduled change in cell.Changes)
        {
            if (change.EffectiveAtMs > _nowMs || Schemes.Find(cell.Key.Cycle.Scheme) is not SchemeProfile now || now.Version >= change.Version) continue;
            SchemeProfile next = Read(change.Document)
                ?? throw new JournalException($"The profile of {cell.Key.Cycle.Scheme}, version {change.Version}, cannot be read by this version of the switch.");
            Schemes = Schemes.With(next with { Version = change.Version });
            _pending.Schemes = Schemes;
            _viewIsStale = true;
            _tellsPayments = Schemes.Current.Any(AccountNews.TellsPayments);
        }
    }

    // The open cycle was planned by the profile that was in force when it was opened.
    private async ValueTask FollowTimetable(SchemeCell cell)
    {
        string scheme = cell.Key.Cycle.Scheme;
        if (!_openCycles.TryGetValue(scheme, out CycleCell? open)) return;
        var opened = (CycleOpened)open.Facts[0];
        var changes = new List<ProfileChange>();
        int before = 0;
        foreach (ProfileScheduled change in cell.Changes)
        {
            if (change.EffectiveAtMs > _nowMs) break;
            if (change.EffectiveAtMs > opened.AtMs) changes.Add(new ProfileChange(change.EffectiveAtMs, Schemes.Of(scheme, before), Schemes.Of(scheme, change.Version)));
            before = change.Version;
        }

        if (changes.Count > 0) await Carry(open, open.State.Decide(SettlementFlow.Replan(opened, changes), _nowMs)).ConfigureAwait(false);
    }

    private SchemeProfile? Read(ReadOnlyMemory<byte> document)
    {
        if (readProfile is null) return null;
        try
        {
            return readProfile(document);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Does what an approval was granted for, once: that it is done stands in the commit group of the deed itself, so that there is
    /// never the one without the other, and who asks again under the same approval is told that it is done.
    /// </summary>
    /// <param name="act">On whose hand; one without an approval is no concern of this.</param>
    /// <param name="deed">The deed; the reply that it is done is the first of its kind.</param>
    private async ValueTask<TReply> Once<TReply>(OperatorAct? act, Func<ValueTask<TReply>> deed)
        where TReply : struct, Enum
    {
        if (act?.Approval is not long number || !_approvals.TryGetValue(number, out ApprovalCell? cell)) return await deed().ConfigureAwait(false);
        if (cell.State.Status == ApprovalStatus.CarriedOut) return default;
        TReply reply = await deed().ConfigureAwait(false);
        if (reply.Equals(default(TReply)) && cell.State.Status == ApprovalStatus.Granted) Carry(cell, cell.State.Decide(new ReportOutcome("done"), _nowMs));
        return reply;
    }

    private ApprovalReply Carry(ApprovalCell cell, in ApprovalDecision decision)
    {
        if (decision.Event is null) return decision.Reply;
        Keep(cell, decision.Event);
        if (decision.Event is ApprovalRequested requested) _alarms.Set(cell.Key, requested.ExpiresAtMs);
        return decision.Reply;
    }

    private void Store(ParticipantCell cell, ParticipantEvent fact)
    {
        cell.Participant = cell.Participant.Evolve(fact);
        int index = Keep(cell.Key, ++cell.SequenceNr, fact);
        if (fact is AgentsChangeScheduled scheduled) _alarms.Set(cell.Key, scheduled.EffectiveAtMs);
        RefreshDirectory();
        _pending.Directory = _directory;
        if (fact is ParticipantStandingChanged) Broadcast(index, except: cell.Participant.Id);
    }

    /// <summary>Puts what a fact tells into the mailboxes of all who take part, except the one it is about.</summary>
    private void Broadcast(int entryIndex, ParticipantId except)
    {
        foreach (Participant participant in Hearers())
            if (participant.Id != except) Deliver(participant.Id, DeliveryKind.Broadcast, entryIndex);
    }

    /// <summary>
    /// Puts what a fact tells into the mailboxes of those who take part in the scheme of a currency: who has an open account in it,
    /// and who sends and receives for one that has.
    /// </summary>
    private void BroadcastIn(Currency currency, int entryIndex)
    {
        foreach (Participant participant in Hearers())
            if (HasAccount(participant.Id) || participant.Principals.Any(HasAccount)) Deliver(participant.Id, DeliveryKind.Broadcast, entryIndex);

        bool HasAccount(ParticipantId id) => IsOpen(new AccountId(id, currency));
    }

    private IEnumerable<Participant> Hearers() => _directory.Participants.OrderBy(participant => participant.Id).Where(participant =>
        participant.Role != ParticipantRole.SettlementBank && participant.Standing is not (ParticipantStanding.Closed or ParticipantStanding.Onboarding));

    private void RefreshDirectory() => _directory = ParticipantDirectory.Of(
        _participants.Values.Select(cell => cell.Participant).Where(participant => participant.IsEnrolled));

    /// <summary>Whether somebody else has an agent or a credential already.</summary>
    private ParticipantReply ClashOf(ParticipantId id, ParticipantCommand command)
    {
        switch (command)
        {
            case EnrolParticipant { Role: ParticipantRole.SettlementBank } when _directory.SettlementBank is { } keeper && keeper.Id != id:
                return ParticipantReply.WrongRole;
            case EnrolParticipant c when ClashesWithAgents(id, c):
                return ParticipantReply.AgentTaken;
            case SetCredentials c:
                IEnumerable<Credential> others = _participants.Values.Where(cell => cell.Participant.Id != id).SelectMany(cell => cell.Participant.Credentials);
                return others.Any(other => other.Kind != CredentialKind.Endpoint && c.Credentials.Any(own => own.Kind == other.Kind && own.Value == other.Value))
                    ? ParticipantReply.CredentialTaken
                    : ParticipantReply.Done;
            default:
                return ParticipantReply.Done;
        }
    }

    // An agent may move from one participant to another at one moment: the first gives it away then, the second has it from then on.
    private bool ClashesWithAgents(ParticipantId id, EnrolParticipant command)
    {
        Participant? now = _directory.Find(id);
        long fromMs = now is null ? _nowMs : command.EffectiveAtMs ?? _nowMs;
        foreach (AgentIdentification agent in command.Agents.SelectMany(agent => agent.Identification.EachName()))
        {
            if (_directory.Find(agent)?.Participant is not { } holder || holder.Id == id) continue;
            bool givesAway = holder.Scheduled is { } change && change.EffectiveAtMs <= fromMs && !change.Agents.Any(own => own.Identification.Shares(agent));
            if (!givesAway) return true;
        }

        foreach (Participant other in _directory.Participants)
        {
            if (other.Id == id || other.Standing == ParticipantStanding.Closed || other.Scheduled is not { } change) continue;
            if (change.Agents.Any(coming => command.Agents.Any(agent => agent.Identification.Shares(coming.Identification)))) return true;
            // What it gives away later than it had said, another one may have been promised meanwhile.
            bool keepsTooLong = now is not null && change.EffectiveAtMs < fromMs
                && change.Agents.Any(coming => now.Agents.Any(agent => agent.Identification.Shares(coming.Identification)));
            if (keepsTooLong) return true;
        }

        return false;
    }

    private ApprovalCell ApprovalOf(long number)
    {
        if (_approvals.TryGetValue(number, out ApprovalCell? cell)) return cell;
        cell = new ApprovalCell(EntityKey.OfApproval(number), Approval.Unknown(number), static (state, fact) => state.Evolve(fact), static state => state.IsFinal);
        _approvals.Add(number, cell);
        _lastApproval = Math.Max(_lastApproval, number);
        return cell;
    }

    private SchemeCell SchemeOf(string name)
    {
        if (_schemeCells.TryGetValue(name, out SchemeCell? cell)) return cell;
        cell = new SchemeCell(EntityKey.OfScheme(name));
        _schemeCells.Add(name, cell);
        return cell;
    }

    /// <summary>A scheme in memory: nothing but its facts.</summary>
    private sealed class SchemeCell(EntityKey key) : IEntityCell
    {
        private readonly List<IDomainEvent> _facts = [];

        public EntityKey Key { get; } = key;

        public IReadOnlyList<IDomainEvent> Facts => _facts;

        /// <summary>The profiles that were scheduled and not withdrawn, oldest first.</summary>
        public IEnumerable<ProfileScheduled> Changes => _facts.OfType<ProfileScheduled>()
            .Where(change => !_facts.Exists(fact => fact is ProfileWithdrawn withdrawn && withdrawn.Version == change.Version));

        /// <summary>The last version that was given to a profile; 0 for none.</summary>
        public int LastVersion => _facts.OfType<ProfileScheduled>().LastOrDefault()?.Version ?? 0;

        public bool IsFinal => false;

        public void Add(IDomainEvent fact) => _facts.Add(fact);
    }
}

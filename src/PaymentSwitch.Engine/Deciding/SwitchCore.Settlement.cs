using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;
using CycleCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.Settlement.SettlementCycle, PaymentSwitch.Domain.Settlement.CycleEvent>;

namespace PaymentSwitch.Engine.Deciding;

/// <content>Settlement cycles: cut, drained, netted, instructed, settled, while payments go on.</content>
internal sealed partial class SwitchCore
{
    private static readonly OperatorAct ByTimetable = new("timetable");
    private static readonly OperatorAct ByDefaultRule = new("default-rule", "the settlement bank could not move what the participant owes");

    private readonly Dictionary<CycleId, CycleCell> _cycles = [];
    private readonly Dictionary<string, CycleCell> _openCycles = new(StringComparer.Ordinal);
    private readonly Dictionary<Uetr, CycleCell> _instructions = [];
    private readonly List<DrainingCycle> _draining = [];

    /// <summary>All cycles, in order.</summary>
    public IReadOnlyList<SettlementCycle> ListCycles() =>
        [.. _cycles.Values.Select(cell => cell.State).OrderBy(cycle => cycle.Id.Scheme, StringComparer.Ordinal).ThenBy(cycle => cycle.Id.Number)];

    /// <summary>The facts of a cycle, oldest first.</summary>
    public IReadOnlyList<CycleEvent> ListCycleFacts(CycleId id) =>
        _cycles.TryGetValue(id, out CycleCell? cell) ? [.. cell.Facts.Cast<CycleEvent>()] : [];

    /// <summary>Asks a cycle on behalf of an operator or the settlement bank.</summary>
    /// <param name="id">Which: a request to cut that is repeated names the cycle that was cut, and does not cut the next one.</param>
    /// <param name="command">What is asked. <see cref="NetCycle"/> and <see cref="OpenCycle"/> are the core's own.</param>
    public ValueTask<CycleReply> CommandCycle(CycleId id, CycleCommand command) => Once(ActOf(command), () => Ask(id, command));

    // One approval may be for several confirmations. Each instruction is confirmed once by its identity.
    private static OperatorAct? ActOf(CycleCommand command) => command switch
    {
        CutCycle c => c.Act,
        InstructCycle c => c.Act,
        FailInstruction c => c.Act,
        AbortCycle c => c.Act,
        ReopenCycle c => c.Act,
        _ => null,
    };

    private async ValueTask<CycleReply> Ask(CycleId id, CycleCommand command)
    {
        if (!_cycles.TryGetValue(id, out CycleCell? cell)) return CycleReply.Unknown;
        CycleReply reply = command is InstructCycle instruct
            ? await Instruct(cell, instruct.Act).ConfigureAwait(false)
            : await Carry(cell, cell.State.Decide(command, _nowMs)).ConfigureAwait(false);
        RunSteps();
        return reply;
    }

    /// <summary>An instruction was answered: by the settlement bank, or by an operator who knows it from there.</summary>
    public ValueTask<CycleReply> AnswerInstruction(Uetr instruction, bool confirmed, string reasonCode, OperatorAct act)
    {
        if (!_instructions.TryGetValue(instruction, out CycleCell? cell)) return new(CycleReply.NoSuchInstruction);
        return CommandCycle(cell.State.Id, confirmed ? new ConfirmInstruction(instruction, act) : new FailInstruction(instruction, reasonCode, act));
    }

    /// <summary>Whether there is such an instruction, settled or not.</summary>
    public bool KnowsInstruction(Uetr instruction) => _instructions.ContainsKey(instruction);

    /// <summary>Puts another instruction in the place of one that failed.</summary>
    public ValueTask<CycleReply> ReplaceInstruction(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act) =>
        Once(act, () => AskToReplace(id, participant, fromPrefunding, act));

    private async ValueTask<CycleReply> AskToReplace(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act)
    {
        if (!_cycles.TryGetValue(id, out CycleCell? cell)) return CycleReply.Unknown;
        CycleReply reply = await Replace(cell, participant, fromPrefunding, act).ConfigureAwait(false);
        RunSteps();
        return reply;
    }

    private long OpenCycleOf(SchemeProfile profile) =>
        profile.SettlementModel == SettlementModel.DeferredNet && _openCycles.TryGetValue(profile.Name, out CycleCell? open) ? open.State.Id.Number : 0;

    private async ValueTask ResumeCycles()
    {
        foreach (CycleCell cell in _cycles.Values.OrderBy(cell => cell.State.Id.Number))
        {
            if (cell.State.Status == CycleStatus.Open) _openCycles[cell.State.Id.Scheme] = cell;
            foreach (Uetr instruction in InstructionsOf(cell)) _instructions[instruction] = cell;
        }

        foreach (CycleCell cell in _cycles.Values.OrderBy(cell => cell.State.Id.Number).ToArray())
        {
            SchemeProfile profile = ProfileOf(cell);
            await Take(cell, SettlementFlow.Pending(cell.State, profile), cell.State.Status == CycleStatus.Netted ? cell.Facts[^1].AtMs : _nowMs).ConfigureAwait(false);
        }

        await OpenMissingCycles().ConfigureAwait(false);
    }

    /// <summary>Opens the first cycle of each net scheme that has none open.</summary>
    private async ValueTask OpenMissingCycles()
    {
        foreach (SchemeProfile profile in Schemes.Current)
        {
            if (profile.SettlementModel != SettlementModel.DeferredNet || _openCycles.ContainsKey(profile.Name)) continue;
            CycleCell? last = _cycles.Values.Where(cell => cell.State.Id.Scheme == profile.Name).MaxBy(cell => cell.State.Id.Number);
            await OpenNext(profile, last).ConfigureAwait(false);
        }
    }

    private ValueTask<CycleReply> OpenNext(SchemeProfile profile, CycleCell? before)
    {
        CycleCell next = CycleOf(new CycleId(profile.Name, (before?.State.Id.Number ?? 0) + 1));
        return Carry(next, next.State.Decide(SettlementFlow.Next(before?.State.Opened, profile, _nowMs), _nowMs));
    }

    private async ValueTask<CycleReply> Carry(CycleCell cell, CycleDecision decision)
    {
        if (decision.First is not null) await Store(cell, decision.First).ConfigureAwait(false);
        if (decision.Second is not null) await Store(cell, decision.Second).ConfigureAwait(false);
        return decision.Reply;
    }

    private async ValueTask Store(CycleCell cell, CycleEvent fact)
    {
        int index = Keep(cell, fact);
        if (fact is CycleOpened { StartsDay: true } opened) BroadcastIn(opened.Currency, index);
        if (fact is CycleOpened) _openCycles[cell.State.Id.Scheme] = cell;
        if (fact is CycleInstructed or InstructionReplaced)
        {
            foreach (Uetr instruction in InstructionsOf(cell)) _instructions[instruction] = cell;
            if (_directory.SettlementBank is Participant bank) Deliver(bank.Id, DeliveryKind.SettlementInstruction, index);
        }

        TellPositions(cell, fact);
        CycleStep step = SettlementFlow.StepAfter(fact, ProfileOf(cell));
        if (step == CycleStep.HandleDefault) await HandleDefault(cell, ((InstructionFailed)fact).Instruction).ConfigureAwait(false);
        else await Take(cell, step, fact.AtMs).ConfigureAwait(false);
    }

    private async ValueTask Take(CycleCell cell, CycleStep step, long sinceMs)
    {
        switch (step)
        {
            case CycleStep.AwaitCut:
                if (cell.State.Opened!.PlannedCutMs is var cutMs and > 0) _alarms.Set(cell.Key, cutMs);
                break;
            case CycleStep.OpenNextAndDrain:
                await OpenNext(ProfileOf(cell), cell).ConfigureAwait(false);
                await TellCut(cell).ConfigureAwait(false);
                Drain(cell);
                break;
            case CycleStep.Drain:
                // Where accounts are elsewhere it is not known who was told before a crash; told again, an account does nothing.
                if (accountsElsewhere || _comesBack) await TellCut(cell).ConfigureAwait(false);
                Drain(cell);
                break;
            case CycleStep.AwaitInstruction:
                _alarms.Set(cell.Key, sinceMs + ProfileOf(cell).InstructAfterMs!.Value);
                break;
            case CycleStep.ResetPositions:
                await AskAll(AccountsIn(cell.State), account => AskAndTell(account, new SettleAccountCycle(cell.State.Id.Number, IsCovered(cell.State, account)))).ConfigureAwait(false);
                break;
        }
    }

    private ValueTask TellCut(CycleCell cell) => AskAll(AccountsIn(cell.State), account => AskAny(account, new CutAccountCycle(cell.State.Id.Number)));

    private static bool IsCovered(SettlementCycle cycle, AccountCell account) => cycle.Instructions.Any(
        instruction => instruction.Status == InstructionStatus.Covered && instruction.Participant == account.Account.Id.Participant);

    // All are asked before the first has replied.
    private static async ValueTask AskAll(IEnumerable<AccountCell> accounts, Func<AccountCell, ValueTask<AccountReply>> ask)
    {
        foreach (ValueTask<AccountReply> asked in accounts.ToArray().Select(ask).ToArray()) await asked.ConfigureAwait(false);
    }

    /// <summary>The alarm of a cycle has gone off: it is to be cut, or the settlement bank is to be told.</summary>
    private async ValueTask PassAlarm(CycleCell cell)
    {
        if (cell.State.Status == CycleStatus.Open && cell.State.Opened!.PlannedCutMs is var cutMs and > 0 && _nowMs >= cutMs)
            await Carry(cell, cell.State.Decide(new CutCycle(ByTimetable), _nowMs)).ConfigureAwait(false);
        else if (cell.State.Status == CycleStatus.Netted && ProfileOf(cell).InstructAfterMs is long waitMs && _nowMs >= cell.Facts[^1].AtMs + waitMs)
            await Instruct(cell, ByTimetable).ConfigureAwait(false);
    }

    private void Drain(CycleCell cell)
    {
        _draining.RemoveAll(draining => draining.Cell == cell);
        _draining.Add(new DrainingCycle(cell, [.. AccountsIn(cell.State).Where(account => !account.Account.IsDrained(cell.State.Id.Number))]));
        _draining.Sort(static (left, right) => left.Cell.State.Id.Number.CompareTo(right.Cell.State.Id.Number));
    }

    private void NoteDrained(AccountCell account)
    {
        foreach (DrainingCycle draining in _draining)
            if (account.Account.IsDrained(draining.Cell.State.Id.Number)) draining.Undrained.Remove(account);
    }

    // Called when all bookings that followed from anything are done, so that every credit has arrived. Oldest first.
    private async ValueTask NetDrained()
    {
        for (int i = 0; i < _draining.Count;)
        {
            CycleCell cell = _draining[i].Cell;
            if (cell.State.Status == CycleStatus.Draining && _draining[i].Undrained.Count > 0)
            {
                i++;
                continue;
            }

            _draining.RemoveAt(i);
            if (cell.State.Status != CycleStatus.Draining) continue;
            var positions = new List<ParticipantPosition>();
            foreach (AccountCell account in AccountsIn(cell.State))
            {
                CyclePosition position = account.Account.PositionOf(cell.State.Id.Number);
                if (position.DebitsMinor == 0 && position.CreditsMinor == 0) continue;
                positions.Add(new ParticipantPosition(account.Account.Id.Participant, position.DebitsMinor, position.CreditsMinor)
                {
                    DebitCount = position.DebitCount, CreditCount = position.CreditCount,
                });
            }

            await Carry(cell, cell.State.Decide(new NetCycle(positions), _nowMs)).ConfigureAwait(false);
        }
    }

    private ValueTask<CycleReply> Instruct(CycleCell cell, OperatorAct act)
    {
        int attempt = cell.Facts.Count(fact => fact is CycleReopened);
        SettlementInstruction[] instructions =
        [
            .. cell.State.Positions.Where(position => position.NetMinor != 0).Select(position => new SettlementInstruction(
                DerivedIdentity.OfInstruction(cell.State.Id, position.Participant, attempt * 1000), position.Participant, position.NetMinor)),
        ];
        return Carry(cell, cell.State.Decide(new InstructCycle(instructions, act), _nowMs));
    }

    private async ValueTask HandleDefault(CycleCell cell, Uetr instruction)
    {
        SettlementInstruction failed = cell.State.Instructions.Single(own => own.Uetr == instruction);
        // A net receiver has not defaulted: the settlement bank has to say what it needs, and an operator to try again.
        if (failed.NetMinor > 0) return;
        Ask(failed.Participant, new ChangeStanding(StandingChange.Suspend, ByDefaultRule));
        AccountCell account = AccountOf(new AccountId(failed.Participant, cell.State.Opened!.Currency));
        await AskAny(account, new SetAccountTerms(account.Account.Model, new Cap(0), ByDefaultRule)
        {
            MayBeBelowUse = true, MustBePrefunded = account.Account.MustBePrefunded,
        }).ConfigureAwait(false);
        // What the settlement bank would not take from prefunding it is not asked to take again by itself: an operator has to look.
        bool wasCover = cell.Facts.OfType<InstructionReplaced>().Any(replaced => replaced.By.Uetr == instruction && replaced.FromPrefunding);
        if (!wasCover) await Replace(cell, failed.Participant, fromPrefunding: true, ByDefaultRule).ConfigureAwait(false);
    }

    private ValueTask<CycleReply> Replace(CycleCell cell, ParticipantId participant, bool fromPrefunding, OperatorAct act)
    {
        SettlementInstruction? failed = cell.State.Instructions.FirstOrDefault(
            instruction => instruction.Participant == participant && instruction.Status == InstructionStatus.Failed);
        if (failed is null) return new(CycleReply.NoSuchInstruction);
        int attempt = 1 + cell.Facts.Count(fact => fact is InstructionReplaced);
        Uetr by = DerivedIdentity.OfInstruction(cell.State.Id, participant, (cell.Facts.Count(fact => fact is CycleReopened) * 1000) + attempt);
        long prefundedMinor = AccountOf(new AccountId(participant, cell.State.Opened!.Currency)).Account.PrefundedMinor + PromisedMinor(cell, participant);
        return Carry(cell, cell.State.Decide(new ReplaceInstruction(failed.Uetr, by, fromPrefunding, prefundedMinor, act), _nowMs));
    }

    // What a participant's prefunding is to pay for other cycles, as a negative amount: the same money pays once.
    private long PromisedMinor(CycleCell cell, ParticipantId participant) => _cycles.Values
        .Where(other => other != cell && !other.State.IsFinal && other.State.Opened?.Currency == cell.State.Opened!.Currency)
        .SelectMany(other => other.State.Instructions)
        .Where(own => own.Participant == participant && own.Status is (InstructionStatus.Covering or InstructionStatus.Covered))
        .Sum(own => own.NetMinor);

    // Every instruction that ever was, so that a late answer to one that was replaced finds its cycle.
    private static IEnumerable<Uetr> InstructionsOf(IEntityCell cell)
    {
        foreach (IDomainEvent fact in cell.Facts)
        {
            if (fact is CycleInstructed instructed)
                foreach (SettlementInstruction instruction in instructed.Instructions) yield return instruction.Uetr;
            if (fact is InstructionReplaced replaced) yield return replaced.By.Uetr;
        }
    }

    private IEnumerable<AccountCell> AccountsIn(SettlementCycle cycle) =>
        KnownAccounts.Where(cell => cell.Account.Id.Currency == cycle.Opened!.Currency);

    private SchemeProfile ProfileOf(CycleCell cell) => Schemes.Find(cell.Key.Cycle.Scheme) ?? Schemes.Default;

    private CycleCell CycleOf(CycleId id)
    {
        if (_cycles.TryGetValue(id, out CycleCell? cell)) return cell;
        cell = new CycleCell(EntityKey.Of(id), SettlementCycle.Unknown(id), static (state, fact) => state.Evolve(fact), static state => state.IsFinal);
        _cycles.Add(id, cell);
        return cell;
    }

    /// <summary>A cycle that was cut, and the accounts that may still book something in it.</summary>
    private sealed record DrainingCycle(CycleCell Cell, HashSet<AccountCell> Undrained);
}

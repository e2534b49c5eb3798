using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>What the settlement bank answers, and what becomes of a participant that cannot pay.</content>
internal sealed partial class ReferenceLedger
{
    /// <summary>How often prefunding would have paid, had it not been promised to another cycle.</summary>
    public int PromisedElsewhere { get; private set; }

    /// <summary>Every instruction that ever was, with its cycle.</summary>
    public Dictionary<Uetr, CycleId> Instructions { get; } = [];

    /// <summary>Learns by which identity the switch calls an instruction: a new one for each.</summary>
    public bool Name(CycleId id, ParticipantId participant, Uetr uetr)
    {
        ReferenceInstruction? unnamed = Cycles.Find(one => one.Id == id)?.Instructions.Find(one => one.Participant == participant && one.Uetr is null);
        if (unnamed is null) return false;
        if (!Instructions.TryAdd(uetr, id)) throw new MismatchException($"cycle {id}: the identity {uetr} of the instruction of {participant} was used before.");
        unnamed.Uetr = uetr;
        return true;
    }

    /// <summary>The settlement bank's answer to an instruction, whichever cycle it is of.</summary>
    public CycleReply AnswerInstruction(Uetr instruction, bool confirmed, string reasonCode) =>
        !Instructions.TryGetValue(instruction, out CycleId id) ? CycleReply.NoSuchInstruction
        : Command(id, confirmed ? new ConfirmInstruction(instruction, new OperatorAct("model")) : new FailInstruction(instruction, reasonCode, new OperatorAct("model")));

    public CycleReply ReplaceInstruction(CycleId id, ParticipantId participant, bool fromPrefunding) =>
        Cycles.Find(one => one.Id == id) is ReferenceCycle cycle ? Replace(cycle, participant, fromPrefunding) : CycleReply.Unknown;

    private CycleReply Confirm(ReferenceCycle cycle, Uetr uetr)
    {
        if (cycle.Replaced.Contains(uetr)) return CycleReply.AnswerContradicts;
        if (cycle.Instructions.Find(one => one.Uetr == uetr) is not ReferenceInstruction instruction) return CycleReply.NoSuchInstruction;
        if (cycle.Status == CycleStatus.Settled) return CycleReply.SettledAlready;
        if (instruction.IsDone) return CycleReply.Done;
        if (instruction.Status == InstructionStatus.Failed) return CycleReply.AnswerContradicts;
        instruction.Status = instruction.IsFromPrefunding ? InstructionStatus.Covered : InstructionStatus.Confirmed;
        if (cycle.Instructions.All(one => one.IsDone)) Settle(cycle);
        return CycleReply.Done;
    }

    private CycleReply Fail(ReferenceCycle cycle, Uetr uetr, string reasonCode)
    {
        if (cycle.Replaced.Contains(uetr)) return CycleReply.Done;
        if (cycle.Instructions.Find(one => one.Uetr == uetr) is not ReferenceInstruction instruction) return CycleReply.NoSuchInstruction;
        if (cycle.Status == CycleStatus.Settled) return CycleReply.SettledAlready;
        if (instruction.IsDone) return CycleReply.AnswerContradicts;
        if (instruction.Status == InstructionStatus.Failed) return CycleReply.Done;
        bool wasCover = instruction.IsFromPrefunding;
        (instruction.Status, instruction.ReasonCode, cycle.Status) = (InstructionStatus.Failed, reasonCode, CycleStatus.Failed);
        if (instruction.NetMinor < 0) Default(cycle, instruction.Participant, wasCover);
        return CycleReply.Done;
    }

    /// <summary>A net debtor failed: it sends no more, its cap is gone, and its prefunding pays where it reaches, if it is not that which failed.</summary>
    private void Default(ReferenceCycle cycle, ParticipantId participant, bool wasCover)
    {
        Command(participant, new ChangeStanding(StandingChange.Suspend, new OperatorAct("model")));
        ReferenceAccount account = Account(new AccountId(participant, cycle.Scheme.Currency));
        Carry(account, new SetAccountTerms(account.Model, new Cap(0), new OperatorAct("model")) { MayBeBelowUse = true, MustBePrefunded = account.MustBePrefunded });
        if (!wasCover) Replace(cycle, participant, fromPrefunding: true);
    }

    private CycleReply Replace(ReferenceCycle cycle, ParticipantId participant, bool fromPrefunding)
    {
        ReferenceInstruction? failed = cycle.Instructions.Find(one => one.Participant == participant && one.Status == InstructionStatus.Failed);
        if (failed is null) return CycleReply.NoSuchInstruction;
        if (fromPrefunding && (failed.NetMinor > 0 || FreePrefundingMinor(cycle, participant) + failed.NetMinor < 0))
        {
            if (failed.NetMinor < 0 && Account(new AccountId(participant, cycle.Scheme.Currency)).PrefundedMinor + failed.NetMinor >= 0) PromisedElsewhere++;
            return CycleReply.NotCovered;
        }

        failed.Status = fromPrefunding ? InstructionStatus.Covering : InstructionStatus.Sent;
        failed.ReasonCode = null;
        cycle.Replaced.Add(failed.Uetr!.Value);
        failed.Uetr = null;
        if (cycle.Instructions.All(one => one.Status != InstructionStatus.Failed)) cycle.Status = CycleStatus.Instructed;
        TellSettlementBank(DeliveryKind.SettlementInstruction);
        return CycleReply.Done;
    }

    /// <summary>What a participant has brought in and other cycles are not to be paid of: the same money pays once.</summary>
    private long FreePrefundingMinor(ReferenceCycle cycle, ParticipantId participant)
    {
        long promisedMinor = Cycles
            .Where(other => other != cycle && other.Scheme == cycle.Scheme && other.Status != CycleStatus.Settled)
            .SelectMany(other => other.Instructions)
            .Where(one => one.Participant == participant && one.IsFromPrefunding)
            .Sum(one => one.NetMinor);
        return Account(new AccountId(participant, cycle.Scheme.Currency)).PrefundedMinor + promisedMinor;
    }

    private void Settle(ReferenceCycle cycle)
    {
        cycle.Status = CycleStatus.Settled;
        cycle.SettledAtMs = NowMs;
        Report(cycle);
        NoteOver("cycle", () =>
        {
            Cycles.Remove(cycle);
            foreach ((Uetr uetr, CycleId _) in Instructions.Where(entry => entry.Value == cycle.Id).ToArray()) Instructions.Remove(uetr);
        });
        foreach (ReferenceAccount account in AccountsOf(cycle))
        {
            bool covered = cycle.Instructions.Any(one => one.Participant == account.Id.Participant && one.Status == InstructionStatus.Covered);
            if (account.SettleCycle(cycle.Id.Number, covered) != 0) TellBooking(account.Id);
            Alert(account);
        }
    }
}

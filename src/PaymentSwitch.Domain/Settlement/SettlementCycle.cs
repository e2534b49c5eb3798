using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>
/// One cycle of a scheme that settles net: open, cut, drained, netted, instructed, settled. Payments are assigned to it in
/// the very event that settles them; what it owes and gets stands on the accounts. Invariants: it is instructed only if
/// debits equal credits; it is settled only when the money of every instruction has moved; nothing leaves it but the next
/// state. A cycle in which nothing is owed settles without an instruction.
/// </summary>
public sealed record SettlementCycle
{
    /// <summary>Which.</summary>
    public required CycleId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public CycleStatus Status { get; private init; }

    /// <summary>The fact that began it, with the cut as it is planned now; null as long as it is unknown.</summary>
    public CycleOpened? Opened { get; private init; }

    /// <summary>When it was cut, in Unix milliseconds; 0 before.</summary>
    public long CutAtMs { get; private init; }

    /// <summary>When it was settled, in Unix milliseconds; 0 before.</summary>
    public long SettledAtMs { get; private init; }

    /// <summary>What each participant owes or gets; empty before it is netted.</summary>
    public IReadOnlyList<ParticipantPosition> Positions { get; private init; } = [];

    /// <summary>What the settlement bank was told; empty before.</summary>
    public IReadOnlyList<SettlementInstruction> Instructions { get; private init; } = [];

    /// <summary>Instructions that failed and in whose place others stand.</summary>
    public IReadOnlyList<Uetr> Replaced { get; private init; } = [];

    /// <summary>Whether it waits for nobody any more.</summary>
    public bool IsFinal => Status == CycleStatus.Settled;

    /// <summary>A cycle of which nothing is known yet.</summary>
    public static SettlementCycle Unknown(CycleId id) => new() { Id = id };

    /// <summary>The net debtors: those whose accounts give more than they got.</summary>
    public IEnumerable<ParticipantPosition> NetDebtors => Positions.Where(position => position.NetMinor < 0);

    /// <summary>Decides on a request.</summary>
    /// <param name="command">The request.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public CycleDecision Decide(CycleCommand command, long nowMs)
    {
        if (command is OpenCycle open) return Open(open, nowMs);
        if (Status == CycleStatus.Unknown) return new(CycleReply.Unknown);
        return command switch
        {
            MoveCut c => Move(c, nowMs),
            CutCycle c => Status == CycleStatus.Open ? new(CycleReply.Done, new CycleCut(nowMs, c.Act)) : new(CycleReply.NotOpen),
            NetCycle c => Net(c, nowMs),
            InstructCycle c => Instruct(c, nowMs),
            ConfirmInstruction c => Confirm(c, nowMs),
            FailInstruction c => Fail(c, nowMs),
            ReplaceInstruction c => Replace(c, nowMs),
            AbortCycle c => Abort(c, nowMs),
            ReopenCycle c => Status == CycleStatus.Aborted ? new(CycleReply.Done, new CycleReopened(nowMs, c.Act)) : new(CycleReply.NotAborted),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A cycle knows no such request."),
        };
    }

    /// <summary>The cycle after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public SettlementCycle Evolve(CycleEvent fact) => fact switch
    {
        CycleOpened e => this with { Opened = e, Status = CycleStatus.Open },
        CycleCutMoved e => this with { Opened = Opened! with { BusinessDate = e.BusinessDate, OfDay = e.OfDay, PlannedCutMs = e.PlannedCutMs } },
        CycleCut e => this with { Status = CycleStatus.Draining, CutAtMs = e.AtMs },
        CycleNetted e => this with { Status = CycleStatus.Netted, Positions = e.Positions },
        CycleFoundUnbalanced e => this with { Status = CycleStatus.Unbalanced, Positions = e.Positions },
        CycleInstructed e => this with { Status = CycleStatus.Instructed, Instructions = e.Instructions },
        InstructionConfirmed e => With(e.Instruction, instruction => instruction with
        {
            Status = instruction.Status == InstructionStatus.Covering ? InstructionStatus.Covered : InstructionStatus.Confirmed,
        }),
        InstructionFailed e => With(e.Instruction, instruction => instruction with { Status = InstructionStatus.Failed, ReasonCode = e.ReasonCode })
            with { Status = CycleStatus.Failed },
        InstructionReplaced e => Replace(e),
        CycleSettled e => this with { Status = CycleStatus.Settled, SettledAtMs = e.AtMs },
        CycleAborted => this with { Status = CycleStatus.Aborted },
        CycleReopened => this with { Status = CycleStatus.Draining, Positions = [] },
        CycleReported => this,
        _ => throw new InvalidOperationException($"Settlement cycle {Id}: unknown fact {fact?.GetType().Name}."),
    };

    /// <summary>What its participants are told after a fact that it has taken in; null for nothing.</summary>
    public CycleReported? DecideReport(CycleEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        CycleStage? stage = fact switch
        {
            CycleNetted => CycleStage.Netted,
            CycleSettled => CycleStage.Settled,
            CycleAborted => CycleStage.Aborted,
            _ => null,
        };
        // One that was aborted before it was netted, or in which nobody booked anything, tells nobody anything.
        return stage is null || Positions.Count == 0 ? null : new CycleReported(
            fact.AtMs, stage.Value, Opened!.Currency, Opened.BusinessDate, Opened.AtMs, CutAtMs, Positions);
    }

    private CycleDecision Open(OpenCycle command, long nowMs)
    {
        if (Opened is not null) return new(Opened.Currency == command.Currency ? CycleReply.Done : CycleReply.OtherCurrency);
        return new(CycleReply.Done, new CycleOpened(
            nowMs, command.Currency, command.BusinessDate, command.OfDay, command.PlannedCutMs, command.StartsDay));
    }

    private CycleDecision Move(MoveCut command, long nowMs)
    {
        if (Status != CycleStatus.Open) return new(CycleReply.NotOpen);
        bool isSame = (Opened!.BusinessDate, Opened.OfDay, Opened.PlannedCutMs) == (command.BusinessDate, command.OfDay, command.PlannedCutMs);
        return isSame ? new(CycleReply.Done) : new(CycleReply.Done, new CycleCutMoved(nowMs, command.BusinessDate, command.OfDay, command.PlannedCutMs));
    }

    private CycleDecision Net(NetCycle command, long nowMs)
    {
        if (Status == CycleStatus.Open) return new(CycleReply.StillOpen);
        if (Status != CycleStatus.Draining) return new(Status == CycleStatus.Aborted ? CycleReply.Aborted : CycleReply.Done);
        ParticipantPosition[] positions = [.. command.Positions.OrderBy(position => position.Participant)];
        // In the range of 64 bits: each position is, and what does not fit cannot be in balance.
        decimal sumMinor = positions.Sum(position => (decimal)position.NetMinor);
        if (sumMinor != 0) return new(CycleReply.Unbalanced, new CycleFoundUnbalanced(nowMs, positions));
        bool owesNothing = positions.All(position => position.NetMinor == 0);
        return new(CycleReply.Done, new CycleNetted(nowMs, positions), owesNothing ? new CycleSettled(nowMs) : null);
    }

    private CycleDecision Instruct(InstructCycle command, long nowMs) => Status switch
    {
        CycleStatus.Netted => new(CycleReply.Done, new CycleInstructed(nowMs, command.Instructions, command.Act)),
        CycleStatus.Open => new(CycleReply.StillOpen),
        CycleStatus.Draining => new(CycleReply.NotNetted),
        CycleStatus.Aborted => new(CycleReply.Aborted),
        CycleStatus.Settled => new(CycleReply.SettledAlready),
        CycleStatus.Unbalanced => new(CycleReply.Unbalanced),
        _ => new(CycleReply.InstructedAlready),
    };

    private CycleDecision Confirm(ConfirmInstruction command, long nowMs)
    {
        if (Replaced.Contains(command.Instruction)) return new(CycleReply.AnswerContradicts);
        if (Find(command.Instruction) is not SettlementInstruction instruction) return new(CycleReply.NoSuchInstruction);
        if (instruction.IsDone) return new(Status == CycleStatus.Settled ? CycleReply.SettledAlready : CycleReply.Done);
        if (instruction.Status == InstructionStatus.Failed) return new(CycleReply.AnswerContradicts);
        bool isLast = Instructions.All(other => other.IsDone || other == instruction);
        return new(CycleReply.Done, new InstructionConfirmed(nowMs, command.Instruction, command.Act), isLast ? new CycleSettled(nowMs) : null);
    }

    private CycleDecision Fail(FailInstruction command, long nowMs)
    {
        if (Replaced.Contains(command.Instruction)) return new(CycleReply.Done);
        if (Find(command.Instruction) is not SettlementInstruction instruction) return new(CycleReply.NoSuchInstruction);
        if (instruction.IsDone) return new(Status == CycleStatus.Settled ? CycleReply.SettledAlready : CycleReply.AnswerContradicts);
        if (instruction.Status == InstructionStatus.Failed) return new(CycleReply.Done);
        return new(CycleReply.Done, new InstructionFailed(nowMs, command.Instruction, command.ReasonCode, command.Act));
    }

    private CycleDecision Replace(ReplaceInstruction command, long nowMs)
    {
        if (Find(command.Failed) is not { Status: InstructionStatus.Failed } failed) return new(CycleReply.NoSuchInstruction);
        // A net receiver owes nothing: its money does not come from its own prefunding.
        if (command.FromPrefunding && (failed.NetMinor > 0 || command.PrefundedMinor < -failed.NetMinor)) return new(CycleReply.NotCovered);
        InstructionStatus status = command.FromPrefunding ? InstructionStatus.Covering : InstructionStatus.Sent;
        SettlementInstruction by = failed with { Uetr = command.By, Status = status, ReasonCode = null };
        return new(CycleReply.Done, new InstructionReplaced(nowMs, command.Failed, by, command.FromPrefunding, command.Act));
    }

    private CycleDecision Abort(AbortCycle command, long nowMs) => Status switch
    {
        CycleStatus.Draining or CycleStatus.Netted or CycleStatus.Unbalanced => new(CycleReply.Done, new CycleAborted(nowMs, command.Act)),
        CycleStatus.Aborted => new(CycleReply.Done),
        CycleStatus.Open => new(CycleReply.StillOpen),
        CycleStatus.Settled => new(CycleReply.SettledAlready),
        _ => new(CycleReply.InstructedAlready),
    };

    private SettlementInstruction? Find(Uetr instruction) => Instructions.FirstOrDefault(own => own.Uetr == instruction);

    private SettlementCycle With(Uetr instruction, Func<SettlementInstruction, SettlementInstruction> change) =>
        this with { Instructions = [.. Instructions.Select(own => own.Uetr == instruction ? change(own) : own)] };

    private SettlementCycle Replace(InstructionReplaced fact)
    {
        SettlementCycle after = With(fact.Failed, _ => fact.By) with { Replaced = [.. Replaced, fact.Failed] };
        bool othersFailed = after.Instructions.Any(instruction => instruction.Status == InstructionStatus.Failed);
        return after with { Status = othersFailed ? CycleStatus.Failed : CycleStatus.Instructed };
    }
}

using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Settlement;

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about a settlement cycle.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record CycleEvent(long AtMs) : IDomainEvent;

/// <summary>The cycle began: payments that settle from now on belong to it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Currency">The one currency that it settles.</param>
/// <param name="BusinessDate">The business day that it belongs to.</param>
/// <param name="OfDay">Its place in that day, counted from 1.</param>
/// <param name="PlannedCutMs">When the timetable cuts it, in Unix milliseconds; 0 where operators do.</param>
/// <param name="StartsDay">Whether a business day began with it; participants are told (admi.004).</param>
public sealed record CycleOpened(long AtMs, Currency Currency, DateOnly BusinessDate, int OfDay, long PlannedCutMs, bool StartsDay) : CycleEvent(AtMs);

/// <summary>The scheme's timetable changed while the cycle was open: it is cut when the new one says.</summary>
/// <param name="AtMs">When.</param>
/// <param name="BusinessDate">The business day that it belongs to now.</param>
/// <param name="OfDay">Its place in that day, counted from 1.</param>
/// <param name="PlannedCutMs">When the timetable cuts it, in Unix milliseconds; 0 where operators do.</param>
public sealed record CycleCutMoved(long AtMs, DateOnly BusinessDate, int OfDay, long PlannedCutMs) : CycleEvent(AtMs);

/// <summary>The cycle takes no more payments.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">The timetable, or an operator.</param>
public sealed record CycleCut(long AtMs, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>Everything has arrived: what each participant owes or gets.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Positions">The positions, by participant; they add up to zero.</param>
public sealed record CycleNetted(long AtMs, IReadOnlyList<ParticipantPosition> Positions) : CycleEvent(AtMs);

/// <summary>Debits and credits differ. The cycle stops here.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Positions">The positions, by participant.</param>
public sealed record CycleFoundUnbalanced(long AtMs, IReadOnlyList<ParticipantPosition> Positions) : CycleEvent(AtMs);

/// <summary>The settlement bank is told to move the money (pacs.009).</summary>
/// <param name="AtMs">When.</param>
/// <param name="Instructions">One for each participant whose net position is not zero.</param>
/// <param name="Act">The timetable, or an operator.</param>
public sealed record CycleInstructed(long AtMs, IReadOnlyList<SettlementInstruction> Instructions, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>The settlement bank has moved the money of one instruction.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Instruction">Which, by its UETR.</param>
/// <param name="Act">The settlement bank, or an operator.</param>
public sealed record InstructionConfirmed(long AtMs, Uetr Instruction, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>The settlement bank could not move the money of one instruction.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Instruction">Which, by its UETR.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="Act">The settlement bank, or an operator.</param>
public sealed record InstructionFailed(long AtMs, Uetr Instruction, string ReasonCode, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>Another instruction stands in the place of one that failed (pacs.009).</summary>
/// <param name="AtMs">When.</param>
/// <param name="Failed">The instruction that failed.</param>
/// <param name="By">The instruction in its place.</param>
/// <param name="FromPrefunding">Whether what the participant owes is taken from its prefunding.</param>
/// <param name="Act">The rule, or an operator.</param>
public sealed record InstructionReplaced(long AtMs, Uetr Failed, SettlementInstruction By, bool FromPrefunding, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>The money of all instructions has moved: the positions are reset. Final.</summary>
/// <param name="AtMs">When.</param>
public sealed record CycleSettled(long AtMs) : CycleEvent(AtMs);

/// <summary>An operator stopped the settlement of the cycle.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">Who, and why.</param>
public sealed record CycleAborted(long AtMs, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>An operator took the settlement of the cycle up again.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">Who, and why.</param>
public sealed record CycleReopened(long AtMs, OperatorAct Act) : CycleEvent(AtMs);

/// <summary>
/// Those who booked something in the cycle are told what it comes to (camt.052). It has all that they are told: each one's message
/// is made of it alone.
/// </summary>
/// <param name="AtMs">When.</param>
/// <param name="Stage">What has happened.</param>
/// <param name="Currency">The currency that the cycle settles.</param>
/// <param name="BusinessDate">The business day that it belongs to.</param>
/// <param name="OpenedAtMs">When it began, in Unix milliseconds.</param>
/// <param name="CutAtMs">When it was cut, in Unix milliseconds.</param>
/// <param name="Positions">What each participant owes or gets.</param>
public sealed record CycleReported(
    long AtMs, CycleStage Stage, Currency Currency, DateOnly BusinessDate, long OpenedAtMs, long CutAtMs, IReadOnlyList<ParticipantPosition> Positions)
    : CycleEvent(AtMs);

/// <summary>What the participants of a cycle are told of. The numbers are stored.</summary>
public enum CycleStage
{
    /// <summary>It is known what each one owes or gets; the settlement bank moves it next.</summary>
    Netted = 1,

    /// <summary>The money has moved. Final.</summary>
    Settled = 2,

    /// <summary>An operator has stopped the settlement: what was told before does not hold.</summary>
    Aborted = 3,
}

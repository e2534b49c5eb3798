using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>What a settlement cycle can be asked. A repeat of what was done changes nothing.</summary>
public abstract record CycleCommand;

/// <summary>Begin the cycle.</summary>
/// <param name="Currency">The one currency that it settles.</param>
/// <param name="BusinessDate">The business day that it belongs to.</param>
/// <param name="OfDay">Its place in that day, counted from 1.</param>
/// <param name="PlannedCutMs">When the timetable cuts it, in Unix milliseconds; 0 where operators do.</param>
/// <param name="StartsDay">Whether the business day before ends with it: participants are told.</param>
public sealed record OpenCycle(Currency Currency, DateOnly BusinessDate, int OfDay, long PlannedCutMs, bool StartsDay) : CycleCommand;

/// <summary>Be cut at another time than was planned: the timetable changed.</summary>
/// <param name="BusinessDate">The business day that the cut belongs to.</param>
/// <param name="OfDay">Its place in that day, counted from 1.</param>
/// <param name="PlannedCutMs">When the timetable cuts it, in Unix milliseconds; 0 where operators do.</param>
public sealed record MoveCut(DateOnly BusinessDate, int OfDay, long PlannedCutMs) : CycleCommand;

/// <summary>Take no more payments in.</summary>
/// <param name="Act">The timetable, or an operator.</param>
public sealed record CutCycle(OperatorAct Act) : CycleCommand;

/// <summary>Every account is drained: set down what each participant owes or gets.</summary>
/// <param name="Positions">The positions of all accounts that booked anything in it.</param>
public sealed record NetCycle(IReadOnlyList<ParticipantPosition> Positions) : CycleCommand;

/// <summary>Tell the settlement bank to move the money.</summary>
/// <param name="Instructions">One for each participant whose net position is not zero.</param>
/// <param name="Act">The timetable, or an operator.</param>
public sealed record InstructCycle(IReadOnlyList<SettlementInstruction> Instructions, OperatorAct Act) : CycleCommand;

/// <summary>The settlement bank has moved the money of one instruction.</summary>
/// <param name="Instruction">Which, by its UETR.</param>
/// <param name="Act">The settlement bank, or an operator who knows it from there.</param>
public sealed record ConfirmInstruction(Uetr Instruction, OperatorAct Act) : CycleCommand;

/// <summary>The settlement bank could not move the money of one instruction.</summary>
/// <param name="Instruction">Which, by its UETR.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="Act">The settlement bank, or an operator who knows it from there.</param>
public sealed record FailInstruction(Uetr Instruction, string ReasonCode, OperatorAct Act) : CycleCommand;

/// <summary>Put another instruction in the place of one that failed.</summary>
/// <param name="Failed">The instruction that failed.</param>
/// <param name="By">The instruction in its place.</param>
/// <param name="FromPrefunding">
/// Whether what the participant owes is taken from its prefunding; otherwise the settlement bank tries the same again.
/// </param>
/// <param name="PrefundedMinor">What the participant has brought in, in minor units.</param>
/// <param name="Act">The rule, or an operator.</param>
public sealed record ReplaceInstruction(Uetr Failed, Uetr By, bool FromPrefunding, long PrefundedMinor, OperatorAct Act) : CycleCommand;

/// <summary>Stop the settlement of the cycle before the settlement bank is told.</summary>
/// <param name="Act">Who, and why.</param>
public sealed record AbortCycle(OperatorAct Act) : CycleCommand;

/// <summary>Take the settlement of an aborted cycle up again.</summary>
/// <param name="Act">Who, and why.</param>
public sealed record ReopenCycle(OperatorAct Act) : CycleCommand;

/// <summary>What one participant has booked in a cycle.</summary>
/// <param name="Participant">Who.</param>
/// <param name="DebitsMinor">What left its account, in minor units.</param>
/// <param name="CreditsMinor">What came in, in minor units.</param>
public sealed record ParticipantPosition(ParticipantId Participant, long DebitsMinor, long CreditsMinor)
{
    /// <summary>How many payments and returns left its account. Facts of before these were counted have 0.</summary>
    public long DebitCount { get; init; }

    /// <summary>How many came in; likewise.</summary>
    public long CreditCount { get; init; }

    /// <summary>Credits less debits, in minor units: what it gets, or owes where negative.</summary>
    public long NetMinor => CreditsMinor - DebitsMinor;
}

/// <summary>What the settlement bank is told to do for one participant.</summary>
/// <param name="Uetr">The instruction's identity.</param>
/// <param name="Participant">Who.</param>
/// <param name="NetMinor">What it gets, or owes where negative, in minor units. Never zero.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReasonCode">Why it failed; null otherwise.</param>
public sealed record SettlementInstruction(
    Uetr Uetr, ParticipantId Participant, long NetMinor, InstructionStatus Status = InstructionStatus.Sent, string? ReasonCode = null)
{
    /// <summary>Whether the money has moved.</summary>
    public bool IsDone => Status is InstructionStatus.Confirmed or InstructionStatus.Covered;
}

/// <summary>The reply of a settlement cycle.</summary>
public enum CycleReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>There is no such cycle.</summary>
    Unknown = 1,

    /// <summary>It is not open: it was cut before.</summary>
    NotOpen = 2,

    /// <summary>It has not been cut.</summary>
    StillOpen = 3,

    /// <summary>It still drains.</summary>
    NotNetted = 4,

    /// <summary>The settlement bank has been told already.</summary>
    InstructedAlready = 5,

    /// <summary>It is settled.</summary>
    SettledAlready = 6,

    /// <summary>It was not aborted.</summary>
    NotAborted = 7,

    /// <summary>It was aborted.</summary>
    Aborted = 8,

    /// <summary>It has no such instruction.</summary>
    NoSuchInstruction = 9,

    /// <summary>The instruction was answered before, the other way.</summary>
    AnswerContradicts = 10,

    /// <summary>The prefunding does not cover what the participant owes.</summary>
    NotCovered = 11,

    /// <summary>The cycle is in another currency.</summary>
    OtherCurrency = 12,

    /// <summary>Debits and credits differ. Nothing is instructed.</summary>
    Unbalanced = 13,
}

/// <summary>What a cycle decided: up to two facts, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the facts are stored.</param>
/// <param name="First">The first fact, or null.</param>
/// <param name="Second">The second fact, or null.</param>
public readonly record struct CycleDecision(CycleReply Reply, CycleEvent? First = null, CycleEvent? Second = null);

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>What a settlement cycle came to: who owes and gets how much, where its settlement stands, and when each step was.</summary>
public sealed record CycleReport
{
    /// <summary>Which cycle.</summary>
    public required CycleId Id { get; init; }

    /// <summary>The currency that it settles.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The business day that it belongs to.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Its place in that day, counted from 1.</summary>
    public required int OfDay { get; init; }

    /// <summary>Where it stands.</summary>
    public required CycleStatus Status { get; init; }

    /// <summary>Those who booked something in it, by name; empty before it is netted.</summary>
    public required IReadOnlyList<CycleReportLine> Participants { get; init; }

    /// <summary>All debits, in minor units.</summary>
    public required Int128 DebitsMinor { get; init; }

    /// <summary>All credits, in minor units.</summary>
    public required Int128 CreditsMinor { get; init; }

    /// <summary>What the net debtors owe together, in minor units: what the settlement bank has to move.</summary>
    public required Int128 ToMoveMinor { get; init; }

    /// <summary>Whether debits equal credits.</summary>
    public bool IsBalanced => DebitsMinor == CreditsMinor;

    /// <summary>What happened to it, oldest first.</summary>
    public required IReadOnlyList<CycleReportStep> Steps { get; init; }

    /// <summary>Makes the report of a cycle.</summary>
    /// <param name="cycle">The cycle, known.</param>
    /// <param name="facts">Its facts, oldest first.</param>
    public static CycleReport Of(SettlementCycle cycle, IReadOnlyList<CycleEvent> facts)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(facts);
        CycleOpened opened = cycle.Opened ?? throw new ArgumentException($"There is no cycle {cycle.Id}.", nameof(cycle));
        return new CycleReport
        {
            Id = cycle.Id,
            Currency = opened.Currency,
            BusinessDate = opened.BusinessDate,
            OfDay = opened.OfDay,
            Status = cycle.Status,
            Participants =
            [
                .. cycle.Positions.OrderBy(position => position.Participant).Select(position => new CycleReportLine(
                    position.Participant, position.DebitsMinor, position.CreditsMinor,
                    cycle.Instructions.LastOrDefault(instruction => instruction.Participant == position.Participant))),
            ],
            DebitsMinor = cycle.Positions.Aggregate((Int128)0, (sum, position) => sum + position.DebitsMinor),
            CreditsMinor = cycle.Positions.Aggregate((Int128)0, (sum, position) => sum + position.CreditsMinor),
            ToMoveMinor = cycle.NetDebtors.Aggregate((Int128)0, (sum, position) => sum - position.NetMinor),
            // What participants were told is no step of its own: it follows from the one before.
            Steps = [.. facts.Where(fact => fact is not CycleReported).Select(StepOf)],
        };
    }

    private static CycleReportStep StepOf(CycleEvent fact) => fact switch
    {
        CycleOpened => new(fact.AtMs, "opened", null, null),
        CycleCutMoved e => new(e.AtMs, "cut moved", null, $"to {e.OfDay} of {e.BusinessDate:yyyy-MM-dd}"),
        CycleCut e => new(e.AtMs, "cut", e.Act, null),
        CycleNetted => new(fact.AtMs, "netted", null, null),
        CycleFoundUnbalanced => new(fact.AtMs, "found unbalanced", null, null),
        CycleInstructed e => new(e.AtMs, "instructed", e.Act, $"{e.Instructions.Count} instructions"),
        InstructionConfirmed e => new(e.AtMs, "instruction confirmed", e.Act, e.Instruction.ToString()),
        InstructionFailed e => new(e.AtMs, "instruction failed", e.Act, $"{e.Instruction}: {e.ReasonCode}"),
        InstructionReplaced e => new(e.AtMs, "instruction replaced", e.Act, $"{e.Failed} by {e.By.Uetr}{(e.FromPrefunding ? ", from prefunding" : "")}"),
        CycleSettled => new(fact.AtMs, "settled", null, null),
        CycleAborted e => new(e.AtMs, "aborted", e.Act, null),
        CycleReopened e => new(e.AtMs, "re-opened", e.Act, null),
        _ => new(fact.AtMs, fact.GetType().Name, null, null),
    };
}

/// <summary>One participant in the report of a cycle.</summary>
/// <param name="Participant">Who.</param>
/// <param name="DebitsMinor">What left its account, in minor units.</param>
/// <param name="CreditsMinor">What came in, in minor units.</param>
/// <param name="Instruction">What the settlement bank was told, as it stands; null where it was told nothing.</param>
public sealed record CycleReportLine(ParticipantId Participant, long DebitsMinor, long CreditsMinor, SettlementInstruction? Instruction)
{
    /// <summary>Credits less debits, in minor units: what it gets, or owes where negative.</summary>
    public long NetMinor => CreditsMinor - DebitsMinor;
}

/// <summary>A step in the life of a cycle.</summary>
/// <param name="AtMs">When, in Unix milliseconds.</param>
/// <param name="What">What happened.</param>
/// <param name="Act">Who did it, and why; null where it followed by itself.</param>
/// <param name="Details">More about it; null for nothing.</param>
public sealed record CycleReportStep(long AtMs, string What, OperatorAct? Act, string? Details);

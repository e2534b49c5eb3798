using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>The life of a settlement cycle, in order: on this fact, ask that.</summary>
public static class SettlementFlow
{
    /// <summary>What a fact makes the cycle ask for.</summary>
    /// <param name="fact">What has just become true.</param>
    /// <param name="profile">The scheme.</param>
    public static CycleStep StepAfter(CycleEvent fact, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return fact switch
        {
            CycleOpened or CycleCutMoved => CycleStep.AwaitCut,
            CycleCut => CycleStep.OpenNextAndDrain,
            CycleReopened => CycleStep.Drain,
            CycleNetted => profile.InstructAfterMs is null ? CycleStep.None : CycleStep.AwaitInstruction,
            InstructionFailed => CycleStep.HandleDefault,
            CycleSettled => CycleStep.ResetPositions,
            _ => CycleStep.None,
        };
    }

    /// <summary>What a cycle still waits for, after a crash or a move to another host.</summary>
    public static CycleStep Pending(SettlementCycle cycle, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(profile);
        return cycle.Status switch
        {
            CycleStatus.Open => CycleStep.AwaitCut,
            CycleStatus.Draining => CycleStep.Drain,
            CycleStatus.Netted when profile.InstructAfterMs is not null => CycleStep.AwaitInstruction,
            _ => CycleStep.None,
        };
    }

    /// <summary>The cycle that follows one, by the timetable of its scheme.</summary>
    /// <param name="before">The one before; null for the first.</param>
    /// <param name="profile">The scheme.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public static OpenCycle Next(CycleOpened? before, SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Settlement is not SettlementTimetable timetable)
        {
            // No timetable: operators cut, and a day is a day of the scheme's calendar.
            DateOnly today = profile.BusinessDayZone.DateAt(nowMs);
            bool isSameDay = before?.BusinessDate == today;
            return new OpenCycle(profile.Currency, today, isSameDay ? before!.OfDay + 1 : 1, 0, before is not null && !isSameDay);
        }

        // A cycle that was cut by hand before its time is followed by the one after it, not by itself.
        PlannedCut cut = timetable.NextCut(Math.Max(nowMs, before?.PlannedCutMs ?? 0));
        return new OpenCycle(
            profile.Currency, cut.BusinessDate, cut.NumberOfDay, cut.AtMs, before is not null && before.BusinessDate != cut.BusinessDate);
    }

    /// <summary>
    /// When an open cycle is to be cut, after changes of its scheme's profile: where a change makes another moment the next cut,
    /// at that moment. A cut that was due before a change is not undone by it.
    /// </summary>
    /// <param name="opened">The fact that began the cycle, as it was then.</param>
    /// <param name="changes">The changes that came into force after it was opened, oldest first.</param>
    public static MoveCut Replan(CycleOpened opened, IEnumerable<ProfileChange> changes)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(changes);
        var plan = new MoveCut(opened.BusinessDate, opened.OfDay, opened.PlannedCutMs);
        foreach (ProfileChange change in changes)
        {
            if (plan.PlannedCutMs > 0 && plan.PlannedCutMs <= change.EffectiveAtMs) break;
            PlannedCut? before = change.Before.Settlement?.NextCut(change.EffectiveAtMs);
            PlannedCut? after = change.After.Settlement?.NextCut(change.EffectiveAtMs);
            if (before?.AtMs == after?.AtMs) continue;
            plan = after is { } cut ? new MoveCut(cut.BusinessDate, cut.NumberOfDay, cut.AtMs) : plan with { PlannedCutMs = 0 };
        }

        return plan;
    }
}

/// <summary>A profile that took the place of another one.</summary>
/// <param name="EffectiveAtMs">From when, in Unix milliseconds.</param>
/// <param name="Before">The one before.</param>
/// <param name="After">The one from then on.</param>
public sealed record ProfileChange(long EffectiveAtMs, SchemeProfile Before, SchemeProfile After);

/// <summary>One thing a settlement cycle asks for.</summary>
public enum CycleStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Come back when the timetable cuts it.</summary>
    AwaitCut,

    /// <summary>Open the next cycle, tell all accounts of the cut, and net when they are drained.</summary>
    OpenNextAndDrain,

    /// <summary>Net when all accounts are drained.</summary>
    Drain,

    /// <summary>Come back when the settlement bank is to be told.</summary>
    AwaitInstruction,

    /// <summary>Suspend the participant that failed, take its cap away, and take what it owes from its prefunding.</summary>
    HandleDefault,

    /// <summary>Tell all accounts that their positions are settled.</summary>
    ResetPositions,
}

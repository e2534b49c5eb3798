namespace PaymentSwitch.Simulations.Fairness;

/// <summary>A phase in which the fourth bank is good, or bad.</summary>
/// <param name="isBad">Which of the two.</param>
/// <param name="counts">Whether it counts; the first two do not.</param>
internal sealed class FairnessPhase(bool isBad, bool counts)
{
    /// <summary>Whether the fourth bank is bad.</summary>
    public bool IsBad { get; } = isBad;

    /// <summary>Whether it counts.</summary>
    public bool Counts { get; } = counts;

    /// <summary>From when it is measured, as a timestamp of the stopwatch.</summary>
    public long From { get; set; }

    /// <summary>Until when it is measured.</summary>
    public long To { get; set; }

    /// <summary>The phases: in pairs, the one kind first in every other pair, so that what only grows does not count for one kind.</summary>
    public static IEnumerable<FairnessPhase> Plan(FairnessSettings settings)
    {
        for (int pair = 0; pair <= settings.Pairs; pair++)
        {
            yield return new FairnessPhase(pair % 2 != 0, pair > 0);
            yield return new FairnessPhase(pair % 2 == 0, pair > 0);
        }
    }
}

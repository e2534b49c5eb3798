namespace PaymentSwitch.Engine.Timekeeping;

/// <summary>What has become of the machine's clock, seen from the switch's time.</summary>
public enum ClockChange
{
    /// <summary>It has stepped, ahead or back. It is not followed yet.</summary>
    Stepped = 1,

    /// <summary>It is near the switch's time again, before the step was followed.</summary>
    Returned = 2,

    /// <summary>It has stayed ahead: the switch's time was set to it.</summary>
    FollowedAhead = 3,

    /// <summary>It has stayed behind: the switch's time, which never goes back, runs slowly until the clock has caught up.</summary>
    WaitsForIt = 4,

    /// <summary>At the start it is behind the last time in the journal: the switch's time begins there and runs slowly, as above.</summary>
    BehindAtStart = 5,

    /// <summary>It has caught up.</summary>
    CaughtUp = 6,
}

/// <summary>Something to be told about the machine's clock.</summary>
/// <param name="Change">What.</param>
/// <param name="AheadMs">By how many ms the clock is, or was, ahead of the switch's time; less than zero where it is behind.</param>
/// <param name="UntilMs">About when the clock will have caught up, in Unix milliseconds of that clock; 0 where there is nothing to wait for.</param>
public readonly record struct ClockNotice(ClockChange Change, long AheadMs, long UntilMs = 0);

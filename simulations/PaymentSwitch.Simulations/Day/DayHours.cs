namespace PaymentSwitch.Simulations.Day;

/// <summary>
/// The hours of the day, in the time of London. It is a Tuesday in March, when London has UTC; Brussels is an hour ahead.
/// </summary>
internal static class DayHours
{
    /// <summary>How long the day is, from the switch's start until the books are closed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(12);

    /// <summary>When it begins.</summary>
    public static readonly DateTimeOffset Opening = At(6);

    /// <summary>From when payments are sent.</summary>
    public static readonly DateTimeOffset FirstPayment = At(7);

    /// <summary>Until when payments are sent: over all three cuts.</summary>
    public static readonly DateTimeOffset LastPayment = At(16, 40);

    /// <summary>After that, no recall is sent that nobody will answer: the day would end before it lapses.</summary>
    public static readonly DateTimeOffset LastLapse = At(14);

    /// <summary>A moment of the day.</summary>
    public static DateTimeOffset At(int hour, int minute = 0) => new(2026, 3, 10, hour, minute, 0, TimeSpan.Zero);
}

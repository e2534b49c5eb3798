namespace PaymentSwitch.Server.Standby;

/// <summary>
/// Whether the holder of a lease may still answer, by its own steady clock. The lease runs from a moment after it was asked for, by the
/// database's clock; here it is counted from the moment before that, and is over a fifth earlier, so that two clocks may differ in
/// their rate, and a request may take as long as it likes. May be asked by any thread.
/// </summary>
/// <param name="lasts">How long the lease lasts in the database.</param>
/// <param name="clock">A clock whose timestamps never go back.</param>
internal sealed class LeaseWatch(TimeSpan lasts, TimeProvider clock)
{
    private long _sureUntil = long.MinValue;
    private bool _isLost;

    /// <summary>How long after asking the holder may answer.</summary>
    public static TimeSpan SureFor(TimeSpan lasts) => lasts - (lasts / 5);

    /// <summary>Whether nobody else can hold the lease now.</summary>
    public bool MayAnswer => !Volatile.Read(ref _isLost) && clock.GetTimestamp() < Volatile.Read(ref _sureUntil);

    /// <summary>Whether it is gone for good: another one has it, or it was given back.</summary>
    public bool IsLost => Volatile.Read(ref _isLost);

    /// <summary>The moment at which the database is asked for the lease, to be taken before.</summary>
    public long Asking() => clock.GetTimestamp();

    /// <summary>The database has given or renewed the lease.</summary>
    /// <param name="askedAt">The moment before it was asked.</param>
    public void Granted(long askedAt)
    {
        long until = askedAt + (long)(SureFor(lasts).TotalSeconds * clock.TimestampFrequency);
        if (until > Volatile.Read(ref _sureUntil)) Volatile.Write(ref _sureUntil, until);
    }

    /// <summary>It is held no more; nothing makes it come back.</summary>
    public void Lose() => Volatile.Write(ref _isLost, true);
}

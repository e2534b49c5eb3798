namespace PaymentSwitch.Engine.Liquidity;

/// <summary>
/// What flowed out of one account, less what flowed in, in the last minutes: fifteen buckets of a minute each, the last of
/// them under way. Times are those of the facts; one that is older than the window is left out.
/// </summary>
internal sealed class OutflowWindow
{
    private const int Buckets = 15;
    private const long BucketMs = 60_000;

    private readonly long[] _minutes = new long[Buckets];

    // Wider than an amount, so that nothing that comes in a minute overflows.
    private readonly Int128[] _netMinor = new Int128[Buckets];

    /// <summary>When the window begins that a moment lies in the last minute of, in Unix milliseconds.</summary>
    public static long BeginsAt(long nowMs) => ((nowMs / BucketMs) - Buckets + 1) * BucketMs;

    /// <summary>Adds a flow.</summary>
    /// <param name="atMs">When, in Unix milliseconds.</param>
    /// <param name="outMinor">How much flowed out, in minor units; negative for what flowed in.</param>
    public void Add(long atMs, long outMinor)
    {
        long minute = atMs / BucketMs;
        int index = (int)((ulong)minute % Buckets);
        if (_minutes[index] > minute) return;
        if (_minutes[index] < minute)
        {
            _minutes[index] = minute;
            _netMinor[index] = 0;
        }

        _netMinor[index] += outMinor;
    }

    /// <summary>The net outflow of the window that a moment lies in the last minute of, in minor units; negative for a net inflow.</summary>
    public Int128 SumAt(long nowMs)
    {
        long last = nowMs / BucketMs;
        Int128 sum = 0;
        for (int i = 0; i < Buckets; i++)
            if (_minutes[i] > last - Buckets && _minutes[i] <= last) sum += _netMinor[i];
        return sum;
    }
}

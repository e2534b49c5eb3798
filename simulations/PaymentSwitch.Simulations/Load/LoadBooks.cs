using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PaymentSwitch.Simulations.Load;

/// <summary>What the load knows of its payments, by number: when each was meant to be sent, who has been told, how long it took.</summary>
internal sealed class LoadBooks(int paymentsMax)
{
    private const int DebtorTold = 1;
    private const int BothTold = 3;
    private const int HasFailed = 4;
    private readonly long[] _intendedAt = new long[paymentsMax];
    private readonly byte[] _debtors = new byte[paymentsMax];
    private readonly int[] _told = new int[paymentsMax];
    private readonly int[] _latencyUs = new int[paymentsMax];
    private int _faults;
    private int _failed;
    private int _finished;

    /// <summary>Twelve digits that tell this run's payments from those of another.</summary>
    public string Run { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>What the UETRs of this run end with, behind the payment's number and a hyphen.</summary>
    public byte[] UetrTail => _tail ??= Encoding.ASCII.GetBytes($"0000-4000-8000-{Run}");

    private byte[]? _tail;

    /// <summary>How many payments are settled with both banks told.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>How many payments were refused or had another outcome than settled; each counts once, however often its banks hear of it.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>How many answers could not be used and belong to no payment: a mailbox that was refused, a message of something unknown.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>How many payments there can be.</summary>
    public int PaymentsMax => paymentsMax;

    /// <summary>Writes the time as messages have it.</summary>
    public static void WriteTime(Span<byte> target) =>
        DateTime.UtcNow.TryFormat(target, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A payment is about to be sent.</summary>
    public void Begin(uint number, int debtor, long intendedAt)
    {
        _intendedAt[number] = intendedAt;
        _debtors[number] = (byte)debtor;
    }

    /// <summary>A bank was told an outcome.</summary>
    public void Hear(uint number, int bank, bool settled)
    {
        if (number >= paymentsMax || !settled)
        {
            Fail(number);
            return;
        }

        bool isDebtor = _debtors[number] == bank;
        if (isDebtor) _latencyUs[number] = Math.Max(1, (int)Stopwatch.GetElapsedTime(_intendedAt[number]).TotalMicroseconds);
        int told = isDebtor ? DebtorTold : BothTold & ~DebtorTold;
        int before = Interlocked.Or(ref _told[number], told);
        if ((before | told) == BothTold && before != BothTold) Interlocked.Increment(ref _finished);
    }

    /// <summary>A message of a payment was answered.</summary>
    public void Answered(uint number, int status)
    {
        if (status is not (200 or 202 or 204)) Fail(number);
    }

    /// <summary>Something went wrong that belongs to no payment.</summary>
    public void CountFault() => Interlocked.Increment(ref _faults);

    private void Fail(uint number)
    {
        if (number >= paymentsMax) CountFault();
        else if ((Interlocked.Or(ref _told[number], HasFailed) & HasFailed) == 0) Interlocked.Increment(ref _failed);
    }

    /// <summary>When a payment was meant to be sent, and how long it took until its debtor bank heard that it has settled, in microseconds; 0 where it has not.</summary>
    public (long IntendedAt, int LatencyUs) Of(uint number) => (_intendedAt[number], Volatile.Read(ref _latencyUs[number]));

    /// <summary>The latencies of finished payments that were meant to be sent within a span, in microseconds, in order.</summary>
    public int[] Latencies(long from, long to, uint count)
    {
        var latencies = new List<int>();
        for (uint number = 0; number < count; number++)
            if (_intendedAt[number] >= from && _intendedAt[number] < to && _latencyUs[number] > 0) latencies.Add(_latencyUs[number]);
        latencies.Sort();
        return [.. latencies];
    }
}

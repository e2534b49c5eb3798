using System.Globalization;

namespace PaymentSwitch.Simulations.Books;

/// <summary>What the banks know of one payment: what was sent, what each of them heard. Shared by both, so guarded by itself.</summary>
internal sealed class PaymentRecord
{
    private readonly Lock _gate = new();
    private readonly List<Outcome> _heardByDebtor = [];
    private readonly List<Outcome> _heardByCreditor = [];
    private readonly List<string> _forwarded = [];

    /// <summary>Its identity.</summary>
    public required Guid Uetr { get; init; }

    /// <summary>The bank that pays.</summary>
    public required string Debtor { get; init; }

    /// <summary>The bank that is paid, as the message names it.</summary>
    public required string CreditorBic { get; init; }

    /// <summary>The amount in cents.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>The currency's code.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>What the two banks will do with it.</summary>
    public required Behaviour Behaviour { get; init; }

    /// <summary>The reason for which the creditor agent rejects it, where it does.</summary>
    public string? RejectReason { get; init; }

    /// <summary>The amount as messages write it.</summary>
    public string Amount => string.Create(CultureInfo.InvariantCulture, $"{AmountMinor / 100}.{AmountMinor % 100:00}");

    /// <summary>The message as it was first sent; null before.</summary>
    public string? Sent { get; set; }

    /// <summary>When it was meant to be sent, as a timestamp of the stopwatch.</summary>
    public long IntendedAt { get; set; }

    /// <summary>How long it took from then until the debtor bank heard the outcome, in milliseconds; 0 before.</summary>
    public double LatencyMs { get; set; }

    /// <summary>Whether the switch has acknowledged it (200 or 202).</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>The outcomes in the debtor bank's mailbox.</summary>
    public IReadOnlyList<Outcome> HeardByDebtor => Copy(_heardByDebtor);

    /// <summary>The outcomes in the creditor bank's mailbox.</summary>
    public IReadOnlyList<Outcome> HeardByCreditor => Copy(_heardByCreditor);

    /// <summary>The documents forwarded to the creditor bank.</summary>
    public IReadOnlyList<string> Forwarded => Copy(_forwarded);

    /// <summary>Whether the debtor bank knows the outcome.</summary>
    public bool IsFinal => HeardByDebtor.Count > 0;

    /// <summary>The debtor bank was told an outcome.</summary>
    public void DebtorHears(Outcome outcome)
    {
        lock (_gate) _heardByDebtor.Add(outcome);
    }

    /// <summary>The creditor bank was told an outcome.</summary>
    public void CreditorHears(Outcome outcome)
    {
        lock (_gate) _heardByCreditor.Add(outcome);
    }

    /// <summary>The creditor bank was sent the payment.</summary>
    public void CreditorIsSent(string document)
    {
        lock (_gate) _forwarded.Add(document);
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_gate) return [.. list];
    }
}

/// <summary>An outcome as a bank was told it.</summary>
/// <param name="Status">ACSC or RJCT.</param>
/// <param name="Reason">The first reason code, or null.</param>
/// <param name="Message">The message, whole.</param>
internal sealed record Outcome(string Status, string? Reason, string Message);

/// <summary>What the banks do with a payment.</summary>
internal enum Behaviour
{
    /// <summary>The creditor agent accepts.</summary>
    Accept,

    /// <summary>The creditor agent rejects.</summary>
    Reject,

    /// <summary>The creditor agent says nothing.</summary>
    Silence,

    /// <summary>The creditor agent accepts when it is too late.</summary>
    AcceptLate,

    /// <summary>The creditor agent accepts, then rejects.</summary>
    Contradict,

    /// <summary>The debtor agent sends the same message again, before and after the outcome.</summary>
    Repeat,

    /// <summary>The debtor agent sends another message under the same identity.</summary>
    Conflict,

    /// <summary>The creditor agent is not in the scheme.</summary>
    UnknownCreditor,

    /// <summary>More is paid than the account holds.</summary>
    Overdraw,

    /// <summary>The acceptance time is long ago.</summary>
    Stale,
}

namespace PaymentSwitch.Simulations.Books;

/// <summary>A payment of the day, and what the banks do about it after it has settled.</summary>
internal sealed class DayPayment
{
    private long _sentBackMinor;
    private long _gotBackMinor;

    /// <summary>The payment, and what both banks heard of it.</summary>
    public required PaymentRecord Record { get; init; }

    /// <summary>The bank that is reached under the creditor agent's name; null where nobody is.</summary>
    public required string? CreditorBank { get; init; }

    /// <summary>When it is sent, by the simulation's clock.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>What happens to it after it has settled.</summary>
    public Sequel Sequel { get; init; }

    /// <summary>Whether the recall was taken in.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>Whether the bank that paid has heard that it gets nothing back: by the other bank's refusal, or the switch's word that nobody answered.</summary>
    public string? RecallRefusedFor { get; set; }

    /// <summary>What the bank that was paid has sent back, in minor units.</summary>
    public long SentBackMinor => Interlocked.Read(ref _sentBackMinor);

    /// <summary>What the bank that paid has got back, in minor units.</summary>
    public long GotBackMinor => Interlocked.Read(ref _gotBackMinor);

    /// <summary>Whether it has settled, as the bank that paid was told.</summary>
    public bool IsSettled => Record.HeardByDebtor is [{ Status: not "RJCT" }, ..];

    /// <summary>A return has settled, as its sender was told.</summary>
    public void SendBack(long amountMinor) => Interlocked.Add(ref _sentBackMinor, amountMinor);

    /// <summary>A return has come.</summary>
    public void GetBack(long amountMinor) => Interlocked.Add(ref _gotBackMinor, amountMinor);
}

/// <summary>What happens to a settled payment.</summary>
internal enum Sequel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is recalled, and the creditor agent says no.</summary>
    RecallRefused,

    /// <summary>It is recalled, and the creditor agent sends it back.</summary>
    RecallReturned,

    /// <summary>It is recalled, and the creditor agent says nothing.</summary>
    RecallUnanswered,

    /// <summary>The creditor agent sends it back unasked.</summary>
    Returned,

    /// <summary>The creditor agent sends half of it back, and later the rest.</summary>
    ReturnedInParts,
}

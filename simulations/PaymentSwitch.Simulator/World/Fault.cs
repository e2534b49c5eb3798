namespace PaymentSwitch.Simulator.World;

/// <summary>What can go wrong in the simulated world. Each can be switched off, to see which of them a failure needs.</summary>
internal enum Fault
{
    /// <summary>The switch's machine dies between two steps, and comes back.</summary>
    Crash,

    /// <summary>It dies while a group is being stored: before it is written, before it is synced, or before anybody is told.</summary>
    CrashInAppend,

    /// <summary>Of what was written and not synced when it died, some sectors are there and others are not.</summary>
    TornWrite,

    /// <summary>The disk is full: a write fails with a part of it done.</summary>
    DiskFull,

    /// <summary>A sync fails: nobody knows what is on the disk.</summary>
    SyncFails,

    /// <summary>A byte of the journal is another one than was written.</summary>
    BitRot,

    /// <summary>The disk stands still for a while.</summary>
    DiskStalls,

    /// <summary>A snapshot cannot be stored.</summary>
    SnapshotFails,

    /// <summary>The snapshot is gone when the switch comes back.</summary>
    SnapshotLost,

    /// <summary>The read models are gone when the switch comes back, and are made anew.</summary>
    ReadModelsLost,

    /// <summary>A request or a reply is lost.</summary>
    MessageLost,

    /// <summary>A request arrives twice.</summary>
    MessageDoubled,

    /// <summary>A request or a reply takes long, and others overtake it.</summary>
    MessageSlow,

    /// <summary>A bank is cut off for a while.</summary>
    Partition,

    /// <summary>The machine's clock is moved.</summary>
    ClockJump,

    /// <summary>A second writer takes over while the first one still runs.</summary>
    TwoWriters,

    /// <summary>A bank never answers.</summary>
    BankSilent,

    /// <summary>A bank answers after the deadline.</summary>
    BankLate,

    /// <summary>A bank says one thing and then another, or answers for payments of others.</summary>
    BankContradicts,

    /// <summary>A bank uses an identity twice, for two different payments.</summary>
    BankReusesIdentity,

    /// <summary>A bank sends what is no message.</summary>
    BankSendsNonsense,

    /// <summary>An operator suspends a bank, changes caps, moves money in and out amid it all.</summary>
    OperatorActs,

    /// <summary>A bank that has let a payment expire answers it after all, amid much that it had sent before, all at once and three times over.</summary>
    BankAsksAtOnce,
}

/// <summary>How often each fault has happened.</summary>
internal sealed class FaultCounts
{
    /// <summary>By the number of the fault.</summary>
    public long[] Counts { get; init; } = new long[Enum.GetValues<Fault>().Length];

    public long this[Fault fault] => Counts[(int)fault];

    public void Add(Fault fault) => Counts[(int)fault]++;

    public void Add(FaultCounts others)
    {
        for (int i = 0; i < Counts.Length; i++) Counts[i] += others.Counts[i];
    }
}

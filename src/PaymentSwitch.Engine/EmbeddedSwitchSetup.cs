using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <summary>What an embedded switch is made of. The switch does not dispose of its stores: who opened them does.</summary>
public sealed record EmbeddedSwitchSetup
{
    /// <summary>The schemes, one for each currency. The first one answers for currencies that none of them settles.</summary>
    public required IReadOnlyList<SchemeProfile> Schemes { get; init; }

    /// <summary>
    /// Reads a profile that an operator schedules, and again at each start; a <see cref="FormatException"/> says that it
    /// cannot be read. Null: profiles cannot be changed while the switch runs.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, SchemeProfile>? ReadProfile { get; init; }

    /// <summary>Where commit groups are kept.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Where snapshots are kept.</summary>
    public required ISnapshotStore Snapshots { get; init; }

    /// <summary>The read models.</summary>
    public required IReadSide ReadSide { get; init; }

    /// <summary>The state that a standby has kept warm, to start from instead of a snapshot; null for none. It is the switch's from then on.</summary>
    public FollowedSwitch? Followed { get; init; }

    /// <summary>
    /// The accounts, where another host keeps them and the payments: this switch then is its ledger. It takes in what was decided there
    /// (<see cref="EmbeddedSwitch.TakeInAsync"/>) and decides all else. Null where the switch keeps its own.
    /// </summary>
    public IAccountsElsewhere? Accounts { get; init; }

    /// <summary>
    /// Whether payments and accounts come back from another host that has stopped. With <see cref="Accounts"/> the switch takes in what that has
    /// stored, and begins nothing; without, it takes up what accounts were asked there and may not have heard.
    /// </summary>
    public bool AccountsComeBack { get; init; }

    /// <summary>The bounds.</summary>
    public EngineLimits Limits { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who takes the switch's steps.</summary>
    public EngineDrive Drive { get; init; }

    /// <summary>Who hears of what happens.</summary>
    public IEngineObserver Observer { get; init; } = new SilentObserver();
}

/// <summary>Who takes the steps of an embedded switch.</summary>
public enum EngineDrive
{
    /// <summary>Its own threads, as fast as they can.</summary>
    Threads = 0,

    /// <summary>
    /// The caller, in one thread: <see cref="EmbeddedSwitch.StepDecider"/>, <see cref="EmbeddedSwitch.StepLoader"/>,
    /// <see cref="EmbeddedSwitch.StepWriter"/> and <see cref="EmbeddedSwitch.StepReadSide"/>. For simulations that have to run the same way again.
    /// </summary>
    Steps = 1,
}

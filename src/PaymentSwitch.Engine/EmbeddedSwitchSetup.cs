using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <summary>What an embedded switch is made of. The switch does not dispose of its stores: who opened them does.</summary>
public sealed record EmbeddedSwitchSetup
{
    /// <summary>The scheme.</summary>
    public required SchemeProfile Profile { get; init; }

    /// <summary>Where commit groups are kept.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Where snapshots are kept.</summary>
    public required ISnapshotStore Snapshots { get; init; }

    /// <summary>The read models.</summary>
    public required IReadSide ReadSide { get; init; }

    /// <summary>The bounds.</summary>
    public EngineLimits Limits { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who hears of what happens.</summary>
    public IEngineObserver Observer { get; init; } = new SilentObserver();
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Scenarios;

/// <summary>A host under test. What a scenario may ask of it is the same for all hosts.</summary>
public abstract class ScenarioHost : IAsyncDisposable
{
    public ManualClock Clock { get; } = new();

    public abstract IOperatedSwitch Switch { get; }

    /// <summary>How profiles are read that a scenario schedules; set before the start.</summary>
    public Func<ReadOnlyMemory<byte>, SchemeProfile>? ReadProfile { get; set; }

    public abstract Task StartAsync(IReadOnlyList<SchemeProfile> profiles, EngineLimits limits);

    /// <summary>Stops the host and starts it again on what it has stored.</summary>
    /// <param name="fromJournalAlone">Without a snapshot, as after its loss.</param>
    public abstract Task RestartAsync(bool fromJournalAlone);

    /// <summary>Facts in all, so that a scenario can show that nothing was stored.</summary>
    public abstract long JournalPosition { get; }

    public abstract ValueTask DisposeAsync();
}

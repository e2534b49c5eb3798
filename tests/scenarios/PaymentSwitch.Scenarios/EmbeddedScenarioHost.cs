using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Scenarios;

/// <summary>The embedded host on any stores.</summary>
public class EmbeddedScenarioHost : ScenarioHost
{
    private EmbeddedSwitch? _switch;
    private EmbeddedSwitchSetup? _setup;

    public override IOperatedSwitch Switch => _switch!;

    public override long JournalPosition => _setup!.Journal.LastPosition;

    public override Task StartAsync(IReadOnlyList<SchemeProfile> profiles, EngineLimits limits)
    {
        (IJournal journal, ISnapshotStore snapshots, IReadSide readSide) = OpenStores(fromJournalAlone: false);
        _setup = new EmbeddedSwitchSetup
        {
            Schemes = profiles, ReadProfile = ReadProfile, Limits = limits, Clock = Clock, Journal = journal, Snapshots = snapshots, ReadSide = readSide,
        };
        _switch = EmbeddedSwitch.Open(_setup);
        Started(_setup);
        return Task.CompletedTask;
    }

    public override async Task RestartAsync(bool fromJournalAlone)
    {
        await _switch!.DisposeAsync();
        (IJournal journal, ISnapshotStore snapshots, IReadSide readSide) = OpenStores(fromJournalAlone);
        _setup = _setup! with { Journal = journal, Snapshots = snapshots, ReadSide = readSide };
        _switch = EmbeddedSwitch.Open(_setup with { Followed = Followed(_setup) });
        Started(_setup);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_switch is not null) await _switch.DisposeAsync();
        CloseStores();
        GC.SuppressFinalize(this);
    }

    /// <summary>The switch runs, on these stores.</summary>
    protected virtual void Started(EmbeddedSwitchSetup setup)
    {
    }

    /// <summary>The warm state to start again from; null to recover from the stores.</summary>
    protected virtual FollowedSwitch? Followed(EmbeddedSwitchSetup setup) => null;

    /// <summary>Opens the stores, or opens them again. In memory here; other tests override it.</summary>
    protected virtual (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
    {
        if (_setup is null) return (new InMemoryJournal(), new InMemorySnapshotStore(), new InMemoryReadSide());
        return fromJournalAlone
            ? (_setup.Journal, new InMemorySnapshotStore(), new InMemoryReadSide())
            : (_setup.Journal, _setup.Snapshots, _setup.ReadSide);
    }

    protected virtual void CloseStores()
    {
    }
}

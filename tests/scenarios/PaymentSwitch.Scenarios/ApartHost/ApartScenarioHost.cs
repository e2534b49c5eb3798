using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;

namespace PaymentSwitch.Scenarios.ApartHost;

/// <summary>
/// A host whose payments and accounts are apart, as in a cluster and without one: messages between them are lost, doubled and overtaken, and the
/// ledger behind them decides all else.
/// </summary>
public sealed class ApartScenarioHost : ScenarioHost
{
    private readonly EntityRows _stored = new();
    private readonly Dictionary<string, Uetr> _transactionIds = new(StringComparer.Ordinal);
    private ApartSwitch? _switch;
    private EmbeddedSwitchSetup? _setup;
    private int _starts;

    public override IOperatedSwitch Switch => _switch!;

    public override long JournalPosition => _setup!.Journal.LastPosition;

    public override Task StartAsync(IReadOnlyList<SchemeProfile> profiles, EngineLimits limits)
    {
        _setup = new EmbeddedSwitchSetup
        {
            Schemes = profiles, ReadProfile = ReadProfile, Limits = limits, Clock = Clock,
            Journal = new InMemoryJournal(), Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(),
        };
        _switch = new ApartSwitch(_setup, _stored, _transactionIds, _starts++);
        return Task.CompletedTask;
    }

    public override async Task RestartAsync(bool fromJournalAlone)
    {
        await _switch!.DisposeAsync();
        if (fromJournalAlone) _setup = _setup! with { Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide() };
        _switch = new ApartSwitch(_setup!, _stored, _transactionIds, _starts++);
        // What was due while it was down is taken up while it serves already.
        await _switch.ListParticipantsAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_switch is not null) await _switch.DisposeAsync();
    }
}

using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Storage.Tests.Postgres;

// The behaviour suite on the embedded host with PostgreSQL.

public sealed class Payments_on_postgres(PostgresServer server) : PaymentScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Refusals_on_postgres(PostgresServer server) : RefusalScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Identities_on_postgres(PostgresServer server) : IdentityScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Recovery_on_postgres(PostgresServer server) : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Admission_on_postgres(PostgresServer server) : AdmissionScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Recalls_on_postgres(PostgresServer server) : RecallScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Returns_on_postgres(PostgresServer server) : ReturnScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Net_returns_on_postgres(PostgresServer server) : NetReturnScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Late_answers_on_postgres(PostgresServer server) : LateAnswerScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Later_outcomes_on_postgres(PostgresServer server) : LaterOutcomeScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Requests_to_pay_on_postgres(PostgresServer server) : RequestToPayScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Settlement_cycles_on_postgres(PostgresServer server) : SettlementCycleScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Settlement_timetable_on_postgres(PostgresServer server) : SettlementTimetableScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Settlement_recovery_on_postgres(PostgresServer server) : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Settlement_refusals_on_postgres(PostgresServer server) : SettlementRefusalScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Defaults_on_postgres(PostgresServer server) : DefaultScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Liquidity_on_postgres(PostgresServer server) : LiquidityScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Party_limits_on_postgres(PostgresServer server) : PartyLimitScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Liquidity_alerts_on_postgres(PostgresServer server) : LiquidityAlertScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Participants_on_postgres(PostgresServer server) : ParticipantScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Directory_on_postgres(PostgresServer server) : DirectoryScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Approvals_on_postgres(PostgresServer server) : ApprovalScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Schemes_on_postgres(PostgresServer server) : SchemesScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

public sealed class Profile_changes_on_postgres(PostgresServer server) : ProfileChangeScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

/// <summary>The embedded host on a schema of its own; a restart opens it again.</summary>
public sealed class PostgresScenarioHost(PostgresServer server) : EmbeddedScenarioHost
{
    private readonly PostgresSettings _settings = server.NewSettings();
    private PostgresStorage? _storage;

    protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
    {
        _storage?.Dispose();
        if (fromJournalAlone) PostgresServer.Execute(_settings, "DELETE FROM snapshot; DELETE FROM identity_segment");
        _storage = PostgresStorage.Open(_settings);
        if (fromJournalAlone) _storage.ReadSide.Clear();
        return (_storage.Journal, _storage.Snapshots, _storage.ReadSide);
    }

    protected override void CloseStores() => _storage?.Dispose();
}

public sealed class Privacy_on_postgres(PostgresServer server) : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => new PostgresScenarioHost(server);
}

using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Storage.Tests;

// The behaviour suite on the embedded host with SQLite.

public sealed class Payments_on_sqlite : PaymentScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Refusals_on_sqlite : RefusalScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Identities_on_sqlite : IdentityScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Recovery_on_sqlite : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Admission_on_sqlite : AdmissionScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Recalls_on_sqlite : RecallScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Returns_on_sqlite : ReturnScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Net_returns_on_sqlite : NetReturnScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Late_answers_on_sqlite : LateAnswerScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Later_outcomes_on_sqlite : LaterOutcomeScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Requests_to_pay_on_sqlite : RequestToPayScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Settlement_cycles_on_sqlite : SettlementCycleScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Settlement_timetable_on_sqlite : SettlementTimetableScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Settlement_recovery_on_sqlite : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Settlement_refusals_on_sqlite : SettlementRefusalScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Defaults_on_sqlite : DefaultScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Liquidity_on_sqlite : LiquidityScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Party_limits_on_sqlite : PartyLimitScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Liquidity_alerts_on_sqlite : LiquidityAlertScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Participants_on_sqlite : ParticipantScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Directory_on_sqlite : DirectoryScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Approvals_on_sqlite : ApprovalScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Schemes_on_sqlite : SchemesScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Profile_changes_on_sqlite : ProfileChangeScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

public sealed class Notices_on_sqlite : NoticeScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

/// <summary>The embedded host on a data folder; a restart opens the files again.</summary>
public sealed class SqliteScenarioHost : EmbeddedScenarioHost
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage? _storage;

    protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
    {
        _storage?.Dispose();
        if (fromJournalAlone)
            foreach (string file in Directory.GetFiles(_folder.Path).Where(file => !Path.GetFileName(file).StartsWith("journal", StringComparison.Ordinal)))
                File.Delete(file);
        _storage = SqliteStorage.Open(_folder.Path);
        return (_storage.Journal, _storage.Snapshots, _storage.ReadSide);
    }

    protected override void CloseStores()
    {
        _storage?.Dispose();
        _folder.Dispose();
    }
}

public sealed class Privacy_on_sqlite : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => new SqliteScenarioHost();
}

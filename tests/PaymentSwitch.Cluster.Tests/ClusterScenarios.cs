using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Tests.Postgres;

namespace PaymentSwitch.Cluster.Tests;

// The behaviour suite on the cluster host, on PostgreSQL: one node, or as many as PAYMENTSWITCH_CLUSTER_NODES says. Most of it in the whole run only.

public sealed class Payments_on_three_nodes(PostgresServer server) : PaymentScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings(), nodes: 3));
}

public sealed class Payments_on_a_cluster(PostgresServer server) : PaymentScenarios
{
    protected override ScenarioHost NewHost() => new ClusterScenarioHost(server.NewSettings());
}

public sealed class Refusals_on_a_cluster(PostgresServer server) : RefusalScenarios
{
    protected override ScenarioHost NewHost() => new ClusterScenarioHost(server.NewSettings());
}

public sealed class Identities_on_a_cluster(PostgresServer server) : IdentityScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Recovery_on_a_cluster(PostgresServer server) : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new ClusterScenarioHost(server.NewSettings());
}

public sealed class Admission_on_a_cluster(PostgresServer server) : AdmissionScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Recalls_on_a_cluster(PostgresServer server) : RecallScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Returns_on_a_cluster(PostgresServer server) : ReturnScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Net_returns_on_a_cluster(PostgresServer server) : NetReturnScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Late_answers_on_a_cluster(PostgresServer server) : LateAnswerScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Later_outcomes_on_a_cluster(PostgresServer server) : LaterOutcomeScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Requests_to_pay_on_a_cluster(PostgresServer server) : RequestToPayScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Settlement_cycles_on_a_cluster(PostgresServer server) : SettlementCycleScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Settlement_timetable_on_a_cluster(PostgresServer server) : SettlementTimetableScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Settlement_recovery_on_a_cluster(PostgresServer server) : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Settlement_refusals_on_a_cluster(PostgresServer server) : SettlementRefusalScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Defaults_on_a_cluster(PostgresServer server) : DefaultScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Liquidity_on_a_cluster(PostgresServer server) : LiquidityScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Party_limits_on_a_cluster(PostgresServer server) : PartyLimitScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Liquidity_alerts_on_a_cluster(PostgresServer server) : LiquidityAlertScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Participants_on_a_cluster(PostgresServer server) : ParticipantScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Directory_on_a_cluster(PostgresServer server) : DirectoryScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Approvals_on_a_cluster(PostgresServer server) : ApprovalScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Schemes_on_a_cluster(PostgresServer server) : SchemesScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Profile_changes_on_a_cluster(PostgresServer server) : ProfileChangeScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Notices_on_a_cluster(PostgresServer server) : NoticeScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

public sealed class Privacy_on_a_cluster(PostgresServer server) : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => WholeRun.Only(() => new ClusterScenarioHost(server.NewSettings()));
}

using PaymentSwitch.Scenarios;
using PaymentSwitch.Scenarios.ApartHost;

namespace PaymentSwitch.Engine.Tests;

// The behaviour suite where payments and accounts are apart, each for itself, with a ledger behind them: what a cluster has to do, without one.

public sealed class Payments_apart : PaymentScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Refusals_apart : RefusalScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Identities_apart : IdentityScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Recovery_apart : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Admission_apart : AdmissionScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Recalls_apart : RecallScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Returns_apart : ReturnScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Net_returns_apart : NetReturnScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Late_answers_apart : LateAnswerScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Later_outcomes_apart : LaterOutcomeScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Requests_to_pay_apart : RequestToPayScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Settlement_cycles_apart : SettlementCycleScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Settlement_timetable_apart : SettlementTimetableScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Settlement_recovery_apart : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Settlement_refusals_apart : SettlementRefusalScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Defaults_apart : DefaultScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Liquidity_apart : LiquidityScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Party_limits_apart : PartyLimitScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Liquidity_alerts_apart : LiquidityAlertScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Participants_apart : ParticipantScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Directory_apart : DirectoryScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Approvals_apart : ApprovalScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Schemes_apart : SchemesScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Profile_changes_apart : ProfileChangeScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Notices_apart : NoticeScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

public sealed class Privacy_apart : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => new ApartScenarioHost();
}

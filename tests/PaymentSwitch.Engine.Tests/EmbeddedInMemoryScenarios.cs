using PaymentSwitch.Scenarios;

namespace PaymentSwitch.Engine.Tests;

// The behaviour suite on the embedded host with everything in memory.

public sealed class Payments_in_memory : PaymentScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Refusals_in_memory : RefusalScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Identities_in_memory : IdentityScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Recovery_in_memory : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Admission_in_memory : AdmissionScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Recalls_in_memory : RecallScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Returns_in_memory : ReturnScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Net_returns_in_memory : NetReturnScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Late_answers_in_memory : LateAnswerScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Later_outcomes_in_memory : LaterOutcomeScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Requests_to_pay_in_memory : RequestToPayScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Settlement_cycles_in_memory : SettlementCycleScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Settlement_timetable_in_memory : SettlementTimetableScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Settlement_recovery_in_memory : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Settlement_refusals_in_memory : SettlementRefusalScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Defaults_in_memory : DefaultScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Liquidity_in_memory : LiquidityScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Party_limits_in_memory : PartyLimitScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Liquidity_alerts_in_memory : LiquidityAlertScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Participants_in_memory : ParticipantScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Directory_in_memory : DirectoryScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Approvals_in_memory : ApprovalScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Schemes_in_memory : SchemesScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Profile_changes_in_memory : ProfileChangeScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Notices_in_memory : NoticeScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

public sealed class Privacy_in_memory : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => new EmbeddedScenarioHost();
}

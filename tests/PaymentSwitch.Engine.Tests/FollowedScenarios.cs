using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;

namespace PaymentSwitch.Engine.Tests;

// What the behaviour suite says of a restart, where a standby takes over instead: it began to follow when the one before started.

public sealed class Recovery_by_a_standby : RecoveryScenarios
{
    protected override ScenarioHost NewHost() => new FollowedHost();
}

public sealed class Identities_with_a_standby : IdentityScenarios
{
    protected override ScenarioHost NewHost() => new FollowedHost();
}

public sealed class Settlement_with_a_standby : SettlementRecoveryScenarios
{
    protected override ScenarioHost NewHost() => new FollowedHost();
}

public sealed class Recalls_with_a_standby : RecallScenarios
{
    protected override ScenarioHost NewHost() => new FollowedHost();
}

public sealed class Privacy_with_a_standby : PrivacyScenarios
{
    protected override ScenarioHost NewHost() => new FollowedHost();
}

/// <summary>Starts again from a state that has followed the journal, half of it before the other one stops.</summary>
internal sealed class FollowedHost : EmbeddedScenarioHost
{
    private FollowedSwitch? _following;

    protected override void Started(EmbeddedSwitchSetup setup) => _following = FollowedSwitch.Open(setup);

    protected override FollowedSwitch? Followed(EmbeddedSwitchSetup setup)
    {
        FollowedSwitch following = _following!;
        long half = following.Position + ((setup.Journal.LastPosition - following.Position) / 2);
        foreach (CommitGroup group in setup.Journal.Read(following.Position + 1))
        {
            if (group.Position > half) break;
            following.Follow(group);
        }

        return following;
    }
}

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

    public abstract IPaymentSwitch Switch { get; }

    public abstract Task StartAsync(SchemeProfile profile, EngineLimits limits);

    /// <summary>Stops the host and starts it again on what it has stored.</summary>
    /// <param name="fromJournalAlone">Without a snapshot, as after its loss.</param>
    public abstract Task RestartAsync(bool fromJournalAlone);

    public abstract Task EnrolAsync(ParticipantId id, EnrolParticipant command);

    public abstract Task ChangeStandingAsync(ParticipantId id, ChangeStanding command);

    public abstract Task<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command);

    /// <summary>Facts in all, so that a scenario can show that nothing was stored.</summary>
    public abstract long JournalPosition { get; }

    public abstract ValueTask DisposeAsync();
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>An account in a host that has one of them at a time.</summary>
/// <param name="id">Which.</param>
public sealed class HostedAccount(AccountId id) : HostedEntity(EntityKey.Of(id))
{
    /// <summary>The account, with what is not stored yet.</summary>
    public Account Account { get; private set; } = new(id);

    /// <summary>Begins with a captured state in place of facts.</summary>
    public void Restore(AccountState state, long sequenceNr)
    {
        Account = Account.Restore(state);
        BeginAfter(sequenceNr);
    }

    /// <summary>Asks it. Whether it is asked for the first time makes no difference to what it replies.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="tells">Whether its owner is told of what is booked or issued, where the scheme tells it.</param>
    /// <param name="view">The rest of the switch.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public AccountHeard Ask(AccountCommand command, bool tells, SwitchView view, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(view);
        AccountDecision decision = Account.Decide(command, nowMs);
        if (decision.Event is AccountEvent fact) Keep(fact, tells, view, nowMs);
        long afterCut = command is ReserveFunds reserve && Account.Reservations.TryGetValue(reserve.Key, out Reservation reservation) ? reservation.AfterCut : 0;
        return new AccountHeard(decision.Reply, SequenceNr, afterCut);
    }

    /// <inheritdoc/>
    protected override void Evolve(IDomainEvent fact) => Account.Evolve((AccountEvent)fact);

    private void Keep(AccountEvent fact, bool tells, SwitchView view, long nowMs)
    {
        SchemeProfile profile = view.Schemes.For(Account.Id.Currency);
        bool isFirst = SequenceNr == 0;
        int index = Keep(fact);
        if (tells && AccountNews.KindOf(fact, profile) is DeliveryKind kind) Deliver(Account.Id.Participant, kind, index);
        // An account that begins now has never been in the cycles that are cut already: they do not wait for it.
        if (isFirst && view.OpenCycleOf(profile) is var open and > 1) Keep(new AccountCycleCut(nowMs, open - 1));
        while (Account.DecideAlert(nowMs) is AccountEvent alert)
        {
            int at = Keep(alert);
            if (alert is LiquidityAlertRaised) Deliver(Account.Id.Participant, DeliveryKind.LiquidityAlert, at);
        }
    }
}

/// <summary>What an account has replied.</summary>
/// <param name="Reply">The reply.</param>
/// <param name="AfterSequenceNr">How many facts it had then: what the reply says is true from there on.</param>
/// <param name="AfterCut">For a reservation: the last settlement cycle that had been cut on the account when it was made.</param>
public readonly record struct AccountHeard(AccountReply Reply, long AfterSequenceNr, long AfterCut);

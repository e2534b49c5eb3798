using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>The accounts: what operators ask of them, and what they are asked on the way of a payment.</summary>
internal sealed partial class SwitchCore
{
    /// <summary>Asks an account on behalf of an operator.</summary>
    public ValueTask<AccountReply> Command(AccountId id, AccountCommand command) => Once(ActOf(command), () => Ask(id, command));

    private async ValueTask<AccountReply> Ask(AccountId id, AccountCommand command)
    {
        AccountCell cell = AccountOf(id);
        if (CheckOwner(cell, command) is var wrong and not AccountReply.Done) return wrong;
        if (command is CloseAccount && cell.Account.IsOpen && IsAwaitedOn(id)) return AccountReply.NotEmpty;
        AccountReply reply = await AskAndTell(cell, command).ConfigureAwait(false);
        RunSteps();
        return reply;
    }

    /// <summary>All accounts as they stand, in order, to be shown.</summary>
    public IReadOnlyList<AccountStanding> ShowAccounts() =>
        [.. KnownAccounts.Select(cell => cell.Account.Show())];

    /// <summary>All accounts, in order, whole.</summary>
    public IReadOnlyList<AccountState> CaptureAccounts() =>
        [.. KnownAccounts.Select(cell => cell.Account.Capture())];

    /// <summary>The accounts of one participant, in order, whole.</summary>
    public IReadOnlyList<AccountState> CaptureAccounts(ParticipantId owner) =>
        [.. _accounts.Values.Where(cell => cell.Account.Id.Participant == owner).OrderBy(cell => cell.Account.Id).Select(cell => cell.Account.Capture())];

    private static OperatorAct? ActOf(AccountCommand command) => command switch
    {
        SetAccountTerms c => c.Act,
        SetPartyLimit c => c.Act,
        SetLiquidityWatch c => c.Act,
        FundAccount c => c.Act,
        WithdrawFromAccount c => c.Act,
        CloseAccount c => c.Act,
        _ => null,
    };

    private AccountReply CheckOwner(AccountCell cell, AccountCommand command) =>
        AccountOwners.Check(cell.Account, command, _directory.Find(cell.Account.Id.Participant), Schemes);

    /// <summary>Asks an account for something that its owner is not told of, wherever it is.</summary>
    private ValueTask<AccountReply> AskAny(AccountCell cell, AccountCommand command) =>
        accountsElsewhere ? AskElsewhere(cell, command, tells: false) : new(Ask(cell, command));

    private AccountReply Ask(AccountCell cell, AccountCommand command)
    {
        AccountDecision decision = cell.Account.Decide(command, _nowMs);
        if (decision.Event is null) return decision.Reply;
        bool isFirst = cell.SequenceNr == 0;
        Keep(cell, decision.Event);
        // An account that begins now, also by a credit, has never been in the cycles that are cut already: they do not wait for it.
        if (isFirst && OpenCycleOf(Schemes.For(cell.Account.Id.Currency)) is var open and > 1) Keep(cell, new AccountCycleCut(_nowMs, open - 1));
        while (cell.Account.DecideAlert(_nowMs) is AccountEvent alert)
        {
            int index = Keep(cell, alert);
            if (alert is LiquidityAlertRaised) Deliver(cell.Account.Id.Participant, DeliveryKind.LiquidityAlert, index);
        }

        if (_draining.Count > 0) NoteDrained(cell);
        return decision.Reply;
    }

    private int Keep(AccountCell cell, AccountEvent fact)
    {
        cell.Account.Evolve(fact);
        return Keep(cell.Key, ++cell.SequenceNr, fact);
    }

    // Whether money may yet come in that nobody could take out of a closed account: of payments on their way, or back from the settlement bank.
    private bool IsAwaitedOn(AccountId id) =>
        _payments.Values.Any(cell => cell.Payment.Status == PaymentStatus.Reserved && cell.Payment.CreditorAccount == id)
        || _transfers.Values.Any(cell => cell.State.Status == LiquidityStatus.Booked && cell.State.Requested!.Terms.Account == id);

    private bool IsOpen(AccountId id) => _accounts.TryGetValue(id, out AccountCell? cell) && cell.Account.IsOpen;

    // In order. One that was only asked, and refused, has no fact: there is no such account.
    private IEnumerable<AccountCell> KnownAccounts => _accounts.Values.Where(cell => cell.SequenceNr > 0).OrderBy(cell => cell.Account.Id);

    private AccountCell AccountOf(AccountId id)
    {
        if (_accounts.TryGetValue(id, out AccountCell? cell)) return cell;
        cell = new AccountCell(new Account(id));
        _accounts.Add(id, cell);
        return cell;
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Engine.Journal;
using RequestCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.RequestsToPay.RequestToPay, PaymentSwitch.Domain.RequestsToPay.RequestEvent>;
using TransferCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.Liquidity.LiquidityTransfer, PaymentSwitch.Domain.Liquidity.LiquidityEvent>;

namespace PaymentSwitch.Engine.Deciding;

/// <content>Liquidity transfers, and requests to pay.</content>
internal sealed partial class SwitchCore
{
    private readonly Dictionary<Uetr, TransferCell> _transfers = [];
    private readonly Dictionary<Uetr, RequestCell> _requests = [];

    // Those that can still be paid, by what the payment that answers carries.
    private readonly Dictionary<(ParticipantId Debtor, ParticipantId Creditor, string EndToEndId), RequestCell> _openRequests = [];

    /// <summary>All liquidity transfers in memory, oldest first.</summary>
    public IReadOnlyList<LiquidityTransfer> ListTransfers() =>
        [.. _transfers.Values.Select(cell => cell.State).OrderBy(transfer => transfer.Requested!.AtMs)];

    /// <summary>Takes a liquidity transfer in, books it, and tells those it concerns.</summary>
    public async ValueTask<(LiquidityReply Reply, LiquidityTransfer? Transfer)> TransferLiquidity(Uetr id, TransferLiquidity command)
    {
        bool isNew = !_transfers.ContainsKey(id);
        TransferCell cell = TransferOf(id);
        ParticipantId? bank = _directory.SettlementBank?.Id;
        bool isSuspended = _directory.Find(command.Terms.Account.Participant)?.Standing == ParticipantStanding.Suspended;
        LiquidityDecision decision = cell.State.Decide(command, bank, isSuspended, _nowMs);
        // The account remembers longer than transfers are kept: what it has booked once, it must not be asked for as new.
        if (isNew && AccountOf(command.Terms.Account).Account.HasBooked(command.Terms.BookingReference)) decision = new(LiquidityReply.IdentityConflict);
        if (decision.Event is null)
        {
            if (isNew) _transfers.Remove(id);
            return (decision.Reply, isNew ? null : cell.State);
        }

        Store(cell, decision.Event);
        await Book(cell).ConfigureAwait(false);
        return (decision.Reply, cell.State);
    }

    private async ValueTask Book(TransferCell cell)
    {
        AccountCell account = AccountOf(cell.State.Requested!.Terms.Account);
        AccountReply booked = CheckOwner(account, cell.State.Booking()) is var wrong and not AccountReply.Done ? wrong : await AskAny(account, cell.State.Booking()).ConfigureAwait(false);
        if (cell.State.DecideBooked(booked, _directory.SettlementBank?.Id, _nowMs) is LiquidityEvent outcome) Store(cell, outcome);
    }

    /// <summary>The settlement bank says what became of money that goes out.</summary>
    public async ValueTask<(LiquidityReply Reply, LiquidityTransfer? Transfer)> ReceiptOf(Uetr id, ParticipantId sender, bool accepted, string reason)
    {
        if (!_transfers.TryGetValue(id, out TransferCell? cell)) return (LiquidityReply.Unknown, null);
        LiquidityDecision decision = cell.State.DecideReceipt(sender, accepted, reason, _nowMs);
        if (decision.Event is not null)
        {
            Store(cell, decision.Event);
            if (decision.Event is LiquidityReversed) await TakeBack(cell.State).ConfigureAwait(false);
        }

        return (decision.Reply, cell.State);
    }

    /// <summary>Takes a request to pay in and passes it on.</summary>
    public (RequestReply Reply, RequestToPay? Request) AskToPay(Uetr id, AskToPay command)
    {
        bool isNew = !_requests.ContainsKey(id);
        RequestCell cell = RequestOf(id);
        RequestDecision decision = cell.State.Decide(command, ContextOf(Schemes.For(command.Amount.Currency)));
        if (decision.Event is RequestReceived received)
        {
            // A second one that asks for the same payment would make the tie to it ambiguous.
            if (!_openRequests.TryAdd(KeyOf(received), cell))
            {
                _requests.Remove(id);
                return (RequestReply.IdentityConflict, null);
            }

            Deliver(received.Receiver, DeliveryKind.PassOnRequestToPay, Keep(cell, received));
            _alarms.Set(cell.Key, received.ExpiresAtMs);
        }
        else if (isNew)
        {
            _requests.Remove(id);
            return (decision.Reply, null);
        }

        return (decision.Reply, cell.State.Received!.Sender == command.Sender ? cell.State : null);
    }

    /// <summary>Takes the debtor agent's answer to a request to pay, and passes it on.</summary>
    public (RequestReply Reply, RequestToPay? Request) AnswerRequest(Uetr id, AnswerRequestToPay command)
    {
        if (!_requests.TryGetValue(id, out RequestCell? cell)) return (RequestReply.Unknown, null);
        RequestDecision decision = cell.State.Decide(command, _nowMs);
        if (decision.Event is not null)
        {
            int index = Store(cell, decision.Event);
            if (decision.Event is RequestAnswered) Deliver(cell.State.Received!.Sender, DeliveryKind.PassOnRequestToPayAnswer, index);
            if (decision.Event is RequestAnswerPending) Deliver(cell.State.Received!.Sender, DeliveryKind.PassOnRequestToPayPending, index);
        }

        return (decision.Reply, decision.Reply == RequestReply.Unknown ? null : cell.State);
    }

    /// <summary>The open request to pay that a debtor agent knows by its end-to-end id alone; null for none, or for several.</summary>
    public Uetr? FindOpenRequest(ParticipantId debtor, string endToEndId)
    {
        Uetr? found = null;
        foreach (((ParticipantId, ParticipantId, string) key, RequestCell cell) in _openRequests)
        {
            if (key.Item1 != debtor || key.Item3 != endToEndId) continue;
            if (found is not null) return null;
            found = cell.State.Id;
        }

        return found;
    }

    /// <summary>A request to pay by its identity; null for none in memory.</summary>
    public RequestToPay? FindRequest(Uetr id) => _requests.GetValueOrDefault(id)?.State;

    /// <summary>All requests to pay in memory, oldest first.</summary>
    public IReadOnlyList<RequestToPay> ListRequests() =>
        [.. _requests.Values.Select(cell => cell.State).OrderBy(request => request.Received!.AtMs)];

    private void TieToRequest(Payment payment)
    {
        if (_openRequests.Count == 0) return;
        PaymentReceived received = payment.Received!;
        var key = (received.Sender, received.Receiver!.Value, received.Transfer.EndToEndId);
        if (!_openRequests.TryGetValue(key, out RequestCell? cell) || cell.State.Received!.Amount != received.Transfer.Amount) return;
        if (cell.State.DecidePaid(payment.Uetr, _nowMs) is RequestEvent paid) Store(cell, paid);
    }

    private async ValueTask TakeBack(LiquidityTransfer transfer)
    {
        AccountReply booked = await AskAny(AccountOf(transfer.Requested!.Terms.Account), transfer.Reversal()).ConfigureAwait(false);
        if (booked != AccountReply.Done) throw new InvalidOperationException($"Liquidity transfer {transfer.Id}: its reversal was refused as {booked}.");
    }

    private void PassAlarm(RequestCell cell)
    {
        if (cell.State.DecideExpiry(_nowMs) is RequestEvent expired) Store(cell, expired);
    }

    private void ResumeRequests()
    {
        foreach (RequestCell cell in _requests.Values)
        {
            if (!cell.State.IsOpen) continue;
            _openRequests[KeyOf(cell.State.Received!)] = cell;
            _alarms.Set(cell.Key, cell.State.Received!.ExpiresAtMs);
        }
    }

    private int Store(RequestCell cell, RequestEvent fact)
    {
        int index = Keep(cell, fact);
        if (!cell.State.IsOpen) _openRequests.Remove(KeyOf(cell.State.Received!));
        return index;
    }

    private void Store(TransferCell cell, LiquidityEvent fact)
    {
        int index = Keep(cell, fact);
        foreach ((ParticipantId participant, DeliveryKind kind) in LiquidityFlow.DeliveriesAfter(fact))
            if (kind != DeliveryKind.BookingNotification || TellsBookings(fact.Terms.Account.Currency)) Deliver(participant, kind, index);
    }

    private static (ParticipantId, ParticipantId, string) KeyOf(RequestReceived received) => (received.Receiver, received.Sender, received.EndToEndId);

    private TransferCell TransferOf(Uetr id)
    {
        if (_transfers.TryGetValue(id, out TransferCell? cell)) return cell;
        cell = new TransferCell(EntityKey.OfLiquidityTransfer(id), LiquidityTransfer.Unknown(id), static (state, fact) => state.Evolve(fact), static state => state.IsFinal);
        _transfers.Add(id, cell);
        return cell;
    }

    private RequestCell RequestOf(Uetr id)
    {
        if (_requests.TryGetValue(id, out RequestCell? cell)) return cell;
        cell = new RequestCell(EntityKey.OfRequestToPay(id), RequestToPay.Unknown(id), static (state, fact) => state.Evolve(fact), static state => state.Status != RequestStatus.Unknown && !state.IsOpen);
        _requests.Add(id, cell);
        return cell;
    }
}

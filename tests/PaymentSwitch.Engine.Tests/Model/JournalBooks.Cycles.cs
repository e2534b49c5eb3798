using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Payments, and the cycles that they settled in.</content>
internal sealed partial class JournalBooks
{
    private readonly Dictionary<Uetr, Followed> _payments = [];
    private readonly Dictionary<string, (long Number, Currency Currency)> _open = [];

    // What payments and returns say that each participant owes or gets in each cycle.
    private readonly Dictionary<CycleId, Dictionary<ParticipantId, long>> _nets = [];

    private void Follow(Uetr uetr, PaymentEvent fact)
    {
        if (fact is PaymentReceived received)
        {
            _payments.Add(uetr, new Followed(received));
            return;
        }

        Followed payment = _payments[uetr];
        PaymentReceived began = payment.Received;
        switch (fact)
        {
            case PaymentForwarded:
                payment.WasForwarded = true;
                break;
            case PaymentSettled e:
                payment.Outcomes++;
                if (e.AtMs >= began.DeadlineMs) throw new MismatchException($"Payment {uetr} settled after its deadline.");
                Settle(began, e.Cycle, began.Sender, began.Receiver!.Value, began.Transfer.Amount.MinorUnits);
                break;
            case PaymentRejected or PaymentExpired:
                payment.Outcomes++;
                break;
            case ReturnReceived e:
                payment.Returns.Add(e.AmountMinor);
                break;
            case PaymentReturned e:
                payment.ReturnedMinor += payment.Returns[e.Number - 1];
                Settle(began, e.Cycle, began.Receiver!.Value, began.Sender, payment.Returns[e.Number - 1]);
                break;
        }

        if (payment.Outcomes > 1) throw new MismatchException($"Payment {uetr} has {payment.Outcomes} outcomes.");
        if (payment.ReturnedMinor > 0 && payment.ReturnedMinor > began.Transfer.Amount.MinorUnits) throw new MismatchException($"More than all of payment {uetr} went back.");
    }

    private void Settle(PaymentReceived began, long cycle, ParticipantId from, ParticipantId to, long amountMinor)
    {
        long open = _open.TryGetValue(began.Scheme, out (long Number, Currency) now) ? now.Number : 0;
        MismatchException.Unless($"payment {began.Transfer.Uetr}", "the cycle", open, cycle);
        if (cycle == 0) return;
        Dictionary<ParticipantId, long> nets = _nets[new CycleId(began.Scheme, cycle)];
        nets[from] = nets.GetValueOrDefault(from) - amountMinor;
        nets[to] = nets.GetValueOrDefault(to) + amountMinor;
    }

    private void Follow(CycleId id, CycleEvent fact)
    {
        switch (fact)
        {
            case CycleOpened e:
                _open[id.Scheme] = (id.Number, e.Currency);
                _nets.Add(id, []);
                break;
            case CycleNetted e:
                MismatchException.UnlessAll(
                    id, "the positions", _nets[id].OrderBy(net => net.Key).Select(net => (net.Key, net.Value)),
                    e.Positions.Select(position => (position.Participant, position.NetMinor)));
                MismatchException.Unless(id, "the sum of the positions", 0, e.Positions.Sum(position => position.NetMinor));
                break;
            case CycleInstructed e:
                MismatchException.Unless(id, "the sum of the instructions", 0, e.Instructions.Sum(instruction => instruction.NetMinor));
                break;
            case CycleFoundUnbalanced:
                throw new MismatchException($"Cycle {id} was found out of balance.");
            case CycleSettled:
                _settledNow.Add(id);
                break;
        }
    }

    private readonly List<CycleId> _settledNow = [];

    private void CheckPayments()
    {
        foreach (CycleId id in _settledNow)
        {
            Currency currency = _open[id.Scheme].Currency;
            if (_positions.Keys.Any(key => key.Cycle == id.Number && key.Account.Currency == currency)) throw new MismatchException($"Cycle {id} is settled and has positions left.");
        }

        _settledNow.Clear();
        var live = new HashSet<(AccountId, BookingKey)>();
        foreach ((Uetr uetr, Followed payment) in _payments)
        {
            PaymentReceived began = payment.Received;
            if (payment.Outcomes == 0 && !payment.WasForwarded) throw new MismatchException($"Payment {uetr} has no outcome and is with nobody.");
            if (payment.Outcomes == 0) live.Add((new AccountId(began.Sender, began.Transfer.Amount.Currency), uetr));
        }

        if (!live.SetEquals(_reserved.Keys)) throw new MismatchException("What is reserved is not what live payments wait for.");
    }

    private sealed class Followed(PaymentReceived received)
    {
        public PaymentReceived Received { get; } = received;

        public bool WasForwarded { get; set; }

        public int Outcomes { get; set; }

        public List<long> Returns { get; } = [];

        public long ReturnedMinor { get; set; }
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Simulator.Oracle;

/// <content>The payments: each is taken in once, ends once, in time, and moves its money once.</content>
internal sealed partial class PromiseOracle
{
    private const string OneEnd = "each payment reaches exactly one final state, by its deadline";
    private readonly Dictionary<Uetr, Followed> _payments = [];
    private readonly Dictionary<(ParticipantId, string), Uetr> _transactionIds = [];
    private readonly HashSet<Uetr> _touched = [];
    private readonly Queue<Followed> _open = [];

    /// <summary>How many payments were taken in.</summary>
    public int Payments => _payments.Count;

    /// <summary>How many have settled.</summary>
    public int Settled { get; private set; }

    /// <summary>How many were taken in and have no outcome.</summary>
    public int Open { get; private set; }

    /// <summary>The payment, as the stored facts have it; null where there is none.</summary>
    public Followed? Find(Uetr uetr) => _payments.GetValueOrDefault(uetr);

    /// <summary>Payments that have no outcome although their moment has long passed.</summary>
    /// <param name="nowMs">Now, by the world's clock, in Unix milliseconds.</param>
    /// <param name="patienceMs">How long after the deadline an outcome may take while the switch is up.</param>
    public void CheckDeadlines(long nowMs, long patienceMs)
    {
        while (_open.TryPeek(out Followed? oldest))
        {
            if (oldest.Outcome is null)
            {
                // Deadlines come in the order of acceptance times, nearly: the oldest stands for those behind it.
                if (nowMs > oldest.DeadlineMs + patienceMs)
                    Broken(OneEnd, $"{oldest.Uetr} has no outcome {nowMs - oldest.DeadlineMs} ms after its deadline.");
                return;
            }

            _open.Dequeue();
        }
    }

    private void Follow(Uetr uetr, PaymentEvent fact)
    {
        _touched.Add(uetr);
        if (fact is PaymentReceived received)
        {
            Receive(uetr, received);
            return;
        }

        if (!_payments.TryGetValue(uetr, out Followed? payment))
        {
            Broken(OneHistory, $"{uetr} begins with {fact.GetType().Name}.");
            return;
        }

        switch (fact)
        {
            case PaymentForwarded:
                payment.IsForwarded = true;
                break;
            case PaymentSettled e:
                End(payment, PaymentOutcome.Settled);
                Settled++;
                if (e.AtMs >= payment.DeadlineMs) Broken(OneEnd, $"{uetr} settled {e.AtMs - payment.DeadlineMs} ms after its deadline.");
                break;
            case PaymentRejected or PaymentExpired:
                End(payment, PaymentOutcome.Rejected);
                break;
            case ReturnReceived e:
                payment.Returns.Add((e.AmountMinor, null));
                break;
            case PaymentReturned e:
                payment.EndReturn(e.Number, settled: true);
                if (payment.ReturnedMinor > payment.AmountMinor) Broken(Money, $"{uetr}: more went back than was paid.");
                break;
            case ReturnRejected e:
                payment.EndReturn(e.Number, settled: false);
                break;
        }
    }

    private void Receive(Uetr uetr, PaymentReceived fact)
    {
        // The deadline by the scheme's own numbers, not as the switch has noted it.
        long deadlineMs = (fact.Transfer.AcceptedAtMs ?? fact.AtMs) + scheme.Clock.AnswerWithinMs;
        var payment = new Followed(uetr, fact.Sender, fact.Receiver, fact.Transfer.Amount.MinorUnits, deadlineMs);
        if (!_payments.TryAdd(uetr, payment)) Broken("no payment settles twice", $"{uetr} was taken in twice.");
        _open.Enqueue(payment);
        Open++;
        if (fact.Transfer.TransactionId is string id && scheme.Has(Domain.Schemes.SchemeRule.UniqueTransactionId)) payment.TransactionId = id;
    }

    private void End(Followed payment, PaymentOutcome outcome)
    {
        if (payment.Outcome is not null) Broken(OneEnd, $"{payment.Uetr} was {payment.Outcome}, and then {outcome}.");
        payment.Outcome = outcome;
        Open--;
        if (outcome != PaymentOutcome.Settled || payment.TransactionId is not string id) return;
        if (!_transactionIds.TryAdd((payment.Sender, id), payment.Uetr))
            Broken("no payment settles twice", $"{payment.Sender} uses transaction {id} for {_transactionIds[(payment.Sender, id)]} and for {payment.Uetr}, and both settled.");
    }

    private void Tell(Uetr uetr, in Delivery delivery)
    {
        if (!_payments.TryGetValue(uetr, out Followed? payment)) return;
        switch (delivery.Kind)
        {
            case DeliveryKind.ForwardToCreditorAgent:
                payment.Forwards++;
                break;
            case DeliveryKind.ConfirmToDebtorAgent:
                payment.DebtorTold++;
                break;
            case DeliveryKind.ConfirmToCreditorAgent:
                payment.CreditorTold++;
                break;
        }
    }

    private Leg Leg(AccountId account, BookingKey key, long amountMinor)
    {
        _touched.Add(key.Payment);
        if (!_payments.TryGetValue(key.Payment, out Followed? payment))
        {
            Broken(Money, $"{account}: {amountMinor} are booked for {key.Payment}, which was never taken in.");
            return new Leg();
        }

        if (!payment.Legs.TryGetValue(key.Return, out Leg? leg)) payment.Legs.Add(key.Return, leg = new Leg());
        long expected = key.Return == 0 ? payment.AmountMinor : key.Return <= payment.Returns.Count ? payment.Returns[key.Return - 1].AmountMinor : -1;
        if (amountMinor != expected) Broken(Money, $"{account}: {amountMinor} are booked for {key}, and not {expected}.");
        return leg;
    }

    /// <summary>What holds between two groups, of all that the last one has touched.</summary>
    private void CheckGroup(long position)
    {
        CheckMoney(position);
        foreach (Uetr uetr in _touched)
        {
            if (!_payments.TryGetValue(uetr, out Followed? payment)) continue;
            string? wrong = payment.WhatIsWrong();
            if (wrong is not null) Broken(payment.Outcome is null ? OneEnd : Money, $"After position {position} {uetr} {wrong}.");
        }

        _touched.Clear();
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Deciding;

/// <content>The books held against themselves, between two decisions, when nothing is in transit.</content>
internal sealed partial class SwitchCore
{
    /// <summary>Holds reservations against live payments, and positions of cycles against each other.</summary>
    public BooksAudit Audit()
    {
        var mismatches = new List<BooksMismatch>();
        int live = AuditReservations(mismatches);
        AuditPositions(mismatches);
        int pendingFacts = _pending.Group.Entries.Count;
        return pendingFacts == 0
            ? new BooksAudit(Position, _nowMs, ShowAccounts(), live, mismatches)
            : new BooksAudit(_pending.Group.Position, _nowMs, ShowAccounts(), live, mismatches) { FactsOfLastGroup = pendingFacts };
    }

    private int AuditReservations(List<BooksMismatch> mismatches)
    {
        var owed = new Dictionary<(AccountId, BookingKey), long>();
        foreach (PaymentCell cell in _payments.Values)
        {
            Payment payment = cell.Payment;
            if (payment.Status == PaymentStatus.Reserved) owed.Add((payment.DebtorAccount, payment.Uetr), payment.Received!.Transfer.Amount.MinorUnits);
        }

        int live = owed.Count;
        foreach (AccountCell cell in _accounts.Values)
        {
            long sumMinor = 0;
            foreach ((BookingKey key, Reservation reservation) in cell.Account.Reservations)
            {
                sumMinor += reservation.AmountMinor;
                bool found = owed.Remove((cell.Account.Id, key), out long amountMinor);
                if (found && amountMinor == reservation.AmountMinor) continue;
                mismatches.Add(new BooksMismatch(
                    found ? "reservation-differs" : "reservation-without-payment", cell.Account.Id, key.Payment, reservation.AmountMinor - amountMinor,
                    $"{cell.Account.Id} holds {reservation.AmountMinor} reserved for {key}; the payment {(found ? $"is of {amountMinor}" : "does not wait for it")}."));
            }

            if (sumMinor != cell.Account.ReservedMinor)
            {
                mismatches.Add(new BooksMismatch(
                    "reserved-total", cell.Account.Id, null, cell.Account.ReservedMinor - sumMinor,
                    $"{cell.Account.Id} says {cell.Account.ReservedMinor} is reserved; its reservations add up to {sumMinor}."));
            }
        }

        foreach (((AccountId account, BookingKey key), long amountMinor) in owed)
        {
            mismatches.Add(new BooksMismatch(
                "payment-without-reservation", account, key.Payment, -amountMinor, $"Payment {key} waits for its answer, and {account} holds nothing reserved for it."));
        }

        return live;
    }

    private void AuditPositions(List<BooksMismatch> mismatches)
    {
        var sums = new Dictionary<(Currency, long), long>();
        foreach (AccountCell cell in _accounts.Values)
        {
            foreach (CyclePosition position in cell.Account.Positions)
            {
                var key = (cell.Account.Id.Currency, position.Cycle);
                sums[key] = sums.GetValueOrDefault(key) + position.NetMinor;
                CycleStatus status = Schemes.Current.FirstOrDefault(profile => profile.Currency == cell.Account.Id.Currency) is { } profile
                    && _cycles.TryGetValue(new CycleId(profile.Name, position.Cycle), out var cycle) ? cycle.State.Status : CycleStatus.Unknown;
                if (status is not (CycleStatus.Unknown or CycleStatus.Settled)) continue;
                mismatches.Add(new BooksMismatch(
                    "position-of-settled-cycle", cell.Account.Id, null, position.NetMinor,
                    $"{cell.Account.Id} has a position of {position.NetMinor} in cycle {position.Cycle}, which is {status}."));
            }
        }

        foreach (((Currency currency, long cycle), long sumMinor) in sums)
        {
            if (sumMinor == 0) continue;
            mismatches.Add(new BooksMismatch(
                "cycle-unbalanced", null, null, sumMinor, $"The positions of cycle {cycle} in {currency} add up to {sumMinor}, not to zero."));
        }
    }
}

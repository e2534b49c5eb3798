using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>Accounts.</content>
internal static partial class SnapshotCodec
{
    private static Stored.SnapshotAccount Account(AccountState state, long sequenceNr)
    {
        var account = new Stored.SnapshotAccount
        {
            Key = new Stored.AccountKey { Participant = state.Id.Participant.Value, Currency = state.Id.Currency.Code },
            SequenceNr = (ulong)sequenceNr,
            Model = (uint)state.Model,
            BalanceMinor = state.BalanceMinor,
            UseMinor = state.UseMinor,
            MustBePrefunded = state.MustBePrefunded,
            IsClosed = state.IsClosed,
            LastCutCycle = state.LastCutCycle,
            Watch = Watch(state.Watch),
            LastStatementToMs = state.LastStatementToMs,
            LastReportToMs = state.LastReportToMs,
            FirstBookedAtMs = state.FirstBookedAtMs,
            Turnover = new Stored.Turnover
            {
                DebitCount = state.Turnover.DebitCount, DebitsMinor = state.Turnover.DebitsMinor,
                CreditCount = state.Turnover.CreditCount, CreditsMinor = state.Turnover.CreditsMinor,
            },
        };
        if (state.Cap.LimitMinor is long limitMinor) account.LimitMinor = limitMinor;
        foreach ((BookingKey key, Reservation reservation) in state.Reservations) account.Reservations.Add(Reservation(key, reservation));
        foreach (BookingKey key in state.RememberedDebits) account.RememberedDebits.Add(Booking(key));
        foreach (BookingKey key in state.RememberedCredits) account.RememberedCredits.Add(Booking(key));
        foreach ((string reference, long amountMinor) in state.References)
            account.References.Add(new Stored.SnapshotReference { Reference = reference, AmountMinor = amountMinor });
        foreach (CyclePosition position in state.Positions)
        {
            account.Positions.Add(new Stored.SnapshotPosition
            {
                Cycle = position.Cycle, DebitsMinor = position.DebitsMinor, CreditsMinor = position.CreditsMinor,
                DebitCount = position.DebitCount, CreditCount = position.CreditCount,
            });
        }

        foreach (PartyLimit limit in state.PartyLimits) account.PartyLimits.Add(PartyLimit(limit));
        foreach (LiquidityBound bound in state.Alerts) account.Alerts.Add((uint)bound);
        return account;
    }

    private static AccountState Account(Stored.SnapshotAccount account) => new()
    {
        Id = new AccountId(new ParticipantId(account.Key.Participant), Currency.Of(account.Key.Currency)),
        Model = (SettlementModel)account.Model,
        Cap = new Cap(account.HasLimitMinor ? account.LimitMinor : null),
        MustBePrefunded = account.MustBePrefunded,
        IsClosed = account.IsClosed,
        BalanceMinor = account.BalanceMinor,
        UseMinor = account.UseMinor,
        LastCutCycle = account.LastCutCycle,
        Reservations = [.. account.Reservations.Select(entry => KeyValuePair.Create(Booking(entry.Booking), Reservation(entry)))],
        RememberedDebits = [.. account.RememberedDebits.Select(Booking)],
        RememberedCredits = [.. account.RememberedCredits.Select(Booking)],
        References = [.. account.References.Select(entry => KeyValuePair.Create(entry.Reference, entry.AmountMinor))],
        Positions = [.. account.Positions.Select(position => new CyclePosition(
            position.Cycle, position.DebitsMinor, position.CreditsMinor, position.DebitCount, position.CreditCount))],
        PartyLimits = [.. account.PartyLimits.Select(PartyLimit)],
        Watch = Watch(account.Watch),
        LastStatementToMs = account.LastStatementToMs,
        LastReportToMs = account.LastReportToMs,
        FirstBookedAtMs = account.FirstBookedAtMs,
        Turnover = new Turnover(account.Turnover.DebitCount, account.Turnover.DebitsMinor, account.Turnover.CreditCount, account.Turnover.CreditsMinor),
        Alerts = [.. account.Alerts.Select(bound => (LiquidityBound)bound)],
    };

    private static Stored.SnapshotBooking Booking(BookingKey key) => new() { Payment = Bytes(key.Payment), ReturnNumber = (uint)key.Return };

    private static BookingKey Booking(Stored.SnapshotBooking booking) => new(StoredReader.UetrOf(booking.Payment.Span), (int)booking.ReturnNumber);

    private static Stored.SnapshotReservation Reservation(BookingKey key, Reservation reservation)
    {
        var stored = new Stored.SnapshotReservation
        {
            Booking = Booking(key), AmountMinor = reservation.AmountMinor, AfterCut = reservation.AfterCut, Remembered = reservation.IsRemembered,
        };
        if (reservation.Party is string party) stored.Party = party;
        return stored;
    }

    private static Reservation Reservation(Stored.SnapshotReservation stored) =>
        new(stored.AmountMinor, stored.AfterCut, stored.HasParty ? stored.Party : null, stored.Remembered);

    private static Stored.SnapshotPartyLimit PartyLimit(PartyLimit limit)
    {
        var stored = new Stored.SnapshotPartyLimit { Party = limit.Party, UseMinor = limit.UseMinor };
        if (limit.Cap.LimitMinor is long limitMinor) stored.LimitMinor = limitMinor;
        foreach (AgentIdentification agent in limit.Agents) stored.Agents.Add(Agent(agent));
        return stored;
    }

    private static PartyLimit PartyLimit(Stored.SnapshotPartyLimit stored) => new(
        stored.Party, [.. stored.Agents.Select(Agent)], new Cap(stored.HasLimitMinor ? stored.LimitMinor : null), stored.UseMinor);

    private static Stored.LiquidityWatch Watch(LiquidityWatch watch)
    {
        var stored = new Stored.LiquidityWatch { HysteresisMinor = watch.HysteresisMinor };
        if (watch.BalanceFloorMinor is long balanceFloorMinor) stored.BalanceFloorMinor = balanceFloorMinor;
        if (watch.BalanceCeilingMinor is long balanceCeilingMinor) stored.BalanceCeilingMinor = balanceCeilingMinor;
        if (watch.HeadroomFloorMinor is long headroomFloorMinor) stored.HeadroomFloorMinor = headroomFloorMinor;
        if (watch.HeadroomCeilingMinor is long headroomCeilingMinor) stored.HeadroomCeilingMinor = headroomCeilingMinor;
        return stored;
    }

    private static LiquidityWatch Watch(Stored.LiquidityWatch stored) => new()
    {
        BalanceFloorMinor = stored.HasBalanceFloorMinor ? stored.BalanceFloorMinor : null,
        BalanceCeilingMinor = stored.HasBalanceCeilingMinor ? stored.BalanceCeilingMinor : null,
        HeadroomFloorMinor = stored.HasHeadroomFloorMinor ? stored.HeadroomFloorMinor : null,
        HeadroomCeilingMinor = stored.HasHeadroomCeilingMinor ? stored.HeadroomCeilingMinor : null,
        HysteresisMinor = stored.HysteresisMinor,
    };
}

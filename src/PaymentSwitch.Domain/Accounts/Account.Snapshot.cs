namespace PaymentSwitch.Domain.Accounts;

/// <content>The account captured whole, and restored.</content>
public sealed partial class Account
{
    /// <summary>All there is to know about the account, for a snapshot.</summary>
    public AccountState Capture() => new()
    {
        Id = Id,
        Model = Model,
        Cap = Cap,
        MustBePrefunded = MustBePrefunded,
        IsClosed = IsClosed,
        BalanceMinor = BalanceMinor,
        UseMinor = UseMinor,
        LastCutCycle = LastCutCycle,
        Reservations = [.. _reservations],
        RememberedDebits = [.. _rememberedDebits],
        RememberedCredits = [.. _rememberedCredits],
        // The oldest first: it is the next to be forgotten.
        References = [.. _referencesByAge.Select(reference => KeyValuePair.Create(reference, _references[reference]))],
        Positions = [.. _positions],
        PartyLimits = [.. _partyLimits],
        Watch = Watch,
        LastStatementToMs = LastStatementToMs,
        LastReportToMs = LastReportToMs,
        FirstBookedAtMs = FirstBookedAtMs,
        Turnover = Turnover,
        Alerts = [.. Enum.GetValues<LiquidityBound>().Where(IsAlerted)],
    };

    /// <summary>The account as it was captured.</summary>
    public static Account Restore(AccountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var account = new Account(state.Id)
        {
            Model = state.Model,
            Cap = state.Cap,
            MustBePrefunded = state.MustBePrefunded,
            IsClosed = state.IsClosed,
            BalanceMinor = state.BalanceMinor,
            UseMinor = state.UseMinor,
            LastCutCycle = state.LastCutCycle,
            Watch = state.Watch,
            LastStatementToMs = state.LastStatementToMs,
            LastReportToMs = state.LastReportToMs,
            FirstBookedAtMs = state.FirstBookedAtMs,
            _debitCount = state.Turnover.DebitCount,
            _debitsMinor = state.Turnover.DebitsMinor,
            _creditCount = state.Turnover.CreditCount,
            _creditsMinor = state.Turnover.CreditsMinor,
        };
        foreach ((BookingKey key, Reservation reservation) in state.Reservations)
        {
            account.PutIn(key, reservation);
            account.ReservedMinor += reservation.AmountMinor;
        }

        account._rememberedDebits.UnionWith(state.RememberedDebits);
        account._rememberedCredits.UnionWith(state.RememberedCredits);
        foreach ((string reference, long amountMinor) in state.References) account.Remember(reference, amountMinor);
        account._positions.AddRange(state.Positions);
        account._partyLimits.AddRange(state.PartyLimits);
        foreach (LiquidityBound bound in state.Alerts) account._alerts |= 1 << (int)bound;
        return account;
    }
}

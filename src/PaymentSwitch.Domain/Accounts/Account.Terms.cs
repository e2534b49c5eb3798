namespace PaymentSwitch.Domain.Accounts;

/// <content>What operators and the settlement bank ask of an account: terms, limits, money in and out, closing.</content>
public sealed partial class Account
{
    private AccountDecision SetTerms(SetAccountTerms command, long nowMs)
    {
        if (IsClosed) return new(AccountReply.Closed);
        if (Model == command.Model && Cap == command.Cap && MustBePrefunded == command.MustBePrefunded) return new(AccountReply.Done);
        if (command.Cap.LimitMinor is long limitMinor)
        {
            if (limitMinor < 0) return new(AccountReply.TermsUnsound);
            if (limitMinor < UseMinor && !command.MayBeBelowUse) return new(AccountReply.CapBelowUse);
        }

        if (command.MustBePrefunded && !IsCovered(command.Cap, PrefundedMinor)) return new(AccountReply.CapNotPrefunded);
        return new(AccountReply.Done, new AccountTermsSet(nowMs, command.Model, command.Cap, command.Act) { MustBePrefunded = command.MustBePrefunded });
    }

    private AccountDecision SetLimit(SetPartyLimit command, long nowMs)
    {
        if (!IsOpen) return new(IsClosed ? AccountReply.Closed : AccountReply.NotOpen);
        PartyLimit? now = _partyLimits.Find(limit => limit.Party == command.Party);
        bool isThere = now is not null ? now.Cap == command.Cap && now.Agents.SequenceEqual(command.Agents) : command.Agents.Count == 0;
        if (isThere) return new(AccountReply.Done);
        if (command.Cap.LimitMinor < 0) return new(AccountReply.TermsUnsound);
        // An agent that two parties claim would use the limit of whichever stands first.
        if (command.Agents.Any(agent => _partyLimits.Exists(limit => limit.Party != command.Party && limit.Is(agent)))) return new(AccountReply.TermsUnsound);
        return new(AccountReply.Done, new PartyLimitSet(nowMs, command.Party, command.Agents, command.Cap, command.Act));
    }

    private void Take(PartyLimitSet fact)
    {
        int index = _partyLimits.FindIndex(limit => limit.Party == fact.Party);
        if (fact.Agents.Count == 0)
        {
            if (index >= 0) _partyLimits.RemoveAt(index);
            return;
        }

        // Where the limit was taken away with reservations open, they count again: each gives its headroom back when it is released.
        long useMinor = index < 0
            ? _reservations.Values.Where(reservation => reservation.Party == fact.Party).Sum(reservation => reservation.AmountMinor)
            : _partyLimits[index].UseMinor;
        var limit = new PartyLimit(fact.Party, fact.Agents, fact.Cap, useMinor);
        if (index < 0) _partyLimits.Add(limit);
        else _partyLimits[index] = limit;
    }

    private void Remember(string reference, long amountMinor)
    {
        _references.Add(reference, amountMinor);
        _referencesByAge.Enqueue(reference);
        while (_referencesByAge.Count > ReferencesMax) _references.Remove(_referencesByAge.Dequeue());
    }

    private AccountDecision Fund(FundAccount command, long nowMs)
    {
        if (_references.TryGetValue(command.Reference, out long before))
            return new(before == command.AmountMinor ? AccountReply.Done : AccountReply.ReferenceTaken);
        if (IsClosed && !command.ComesBack) return new(AccountReply.Closed);
        if (command.AmountMinor <= 0 || command.AmountMinor > Money.MinorUnitsMax) return new(AccountReply.AmountOutOfRange);
        if (!command.ComesBack && BalanceMinor > Money.MinorUnitsMax - command.AmountMinor) return new(AccountReply.AmountOutOfRange);
        return new(AccountReply.Done, new AccountFunded(nowMs, command.AmountMinor, command.Reference, command.Act));
    }

    private AccountDecision Withdraw(WithdrawFromAccount command, long nowMs)
    {
        if (_references.TryGetValue(command.Reference, out long before))
            return new(before == -command.AmountMinor ? AccountReply.Done : AccountReply.ReferenceTaken);
        if (IsClosed) return new(AccountReply.Closed);
        if (command.AmountMinor <= 0) return new(AccountReply.AmountOutOfRange);
        if (WithdrawableMinor < command.AmountMinor) return new(AccountReply.InsufficientFunds);
        if (MustBePrefunded && !IsCovered(Cap, PrefundedMinor - command.AmountMinor)) return new(AccountReply.InsufficientFunds);
        return new(AccountReply.Done, new AccountWithdrawn(nowMs, command.AmountMinor, command.Reference, command.Act));
    }

    private AccountDecision Close(CloseAccount command, long nowMs)
    {
        if (IsClosed) return new(AccountReply.Done);
        if (Model == 0) return new(AccountReply.NotOpen);
        if (BalanceMinor != 0 || _reservations.Count > 0 || _positions.Count > 0) return new(AccountReply.NotEmpty);
        return new(AccountReply.Done, new AccountClosed(nowMs, command.Act));
    }

    private static bool IsCovered(Cap cap, long prefundedMinor) => cap.LimitMinor <= prefundedMinor;
}

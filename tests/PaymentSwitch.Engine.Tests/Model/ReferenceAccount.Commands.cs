using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>What operators and the settlement bank ask of it, and its alerts.</content>
internal sealed partial class ReferenceAccount
{
    private const long Most = 999_999_999_999_999_999;

    public LiquidityWatch Watch { get; private set; } = new();

    public SortedSet<LiquidityBound> Alerts { get; } = [];

    public AccountReply Carry(AccountCommand command)
    {
        AccountReply reply = command switch
        {
            SetAccountTerms c => Set(c),
            SetPartyLimit c => Set(c),
            SetLiquidityWatch c => Set(c),
            FundAccount c => Book(c.AmountMinor, c.Reference, isFunding: true),
            WithdrawFromAccount c => Book(-c.AmountMinor, c.Reference, isFunding: false),
            CloseAccount => Close(),
            _ => throw new MismatchException($"The reference knows no {command}."),
        };
        if (reply == AccountReply.Done) IsKnown = true;
        return reply;
    }

    /// <summary>What goes back because the settlement bank would not have it: whatever has become of the account.</summary>
    public void TakeBack(long amountMinor, string reference)
    {
        _paidInMinor += amountMinor;
        References.Add(reference, amountMinor);
    }

    /// <summary>Raises and clears alerts as the account stands now.</summary>
    /// <returns>How many were raised.</returns>
    public int Alert()
    {
        int raised = 0;
        foreach ((LiquidityBound bound, long? boundMinor, long? valueMinor, int sign) in new[]
        {
            (LiquidityBound.BalanceFloor, Watch.BalanceFloorMinor, (long?)AvailableMinor, -1),
            (LiquidityBound.BalanceCeiling, Watch.BalanceCeilingMinor, AvailableMinor, 1),
            (LiquidityBound.HeadroomFloor, Watch.HeadroomFloorMinor, HeadroomMinor, -1),
            (LiquidityBound.HeadroomCeiling, Watch.HeadroomCeilingMinor, HeadroomMinor, 1),
        })
        {
            if ((valueMinor - boundMinor) * sign is not long beyondMinor) continue;
            if (beyondMinor > 0 && Alerts.Add(bound)) raised++;
            else if (beyondMinor <= 0 && beyondMinor <= -Watch.HysteresisMinor) Alerts.Remove(bound);
        }

        return raised;
    }

    private AccountReply Set(SetAccountTerms c)
    {
        if (IsClosed) return AccountReply.Closed;
        if ((c.Model, c.Cap.LimitMinor, c.MustBePrefunded) == (Model, LimitMinor, MustBePrefunded)) return AccountReply.Done;
        if (c.Cap.LimitMinor < 0) return AccountReply.TermsUnsound;
        if (c.Cap.LimitMinor < UseMinor && !c.MayBeBelowUse) return AccountReply.CapBelowUse;
        if (c.MustBePrefunded && (c.Cap.LimitMinor ?? long.MaxValue) > PrefundedMinor) return AccountReply.CapNotPrefunded;
        (Model, LimitMinor, MustBePrefunded) = (c.Model, c.Cap.LimitMinor, c.MustBePrefunded);
        return AccountReply.Done;
    }

    private AccountReply Set(SetPartyLimit c)
    {
        if (IsClosed) return AccountReply.Closed;
        if (!IsOpen) return AccountReply.NotOpen;
        ReferenceParty? party = Parties.Find(party => party.Name == c.Party);
        if (c.Agents.Count == 0 && party is null) return AccountReply.Done;
        if (c.Cap.LimitMinor < 0) return AccountReply.TermsUnsound;
        string[] bics = [.. c.Agents.Select(ReferenceLedger.Long)];
        if (Parties.Any(other => other.Name != c.Party && other.Bics.Intersect(bics).Any())) return AccountReply.TermsUnsound;
        if (c.Agents.Count == 0)
        {
            Parties.Remove(party!);
            return AccountReply.Done;
        }

        if (party is null) Parties.Add(party = new ReferenceParty(c.Party));
        (party.Agents, party.Bics, party.LimitMinor) = (c.Agents, bics, c.Cap.LimitMinor);
        return AccountReply.Done;
    }

    private AccountReply Set(SetLiquidityWatch c)
    {
        if (IsClosed) return AccountReply.Closed;
        if (!IsOpen) return AccountReply.NotOpen;
        LiquidityWatch watch = c.Watch;
        if (watch == Watch) return AccountReply.Done;
        bool isSound = watch.HysteresisMinor >= 0
            && !(watch.BalanceCeilingMinor - watch.BalanceFloorMinor <= 2 * watch.HysteresisMinor)
            && !(watch.HeadroomCeilingMinor - watch.HeadroomFloorMinor <= 2 * watch.HysteresisMinor);
        if (!isSound) return AccountReply.TermsUnsound;
        Watch = watch;
        Alerts.Clear();
        return AccountReply.Done;
    }

    private AccountReply Book(long signedMinor, string reference, bool isFunding)
    {
        if (References.TryGetValue(reference, out long beforeMinor)) return beforeMinor == signedMinor ? AccountReply.Done : AccountReply.ReferenceTaken;
        if (IsClosed) return AccountReply.Closed;
        // Also before it is opened: a cap may have to be covered by what was brought in.
        if (isFunding ? signedMinor is <= 0 or > Most || signedMinor + (decimal)BalanceMinor > Most : signedMinor >= 0) return AccountReply.AmountOutOfRange;
        // What a cycle has yet to bring is not there to be taken out; what it has yet to take is not, either.
        long toComeMinor = Positions.Values.Where(position => position.CreditsMinor > position.DebitsMinor).Sum(position => position.CreditsMinor - position.DebitsMinor);
        if (AvailableMinor - toComeMinor + signedMinor < 0 && !isFunding) return AccountReply.InsufficientFunds;
        if (MustBePrefunded && !isFunding && (LimitMinor ?? long.MaxValue) > PrefundedMinor + signedMinor) return AccountReply.InsufficientFunds;
        _paidInMinor += signedMinor;
        References.Add(reference, signedMinor);
        return AccountReply.Done;
    }

    private AccountReply Close()
    {
        if (IsClosed) return AccountReply.Done;
        if (!IsOpen) return AccountReply.NotOpen;
        if (BalanceMinor != 0 || Holds.Count > 0 || Positions.Count > 0) return AccountReply.NotEmpty;
        IsClosed = true;
        return AccountReply.Done;
    }
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>
/// An account as the reference keeps it: by where its money comes from. Balance, use and headroom are worked out of that
/// whenever they are asked for.
/// </summary>
internal sealed partial class ReferenceAccount(AccountId id)
{
    // What the settlement bank brought less what it took; what payments moved outside of cycles; what prefunding paid of settled cycles.
    private long _paidInMinor;
    private long _grossMinor;
    private long _coveredMinor;

    public AccountId Id { get; } = id;

    /// <summary>Whether anything ever happened to it.</summary>
    public bool IsKnown { get; set; }

    public SettlementModel Model { get; private set; }

    public long? LimitMinor { get; private set; }

    public bool MustBePrefunded { get; private set; }

    public bool IsClosed { get; private set; }

    public Dictionary<BookingKey, Hold> Holds { get; } = [];

    public Dictionary<string, long> References { get; } = [];

    public SortedDictionary<long, (long DebitsMinor, long CreditsMinor)> Positions { get; } = [];

    /// <summary>How many payments and returns the positions are.</summary>
    public Dictionary<long, (long Debits, long Credits)> Counts { get; } = [];

    public List<ReferenceParty> Parties { get; } = [];

    public bool IsOpen => Model != 0 && !IsClosed;

    public long PrefundedMinor => _paidInMinor + _grossMinor + _coveredMinor;

    public long BalanceMinor => PrefundedMinor + UnsettledMinor;

    public long HeldMinor => Holds.Values.Sum(hold => hold.AmountMinor);

    public long UseMinor => HeldMinor - _grossMinor - UnsettledMinor;

    public long AvailableMinor => BalanceMinor - HeldMinor;

    public long? HeadroomMinor => LimitMinor - UseMinor;

    private long UnsettledMinor => Positions.Values.Sum(position => position.CreditsMinor - position.DebitsMinor);

    public long UseOf(ReferenceParty party) =>
        party.MovedMinor + Holds.Values.Where(hold => hold.Party == party.Name).Sum(hold => hold.AmountMinor);

    public AccountReply Reserve(BookingKey key, long amountMinor, AgentIdentification agent, long openCycle)
    {
        if (!IsOpen) return AccountReply.NotOpen;
        if (amountMinor is <= 0 or > Most) return AccountReply.AmountOutOfRange;
        if (Model == SettlementModel.Gross && amountMinor > AvailableMinor) return AccountReply.InsufficientFunds;
        if (LimitMinor is long limitMinor && UseMinor + amountMinor > limitMinor) return AccountReply.InsufficientHeadroom;
        ReferenceParty? party = PartyOf(agent);
        if (party?.LimitMinor is long partyLimitMinor && UseOf(party) + amountMinor > partyLimitMinor) return AccountReply.InsufficientPartyHeadroom;
        Holds.Add(key, new Hold(amountMinor, openCycle, party?.Name));
        return AccountReply.Done;
    }

    public void Release(BookingKey key)
    {
        if (!Holds.Remove(key)) throw new MismatchException($"The reference holds nothing for {key}.");
    }

    public void Post(BookingKey key, long cycle)
    {
        Hold hold = Holds[key];
        Release(key);
        Move(-hold.AmountMinor, cycle, Parties.Find(party => party.Name == hold.Party));
    }

    public void Credit(long amountMinor, AgentIdentification agent, long cycle) => Move(amountMinor, cycle, PartyOf(agent));

    /// <returns>What it owed or got.</returns>
    public long SettleCycle(long cycle, bool covered)
    {
        if (!Positions.Remove(cycle, out (long DebitsMinor, long CreditsMinor) position)) return 0;
        long netMinor = position.CreditsMinor - position.DebitsMinor;
        if (covered) _coveredMinor += netMinor;
        return netMinor;
    }

    private void Move(long amountMinor, long cycle, ReferenceParty? party)
    {
        IsKnown = true;
        party?.MovedMinor -= amountMinor;
        if (cycle == 0)
        {
            _grossMinor += amountMinor;
            return;
        }

        (long debitsMinor, long creditsMinor) = Positions.GetValueOrDefault(cycle);
        (long debits, long credits) = Counts.GetValueOrDefault(cycle);
        Counts[cycle] = amountMinor < 0 ? (debits + 1, credits) : (debits, credits + 1);
        Positions[cycle] = amountMinor < 0 ? (debitsMinor - amountMinor, creditsMinor) : (debitsMinor, creditsMinor + amountMinor);
    }

    private ReferenceParty? PartyOf(AgentIdentification agent) =>
        Parties.Find(party => party.Bics.Contains(ReferenceLedger.Long(agent)));
}

/// <summary>Money set aside.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="OpenCycle">The cycle that was open when it was set aside; 0 for none.</param>
/// <param name="Party">The party whose limit is used too.</param>
internal sealed record Hold(long AmountMinor, long OpenCycle, string? Party);

/// <summary>A limit under an account.</summary>
internal sealed class ReferenceParty(string name)
{
    public string Name { get; } = name;

    public IReadOnlyList<AgentIdentification> Agents { get; set; } = [];

    public string[] Bics { get; set; } = [];

    public long? LimitMinor { get; set; }

    /// <summary>What went out less what came in since the limit was given.</summary>
    public long MovedMinor { get; set; }
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>
/// The account of one participant in one currency. Money leaves it in two steps: reserved for a payment, then posted or
/// released. Invariants: in gross settlement the balance never falls below what is reserved; a reservation is made only
/// within the headroom of the cap; the reserved total is the sum of the open reservations; the positions of unsettled
/// cycles are the sum of what was booked in them.
/// </summary>
/// <remarks>
/// Posting and releasing need no memory of finished payments: a payment asks for one of them only, and only after its
/// reservation was made, so an absent reservation can only mean that this was done before. Reserving and crediting do need it, for
/// hosts that may repeat a request; see <see cref="ReserveFunds.MayRepeat"/> and <see cref="CreditAccount.MayRepeat"/>.
/// </remarks>
public sealed partial class Account(AccountId id)
{
    /// <summary>
    /// How many references of fundings and withdrawals are remembered, about 100 bytes each. The same one again is a repeat as long
    /// as it is among so many of the latest; at ten a day that is 27 years.
    /// </summary>
    public const int ReferencesMax = 100_000;

    private readonly Dictionary<BookingKey, Reservation> _reservations = [];
    private readonly HashSet<BookingKey> _rememberedDebits = [];
    private readonly HashSet<BookingKey> _rememberedCredits = [];
    private readonly Dictionary<string, long> _references = new(StringComparer.Ordinal);
    private readonly Queue<string> _referencesByAge = [];
    private readonly List<CyclePosition> _positions = [];
    private readonly List<PartyLimit> _partyLimits = [];

    // How many reservations are open, by the last cut before they were made: one or two numbers, as only the latest cuts have any.
    private readonly Dictionary<long, int> _openAfterCut = [];

    /// <summary>Whose, and in what currency.</summary>
    public AccountId Id { get; } = id;

    /// <summary>What bounds payments; 0 as long as the account has not been opened.</summary>
    public SettlementModel Model { get; private set; }

    /// <summary>The cap.</summary>
    public Cap Cap { get; private set; }

    /// <summary>Whether the cap must be covered by what was brought in.</summary>
    public bool MustBePrefunded { get; private set; }

    /// <summary>Whether it was closed for good.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What is booked, reservations included, in minor units.</summary>
    public long BalanceMinor { get; private set; }

    /// <summary>How much of the balance is reserved, in minor units.</summary>
    public long ReservedMinor { get; private set; }

    /// <summary>How much of the cap is used, in minor units: debits and reservations less credits. Negative for a net receiver.</summary>
    public long UseMinor { get; private set; }

    /// <summary>The last settlement cycle that was cut here; 0 for none.</summary>
    public long LastCutCycle { get; private set; }

    /// <summary>The balance less the reservations, in minor units.</summary>
    public long AvailableMinor => BalanceMinor - ReservedMinor;

    /// <summary>The cap's limit less its use, in minor units; null for unlimited. Below zero after a limit was cut.</summary>
    public long? HeadroomMinor => Cap.LimitMinor - UseMinor;

    /// <summary>What was brought in and not taken out, without the positions that are not settled yet, in minor units.</summary>
    public long PrefundedMinor => BalanceMinor - _positions.Sum(position => position.NetMinor);

    /// <summary>What may be taken out, in minor units: what is available, without what cycles that are not settled have yet to bring.</summary>
    public long WithdrawableMinor => AvailableMinor - _positions.Sum(position => Math.Max(0, position.NetMinor));

    /// <summary>Whether the account has been opened, and not closed.</summary>
    public bool IsOpen => Model != 0 && !IsClosed;

    /// <summary>The open reservations.</summary>
    public IReadOnlyDictionary<BookingKey, Reservation> Reservations => _reservations;

    /// <summary>Positions of cycles that are not settled, oldest first.</summary>
    public IReadOnlyList<CyclePosition> Positions => _positions;

    /// <summary>Limits of reachable parties.</summary>
    public IReadOnlyList<PartyLimit> PartyLimits => _partyLimits;

    /// <summary>Whether a funding or withdrawal of this reference was booked, among the last <see cref="ReferencesMax"/>.</summary>
    public bool HasBooked(string reference) => _references.ContainsKey(reference);

    /// <summary>What is booked in a cycle so far.</summary>
    public CyclePosition PositionOf(long cycle)
    {
        int index = IndexOf(cycle);
        return index < 0 ? new CyclePosition(cycle, 0, 0) : _positions[index];
    }

    /// <summary>
    /// Whether nothing more can leave this account in a cycle that was cut: every reservation made before the cut has been
    /// posted or released. When that is so on all accounts and their positions add up to zero, all credits have arrived too.
    /// </summary>
    public bool IsDrained(long cycle)
    {
        if (LastCutCycle < cycle) return false;
        foreach (long afterCut in _openAfterCut.Keys)
            if (afterCut < cycle) return false;
        return true;
    }

    /// <summary>Decides on a request; changes nothing.</summary>
    /// <param name="command">The request.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public AccountDecision Decide(AccountCommand command, long nowMs) => command switch
    {
        ReserveFunds c => Reserve(c, nowMs),
        PostReservation c => _reservations.TryGetValue(c.Key, out Reservation reserved)
            ? new(AccountReply.Done, new ReservationPosted(nowMs, c.Key, reserved.AmountMinor, c.Cycle))
            : new(AccountReply.Done),
        CreditAccount c => Credit(c, nowMs),
        ReleaseReservation c => _reservations.TryGetValue(c.Key, out Reservation reserved)
            ? new(AccountReply.Done, new ReservationReleased(nowMs, c.Key, reserved.AmountMinor))
            : new(AccountReply.Done),
        ForgetBooking c => _rememberedCredits.Contains(c.Key) || _rememberedDebits.Contains(c.Key)
            ? new(AccountReply.Done, new BookingForgotten(nowMs, c.Key))
            : new(AccountReply.Done),
        SetAccountTerms c => SetTerms(c, nowMs),
        SetPartyLimit c => SetLimit(c, nowMs),
        SetLiquidityWatch c => SetWatch(c, nowMs),
        FundAccount c => Fund(c, nowMs),
        WithdrawFromAccount c => Withdraw(c, nowMs),
        CloseAccount c => Close(c, nowMs),
        CutAccountCycle c => c.Cycle > LastCutCycle
            ? new(AccountReply.Done, new AccountCycleCut(nowMs, c.Cycle))
            : new(AccountReply.Done),
        SettleAccountCycle c => IndexOf(c.Cycle) >= 0
            ? new(AccountReply.Done, new AccountCycleSettled(nowMs, c.Cycle, PositionOf(c.Cycle).NetMinor, c.Covered))
            : new(AccountReply.Done),
        IssueStatement c => Issue(c, nowMs),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An account knows no such request."),
    };

    /// <summary>Takes a fact in.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public void Evolve(AccountEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Booking.AmountMinor is var bookedMinor && bookedMinor != 0) Count(bookedMinor, fact.AtMs);
        switch (fact)
        {
            case FundsReserved e:
                PutIn(e.Key, new Reservation(e.AmountMinor, LastCutCycle, e.Party, e.Remembered));
                ReservedMinor += e.AmountMinor;
                Use(e.AmountMinor, e.Party);
                break;
            case ReservationPosted e:
                TakeOut(e.Key);
                ReservedMinor -= e.AmountMinor;
                BalanceMinor -= e.AmountMinor;
                Book(e.Cycle, debitMinor: e.AmountMinor, creditMinor: 0);
                break;
            case AccountCredited e:
                BalanceMinor += e.AmountMinor;
                Use(-e.AmountMinor, e.Party);
                Book(e.Cycle, debitMinor: 0, creditMinor: e.AmountMinor);
                if (e.Remembered) _rememberedCredits.Add(e.Key);
                break;
            case ReservationReleased e:
                ReservedMinor -= e.AmountMinor;
                Use(-e.AmountMinor, TakeOut(e.Key).Party);
                break;
            case BookingForgotten e:
                _rememberedDebits.Remove(e.Key);
                _rememberedCredits.Remove(e.Key);
                break;
            case AccountTermsSet e:
                Model = e.Model;
                Cap = e.Cap;
                MustBePrefunded = e.MustBePrefunded;
                break;
            case PartyLimitSet e:
                Take(e);
                break;
            case LiquidityWatchSet e:
                Watch = e.Watch;
                _alerts = 0;
                break;
            case LiquidityAlertRaised e:
                _alerts |= 1 << (int)e.Bound;
                break;
            case LiquidityAlertCleared e:
                _alerts &= ~(1 << (int)e.Bound);
                break;
            case AccountFunded e:
                BalanceMinor += e.AmountMinor;
                Remember(e.Reference, e.AmountMinor);
                break;
            case AccountWithdrawn e:
                BalanceMinor -= e.AmountMinor;
                Remember(e.Reference, -e.AmountMinor);
                break;
            case AccountClosed:
                IsClosed = true;
                break;
            case AccountCycleCut e:
                LastCutCycle = e.Cycle;
                break;
            case AccountCycleSettled e:
                _positions.RemoveAt(IndexOf(e.Cycle));
                UseMinor += e.NetMinor;
                if (!e.Covered) BalanceMinor -= e.NetMinor;
                break;
            case StatementIssued e:
                Take(e);
                break;
            default:
                throw new InvalidOperationException($"Account {Id}: unknown fact {fact.GetType().Name}.");
        }
    }

    /// <summary>How the account stands, to be shown.</summary>
    public AccountStanding Show() => new(Id, Model, Cap, BalanceMinor, ReservedMinor, UseMinor);

    private AccountDecision Reserve(ReserveFunds command, long nowMs)
    {
        if (_reservations.ContainsKey(command.Key) || (_rememberedDebits.Count > 0 && _rememberedDebits.Contains(command.Key))) return new(AccountReply.Done);
        if (!IsOpen) return new(AccountReply.NotOpen);
        if (command.AmountMinor <= 0 || command.AmountMinor > Money.MinorUnitsMax) return new(AccountReply.AmountOutOfRange);
        if (Model == SettlementModel.Gross && AvailableMinor < command.AmountMinor) return new(AccountReply.InsufficientFunds);
        if (HeadroomMinor < command.AmountMinor) return new(AccountReply.InsufficientHeadroom);
        PartyLimit? limit = LimitOf(command.Agent);
        if (limit?.HeadroomMinor < command.AmountMinor) return new(AccountReply.InsufficientPartyHeadroom);
        return new(AccountReply.Done, new FundsReserved(nowMs, command.Key, command.AmountMinor, limit?.Party, command.MayRepeat));
    }

    // Never refused: the money has left the other account already.
    private AccountDecision Credit(CreditAccount command, long nowMs)
    {
        // Also where this host says that it never repeats: another one may have had the account before.
        if (_rememberedCredits.Count > 0 && _rememberedCredits.Contains(command.Key)) return new(AccountReply.Done);
        return new(AccountReply.Done, new AccountCredited(
            nowMs, command.Key, command.AmountMinor, command.MayRepeat, command.Cycle, LimitOf(command.Agent)?.Party));
    }

    private void PutIn(BookingKey key, Reservation reservation)
    {
        _reservations.Add(key, reservation);
        _openAfterCut[reservation.AfterCut] = _openAfterCut.GetValueOrDefault(reservation.AfterCut) + 1;
    }

    private Reservation TakeOut(BookingKey key)
    {
        if (!_reservations.Remove(key, out Reservation reservation)) return default;
        if (reservation.IsRemembered) _rememberedDebits.Add(key);
        int left = _openAfterCut[reservation.AfterCut] - 1;
        if (left == 0) _openAfterCut.Remove(reservation.AfterCut);
        else _openAfterCut[reservation.AfterCut] = left;
        return reservation;
    }

    private void Use(long amountMinor, string? party)
    {
        UseMinor += amountMinor;
        if (party is null) return;
        int index = _partyLimits.FindIndex(limit => limit.Party == party);
        if (index >= 0) _partyLimits[index] = _partyLimits[index] with { UseMinor = _partyLimits[index].UseMinor + amountMinor };
    }

    private PartyLimit? LimitOf(AgentIdentification? agent)
    {
        if (_partyLimits.Count == 0 || agent is null) return null;
        return _partyLimits.Find(limit => limit.Is(agent));
    }

    private void Book(long cycle, long debitMinor, long creditMinor)
    {
        if (cycle == 0) return;
        int index = IndexOf(cycle);
        if (index < 0)
        {
            index = _positions.FindIndex(position => position.Cycle > cycle) is var later and >= 0 ? later : _positions.Count;
            _positions.Insert(index, new CyclePosition(cycle, 0, 0));
        }

        CyclePosition before = _positions[index];
        _positions[index] = debitMinor > 0
            ? before with { DebitsMinor = before.DebitsMinor + debitMinor, DebitCount = before.DebitCount + 1 }
            : before with { CreditsMinor = before.CreditsMinor + creditMinor, CreditCount = before.CreditCount + 1 };
    }

    // The newest stands last, and is the one that is asked for.
    private int IndexOf(long cycle)
    {
        for (int i = _positions.Count - 1; i >= 0; i--)
            if (_positions[i].Cycle == cycle) return i;
        return -1;
    }
}

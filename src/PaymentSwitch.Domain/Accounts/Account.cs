using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>
/// The account of one participant in one currency. Money leaves it in two steps: reserved for a payment, then posted or
/// released. Invariants: in gross settlement the balance never falls below what is reserved; a reservation is made only
/// within the headroom of the cap; the reserved total is the sum of the open reservations.
/// </summary>
/// <remarks>
/// Posting and releasing need no memory of finished payments: a payment asks for one of them only, and only after its
/// reservation was made, so an absent reservation can only mean that this was done before. Crediting does need it, for
/// hosts that may repeat a request; see <see cref="CreditAccount.MayRepeat"/>.
/// </remarks>
public sealed class Account(AccountId id)
{
    private readonly Dictionary<Uetr, long> _reservations = [];
    private readonly HashSet<Uetr> _rememberedCredits = [];
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);

    /// <summary>Whose, and in what currency.</summary>
    public AccountId Id { get; } = id;

    /// <summary>What bounds payments; 0 as long as the account has not been opened.</summary>
    public SettlementModel Model { get; private set; }

    /// <summary>The cap.</summary>
    public Cap Cap { get; private set; }

    /// <summary>What is booked, reservations included, in minor units.</summary>
    public long BalanceMinor { get; private set; }

    /// <summary>How much of the balance is reserved, in minor units.</summary>
    public long ReservedMinor { get; private set; }

    /// <summary>How much of the cap is used, in minor units: debits and reservations less credits. Negative for a net receiver.</summary>
    public long UseMinor { get; private set; }

    /// <summary>The balance less the reservations, in minor units.</summary>
    public long AvailableMinor => BalanceMinor - ReservedMinor;

    /// <summary>The cap's limit less its use, in minor units; null for unlimited. Below zero after a limit was cut.</summary>
    public long? HeadroomMinor => Cap.LimitMinor - UseMinor;

    /// <summary>Whether the account has been opened.</summary>
    public bool IsOpen => Model != 0;

    /// <summary>The open reservations: payment and amount in minor units.</summary>
    public IReadOnlyDictionary<Uetr, long> Reservations => _reservations;

    /// <summary>Decides on a request; changes nothing.</summary>
    /// <param name="command">The request.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public AccountDecision Decide(AccountCommand command, long nowMs) => command switch
    {
        ReserveFunds c => Reserve(c, nowMs),
        PostReservation c => _reservations.TryGetValue(c.Payment, out long amount)
            ? new(AccountReply.Done, new ReservationPosted(nowMs, c.Payment, amount))
            : new(AccountReply.Done),
        CreditAccount c => Credit(c, nowMs),
        ReleaseReservation c => _reservations.TryGetValue(c.Payment, out long amount)
            ? new(AccountReply.Done, new ReservationReleased(nowMs, c.Payment, amount))
            : new(AccountReply.Done),
        ForgetCredit c => _rememberedCredits.Contains(c.Payment)
            ? new(AccountReply.Done, new CreditForgotten(nowMs, c.Payment))
            : new(AccountReply.Done),
        SetAccountTerms c => Model == c.Model && Cap == c.Cap
            ? new(AccountReply.Done)
            : new(AccountReply.Done, new AccountTermsSet(nowMs, c.Model, c.Cap, c.By)),
        FundAccount c => Fund(c, nowMs),
        WithdrawFromAccount c => Withdraw(c, nowMs),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An account knows no such request."),
    };

    /// <summary>Takes a fact in.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public void Evolve(AccountEvent fact)
    {
        switch (fact)
        {
            case FundsReserved e:
                _reservations.Add(e.Payment, e.AmountMinor);
                ReservedMinor += e.AmountMinor;
                UseMinor += e.AmountMinor;
                break;
            case ReservationPosted e:
                _reservations.Remove(e.Payment);
                ReservedMinor -= e.AmountMinor;
                BalanceMinor -= e.AmountMinor;
                break;
            case AccountCredited e:
                BalanceMinor += e.AmountMinor;
                UseMinor -= e.AmountMinor;
                if (e.Remembered) _rememberedCredits.Add(e.Payment);
                break;
            case ReservationReleased e:
                _reservations.Remove(e.Payment);
                ReservedMinor -= e.AmountMinor;
                UseMinor -= e.AmountMinor;
                break;
            case CreditForgotten e:
                _rememberedCredits.Remove(e.Payment);
                break;
            case AccountTermsSet e:
                Model = e.Model;
                Cap = e.Cap;
                break;
            case AccountFunded e:
                BalanceMinor += e.AmountMinor;
                _references.Add(e.Reference);
                break;
            case AccountWithdrawn e:
                BalanceMinor -= e.AmountMinor;
                _references.Add(e.Reference);
                break;
            default:
                throw new InvalidOperationException($"Account {Id}: unknown fact {fact?.GetType().Name}.");
        }
    }

    /// <summary>How the account stands, to be shown.</summary>
    public AccountStanding Show() => new(Id, Model, Cap, BalanceMinor, ReservedMinor, UseMinor);

    /// <summary>All there is to know about the account, for a snapshot.</summary>
    public AccountState Capture() => new(
        Id, Model, Cap, BalanceMinor, UseMinor, [.. _reservations], [.. _rememberedCredits], [.. _references]);

    /// <summary>The account as it was captured.</summary>
    public static Account Restore(AccountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var account = new Account(state.Id)
        {
            Model = state.Model,
            Cap = state.Cap,
            BalanceMinor = state.BalanceMinor,
            UseMinor = state.UseMinor,
        };
        foreach ((Uetr payment, long amountMinor) in state.Reservations)
        {
            account._reservations.Add(payment, amountMinor);
            account.ReservedMinor += amountMinor;
        }

        account._rememberedCredits.UnionWith(state.RememberedCredits);
        account._references.UnionWith(state.References);
        return account;
    }

    private AccountDecision Reserve(ReserveFunds command, long nowMs)
    {
        if (_reservations.ContainsKey(command.Payment)) return new(AccountReply.Done);
        if (!IsOpen) return new(AccountReply.NotOpen);
        if (command.AmountMinor <= 0 || command.AmountMinor > Money.MinorUnitsMax) return new(AccountReply.AmountOutOfRange);
        if (Model == SettlementModel.Gross && AvailableMinor < command.AmountMinor) return new(AccountReply.InsufficientFunds);
        if (HeadroomMinor < command.AmountMinor) return new(AccountReply.InsufficientHeadroom);
        return new(AccountReply.Done, new FundsReserved(nowMs, command.Payment, command.AmountMinor));
    }

    private AccountDecision Credit(CreditAccount command, long nowMs)
    {
        if (command.MayRepeat && _rememberedCredits.Contains(command.Payment)) return new(AccountReply.Done);
        return new(AccountReply.Done, new AccountCredited(nowMs, command.Payment, command.AmountMinor, command.MayRepeat));
    }

    private AccountDecision Fund(FundAccount command, long nowMs)
    {
        if (_references.Contains(command.Reference)) return new(AccountReply.Done);
        if (command.AmountMinor <= 0 || command.AmountMinor > Money.MinorUnitsMax) return new(AccountReply.AmountOutOfRange);
        if (BalanceMinor > Money.MinorUnitsMax - command.AmountMinor) return new(AccountReply.AmountOutOfRange);
        return new(AccountReply.Done, new AccountFunded(nowMs, command.AmountMinor, command.Reference, command.By));
    }

    private AccountDecision Withdraw(WithdrawFromAccount command, long nowMs)
    {
        if (_references.Contains(command.Reference)) return new(AccountReply.Done);
        if (command.AmountMinor <= 0) return new(AccountReply.AmountOutOfRange);
        if (AvailableMinor < command.AmountMinor) return new(AccountReply.InsufficientFunds);
        return new(AccountReply.Done, new AccountWithdrawn(nowMs, command.AmountMinor, command.Reference, command.By));
    }
}

/// <summary>How an account stands.</summary>
/// <param name="Id">Whose, and in what currency.</param>
/// <param name="Model">What bounds payments.</param>
/// <param name="Cap">The cap.</param>
/// <param name="BalanceMinor">What is booked, reservations included, in minor units.</param>
/// <param name="ReservedMinor">How much of the balance is reserved, in minor units.</param>
/// <param name="UseMinor">How much of the cap is used, in minor units.</param>
public sealed record AccountStanding(
    AccountId Id, SettlementModel Model, Cap Cap, long BalanceMinor, long ReservedMinor, long UseMinor)
{
    /// <summary>The balance less the reservations, in minor units.</summary>
    public long AvailableMinor => BalanceMinor - ReservedMinor;

    /// <summary>The cap's limit less its use, in minor units; null for unlimited.</summary>
    public long? HeadroomMinor => Cap.LimitMinor - UseMinor;
}

/// <summary>A captured account.</summary>
/// <param name="Id">Whose, and in what currency.</param>
/// <param name="Model">What bounds payments.</param>
/// <param name="Cap">The cap.</param>
/// <param name="BalanceMinor">What is booked, in minor units.</param>
/// <param name="UseMinor">How much of the cap is used, in minor units.</param>
/// <param name="Reservations">The open reservations, in minor units.</param>
/// <param name="RememberedCredits">Credits that may be asked for again.</param>
/// <param name="References">References of fundings and withdrawals.</param>
public sealed record AccountState(
    AccountId Id,
    SettlementModel Model,
    Cap Cap,
    long BalanceMinor,
    long UseMinor,
    IReadOnlyList<KeyValuePair<Uetr, long>> Reservations,
    IReadOnlyList<Uetr> RememberedCredits,
    IReadOnlyList<string> References);

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Journal;

/// <summary>What kind of entity a stored fact is about. The numbers are stored.</summary>
public enum EntityKind
{
    /// <summary>A payment, by its UETR.</summary>
    Payment = 1,

    /// <summary>An account, by participant and currency.</summary>
    Account = 2,

    /// <summary>A participant, by its name.</summary>
    Participant = 3,

    /// <summary>A settlement cycle, by scheme and number.</summary>
    Cycle = 4,

    /// <summary>An approval, by its number.</summary>
    Approval = 5,

    /// <summary>A liquidity transfer, by its identity.</summary>
    LiquidityTransfer = 6,

    /// <summary>A request to pay, by its identity.</summary>
    RequestToPay = 7,

    /// <summary>A scheme, by its name.</summary>
    Scheme = 8,

    /// <summary>The party keyring, of which there is one.</summary>
    PartyKeyring = 9,
}

/// <summary>Which entity a stored fact is about: its persistence id. An entity in memory has one and hands it to all its facts.</summary>
public sealed record EntityKey
{
    private EntityKey(EntityKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public EntityKind Kind { get; }

    /// <summary>The payment, where it is one.</summary>
    public Uetr Payment { get; private init; }

    /// <summary>The account, where it is one; a participant's key has its name here and no currency.</summary>
    public AccountId Account { get; private init; }

    /// <summary>The participant, where it is one.</summary>
    public ParticipantId Participant => Account.Participant;

    /// <summary>The cycle, where it is one; a scheme's key has its name here and no number, an approval's its number and no name.</summary>
    public CycleId Cycle { get; private init; }

    /// <summary>The identity of a liquidity transfer or a request to pay.</summary>
    public Uetr Identity => Payment;

    /// <summary>The key of a payment.</summary>
    public static EntityKey Of(Uetr payment) => new(EntityKind.Payment) { Payment = payment };

    /// <summary>The key of an account.</summary>
    public static EntityKey Of(AccountId account) => new(EntityKind.Account) { Account = account };

    /// <summary>The key of a participant.</summary>
    public static EntityKey Of(ParticipantId participant) => new(EntityKind.Participant) { Account = new AccountId(participant, null!) };

    /// <summary>The key of a settlement cycle.</summary>
    public static EntityKey Of(CycleId cycle) => new(EntityKind.Cycle) { Cycle = cycle };

    /// <summary>The key of an approval.</summary>
    public static EntityKey OfApproval(long number) => new(EntityKind.Approval) { Cycle = new CycleId("", number) };

    /// <summary>The key of a liquidity transfer.</summary>
    public static EntityKey OfLiquidityTransfer(Uetr identity) => new(EntityKind.LiquidityTransfer) { Payment = identity };

    /// <summary>The key of a request to pay.</summary>
    public static EntityKey OfRequestToPay(Uetr identity) => new(EntityKind.RequestToPay) { Payment = identity };

    /// <summary>The key of a scheme.</summary>
    public static EntityKey OfScheme(string name) => new(EntityKind.Scheme) { Cycle = new CycleId(name, 0) };

    /// <summary>The key of the party keyring.</summary>
    public static EntityKey PartyKeyring { get; } = new(EntityKind.PartyKeyring);

    /// <summary>The kind of entity that a fact is about.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No entity knows such a fact.</exception>
    public static EntityKind KindOf(IDomainEvent fact) => fact switch
    {
        PaymentEvent => EntityKind.Payment,
        AccountEvent => EntityKind.Account,
        ParticipantEvent => EntityKind.Participant,
        CycleEvent => EntityKind.Cycle,
        ApprovalEvent => EntityKind.Approval,
        LiquidityEvent => EntityKind.LiquidityTransfer,
        RequestEvent => EntityKind.RequestToPay,
        SchemeEvent => EntityKind.Scheme,
        PrivacyEvent => EntityKind.PartyKeyring,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "No entity knows such a fact."),
    };

    /// <summary>The persistence id as text: <c>payment-…</c>, <c>account-…</c>, <c>cycle-fps/17</c>.</summary>
    public override string ToString() => Kind switch
    {
        EntityKind.Payment => $"payment-{Payment}",
        EntityKind.Account => $"account-{Account}",
        EntityKind.Participant => $"participant-{Participant}",
        EntityKind.Cycle => $"cycle-{Cycle}",
        EntityKind.Approval => $"approval-{Cycle.Number}",
        EntityKind.LiquidityTransfer => $"liquidity-{Identity}",
        EntityKind.RequestToPay => $"request-{Identity}",
        EntityKind.Scheme => $"scheme-{Cycle.Scheme}",
        _ => "party-keyring",
    };
}

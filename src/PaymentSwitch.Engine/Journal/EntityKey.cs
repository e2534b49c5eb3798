using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

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
}

/// <summary>Which entity a stored fact is about: its persistence id. An entity in memory has one and hands it to all its facts.</summary>
public sealed record EntityKey
{
    private EntityKey(EntityKind kind, Uetr payment, AccountId account)
    {
        Kind = kind;
        Payment = payment;
        Account = account;
    }

    /// <summary>The kind.</summary>
    public EntityKind Kind { get; }

    /// <summary>The payment, where it is one.</summary>
    public Uetr Payment { get; }

    /// <summary>The account, where it is one; a participant's key has its name here and no currency.</summary>
    public AccountId Account { get; }

    /// <summary>The participant, where it is one.</summary>
    public ParticipantId Participant => Account.Participant;

    /// <summary>The key of a payment.</summary>
    public static EntityKey Of(Uetr payment) => new(EntityKind.Payment, payment, default);

    /// <summary>The key of an account.</summary>
    public static EntityKey Of(AccountId account) => new(EntityKind.Account, default, account);

    /// <summary>The key of a participant.</summary>
    public static EntityKey Of(ParticipantId participant) => new(EntityKind.Participant, default, new AccountId(participant, null!));

    /// <summary>The persistence id as text: <c>payment-…</c>, <c>account-…</c>, <c>participant-…</c>.</summary>
    public override string ToString() => Kind switch
    {
        EntityKind.Payment => $"payment-{Payment}",
        EntityKind.Account => $"account-{Account}",
        _ => $"participant-{Participant}",
    };
}

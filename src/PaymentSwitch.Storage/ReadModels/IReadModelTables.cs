using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// The tables of the read models in some database, for their one writer. Everything happens in a transaction that the
/// caller has begun; what is to be stored may wait until <see cref="Finish"/>. What is asked for is never what waits.
/// </summary>
internal interface IReadModelTables : IDisposable
{
    /// <summary>The number of the last finished payment; 0 where there is none.</summary>
    long LastPayment();

    /// <summary>Adds a finished payment.</summary>
    void Add(in StoredPayment payment);

    /// <summary>The last block of a participant's payments, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    PaymentBlock? LastPayments(long participant);

    /// <summary>Stores a block of payments in place of what it was before.</summary>
    void Save(PaymentBlock block);

    /// <summary>A block of a mailbox; an empty one where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    MailboxBlock Mailbox(long participant, long block);

    /// <summary>Stores a block of a mailbox in place of what it was before.</summary>
    void Save(MailboxBlock block);

    /// <summary>Stores how an account stands.</summary>
    void Save(long participant, AccountStanding account);

    /// <summary>The last block of an account's movements; an empty one, with a number for the account, where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    MovementBlock LastMovements(AccountId account, long participant);

    /// <summary>Stores a block of movements in place of what it was before.</summary>
    void Save(MovementBlock block);

    /// <summary>Adds the reference of a movement.</summary>
    /// <param name="account">The account's number.</param>
    /// <param name="movement">The movement's number.</param>
    /// <param name="reference">The reference.</param>
    void AddReference(long account, long movement, string reference);

    /// <summary>A participant's number; one that has none yet gets the next.</summary>
    long NumberOf(ParticipantId participant);

    /// <summary>Stores all that waits, and how far the read models have come.</summary>
    void Finish(long position);

    /// <summary>Forgets all that waits.</summary>
    void Forget();
}

/// <summary>A finished payment as it is stored: participants by their numbers.</summary>
internal readonly record struct StoredPayment(
    long Number,
    Uetr Uetr,
    long Debtor,
    long? Creditor,
    long AmountMinor,
    string Currency,
    PaymentStatus Status,
    string? Reason,
    long ReceivedAtMs,
    long FinalAtMs);

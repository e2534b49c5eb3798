using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <summary>
/// The read models: written behind the journal in transactions of their own, never asked to decide anything, rebuilt
/// from the journal by clearing them.
/// </summary>
public interface IReadSide : IDisposable
{
    /// <summary>The last position of the journal that is contained in them; 0 for none.</summary>
    long Position { get; }

    /// <summary>
    /// Takes groups in, in order and all or nothing, together with the new <see cref="Position"/>. Each entry of a
    /// payment has its <see cref="JournalEntry.After"/>. Called by one thread.
    /// </summary>
    /// <param name="groups">The groups after <see cref="Position"/>, without gaps.</param>
    /// <param name="accounts">The accounts as they stand now or later than these groups: shown, not decided by.</param>
    void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts);

    /// <summary>Forgets everything, so that it is projected anew from position 1.</summary>
    void Clear();

    /// <summary>Where the messages of a mailbox are found, in the order of their cursors.</summary>
    /// <param name="participant">Whose mailbox.</param>
    /// <param name="afterCursor">Only those with a greater cursor.</param>
    /// <param name="max">At most so many.</param>
    IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max);

    /// <summary>Finished payments, the latest first.</summary>
    IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter);

    /// <summary>Accounts as last projected.</summary>
    IReadOnlyList<AccountStanding> ListAccounts();

    /// <summary>Movements of an account, in the order of their numbers; none where there is no such account.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="fromNumber">Only those with this number or a greater one.</param>
    /// <param name="max">At most so many.</param>
    IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max);

    /// <summary>The number of an account's first movement at or after a moment, or null where there is none.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="atOrAfterMs">The moment, in Unix milliseconds.</param>
    long? FindMovement(AccountId account, long atOrAfterMs);

    /// <summary>An account's latest movement, or null where there is none.</summary>
    Movement? LastMovement(AccountId account);
}

/// <summary>Where a message of a mailbox is found in the journal.</summary>
/// <param name="Cursor">Its place in the mailbox.</param>
/// <param name="Position">The group.</param>
/// <param name="EntryIndex">The fact in the group that it follows from.</param>
/// <param name="Kind">Which message.</param>
public readonly record struct MailboxPointer(long Cursor, long Position, int EntryIndex, DeliveryKind Kind);

/// <summary>A finished payment in a list.</summary>
/// <param name="Number">Its number in the list; later ones have greater ones.</param>
/// <param name="Uetr">Its identity.</param>
/// <param name="DebtorAgent">The participant that sent it.</param>
/// <param name="CreditorAgent">The participant it was for, or null where nobody was found.</param>
/// <param name="AmountMinor">The amount in minor units.</param>
/// <param name="Currency">The currency's code.</param>
/// <param name="Status">The outcome.</param>
/// <param name="ReasonCode">The weightiest reason, or null.</param>
/// <param name="ReceivedAtMs">When it was taken in, in Unix milliseconds.</param>
/// <param name="FinalAtMs">When it became final, in Unix milliseconds.</param>
public sealed record PaymentRow(
    long Number,
    Uetr Uetr,
    ParticipantId DebtorAgent,
    ParticipantId? CreditorAgent,
    long AmountMinor,
    string Currency,
    PaymentStatus Status,
    string? ReasonCode,
    long ReceivedAtMs,
    long FinalAtMs);

/// <summary>Which finished payments to list.</summary>
/// <param name="Participant">Only those this participant sent or received; null for all.</param>
/// <param name="Status">Only those with this outcome; null for all.</param>
/// <param name="BeforeNumber">Only those with a smaller number: the next page of a list; null for the first page.</param>
/// <param name="Max">At most so many.</param>
public sealed record PaymentFilter(ParticipantId? Participant = null, PaymentStatus? Status = null, long? BeforeNumber = null, int Max = 100);

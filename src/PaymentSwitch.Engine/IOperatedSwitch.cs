using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine;

/// <summary>
/// A running switch as operators steer and watch it, whatever host is behind it. What it returns was on stable storage
/// before. A refusal is a reply, and nothing was moved then.
/// </summary>
public interface IOperatedSwitch : IPaymentSwitch
{
    /// <summary>Enrols a participant, or changes something about one.</summary>
    ValueTask<ParticipantReply> CommandParticipantAsync(ParticipantId id, ParticipantCommand command);

    /// <summary>Sets an account's terms, limits or alerts, moves money in or out, or closes it.</summary>
    ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command);

    /// <summary>Cuts, instructs, confirms, aborts or re-opens a settlement cycle.</summary>
    /// <param name="id">Which, by its number: a repeat of a cut finds it cut, and does not cut the next one.</param>
    /// <param name="command">What is asked. The instructions of an <see cref="InstructCycle"/> are made by the switch.</param>
    ValueTask<CycleReply> CommandCycleAsync(CycleId id, CycleCommand command);

    /// <summary>Puts another instruction in the place of one that failed.</summary>
    /// <param name="id">Of which cycle.</param>
    /// <param name="participant">Whose.</param>
    /// <param name="fromPrefunding">Whether what it owes is taken from its prefunding; otherwise the same is tried again.</param>
    /// <param name="act">Who asks, and why.</param>
    ValueTask<CycleReply> ReplaceInstructionAsync(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act);

    /// <summary>Asks for a second pair of eyes.</summary>
    /// <returns>The approval's number.</returns>
    ValueTask<long> RequestApprovalAsync(RequestApproval command);

    /// <summary>Grants or denies an approval, or says what came of it.</summary>
    ValueTask<(ApprovalReply Reply, Approval? Approval)> CommandApprovalAsync(long number, ApprovalCommand command);

    /// <summary>Has a scheme go by another profile from a moment on, without a stop.</summary>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="document">The profile, as profiles are written.</param>
    /// <param name="effectiveAtMs">From when, in Unix milliseconds.</param>
    /// <param name="act">Who asks, and why.</param>
    ValueTask<SchemeReply> ScheduleProfileAsync(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act);

    /// <summary>Takes a profile back that was scheduled, before its moment has come.</summary>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="version">Which of its profiles.</param>
    /// <param name="act">Who asks, and why.</param>
    ValueTask<SchemeReply> WithdrawProfileAsync(string scheme, int version, OperatorAct act);

    /// <summary>Tells all who take part in a scheme something (admi.004): who has an account in it, or acts for one who has.</summary>
    ValueTask<SchemeReply> BroadcastAsync(string scheme, string eventCode, string text, OperatorAct act);

    /// <summary>The party keyring as it stands.</summary>
    ValueTask<PartyKeyring> ShowPartyKeyringAsync();

    /// <summary>Whether a payment or a request to pay that is not over has a party in it.</summary>
    ValueTask<bool> IsPayingAsync(PartyHandle party);

    /// <summary>Begins to seal with party keys.</summary>
    /// <param name="keysId">Which: what their file says.</param>
    ValueTask<PrivacyReply> AdoptPartyKeysAsync(string keysId);

    /// <summary>Decides that a party's key is destroyed. Every server destroys its own when it comes to that fact.</summary>
    /// <param name="party">Whose.</param>
    /// <param name="act">Who asks, and why.</param>
    ValueTask<PrivacyReply> ErasePartyAsync(PartyHandle party, OperatorAct act);

    /// <summary>All participants, whatever their standing.</summary>
    ValueTask<IReadOnlyList<Participant>> ListParticipantsAsync();

    /// <summary>All accounts, whole: reservations, positions of cycles, limits of reachable parties, alerts.</summary>
    ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync();

    /// <summary>All settlement cycles, by scheme and number.</summary>
    ValueTask<IReadOnlyList<SettlementCycle>> ListCyclesAsync();

    /// <summary>The facts of a settlement cycle, oldest first; none where there is no such cycle, or it is no longer in memory.</summary>
    ValueTask<IReadOnlyList<CycleEvent>> ListCycleFactsAsync(CycleId id);

    /// <summary>All approvals, oldest first.</summary>
    ValueTask<IReadOnlyList<Approval>> ListApprovalsAsync();

    /// <summary>All liquidity transfers, oldest first.</summary>
    ValueTask<IReadOnlyList<LiquidityTransfer>> ListLiquidityTransfersAsync();

    /// <summary>All requests to pay in memory, oldest first.</summary>
    ValueTask<IReadOnlyList<RequestToPay>> ListRequestsToPayAsync();

    /// <summary>The profiles that were scheduled and not withdrawn.</summary>
    ValueTask<IReadOnlyList<(string Scheme, ProfileScheduled Change)>> ListProfileChangesAsync();

    /// <summary>Holds the books against themselves, at one position: accounts, reservations, live payments, cycles.</summary>
    ValueTask<BooksAudit> AuditAsync();
}

/// <summary>What holding the books against themselves has found.</summary>
/// <param name="Position">The position of the journal that it is as of.</param>
/// <param name="AtMs">When, in Unix milliseconds.</param>
/// <param name="Accounts">The accounts as they stood.</param>
/// <param name="LivePayments">How many payments were held against the reservations.</param>
/// <param name="Mismatches">What does not fit; empty for nothing.</param>
public sealed record BooksAudit(
    long Position, long AtMs, IReadOnlyList<AccountStanding> Accounts, int LivePayments, IReadOnlyList<BooksMismatch> Mismatches)
{
    /// <summary>How many facts of the group at <see cref="Position"/> it has seen: the group may have gone on filling after it. All where it was closed.</summary>
    public int FactsOfLastGroup { get; init; } = int.MaxValue;
}

/// <summary>Something in the books that does not fit.</summary>
/// <param name="Kind">What kind, in a word for machines, for example <c>reservation-without-payment</c>.</param>
/// <param name="Account">Whose account; null where none.</param>
/// <param name="Payment">Which payment; null where none.</param>
/// <param name="DifferenceMinor">By how much, in minor units.</param>
/// <param name="Text">The same in words.</param>
public sealed record BooksMismatch(string Kind, AccountId? Account, Uetr? Payment, long DifferenceMinor, string Text);

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>
/// All entities of the embedded host, and the messages between them: the single writer. It has no thread, no clock and
/// no I/O of its own; whoever drives it hands the time in and takes the commit groups out. Effects between entities flow
/// at once; what leaves the process is noted in the group and waits for its commit.
/// </summary>
/// <param name="schemes">The schemes, by the profiles that they begin with.</param>
/// <param name="limits">The bounds.</param>
/// <param name="readProfile">Reads a profile that an operator schedules; null where none can be.</param>
/// <param name="accountsElsewhere">
/// Whether payments and accounts are decided by another host, and this is its ledger: it takes in what was decided there, in one order, and
/// decides all else.
/// </param>
internal sealed partial class SwitchCore(
    SchemeCatalogue schemes, EngineLimits limits, Func<ReadOnlyMemory<byte>, SchemeProfile>? readProfile = null, bool accountsElsewhere = false)
{
    private readonly Dictionary<Uetr, PaymentCell> _payments = [];
    private readonly Dictionary<long, Uetr> _transactionIds = [];
    private readonly Dictionary<AccountId, AccountCell> _accounts = [];
    private readonly Dictionary<ParticipantId, ParticipantCell> _participants = [];
    private readonly IdentityWindow _identities = new();
    private readonly Queue<PaymentCell> _leaving = new();
    private readonly Queue<(PaymentCell Cell, PaymentStep Step)> _steps = new();
    private readonly DeadlineWheel _deadlines = new();
    private readonly AlarmClock _alarms = new();
    private readonly List<Uetr> _due = [];
    private ParticipantDirectory _directory = ParticipantDirectory.Empty;
    private PendingGroup _pending = new(1);
    private long _nowMs;
    private int _openPayments;
    private Func<AccountId, bool>? _isOpen;

    /// <summary>The schemes as they are now.</summary>
    public SchemeCatalogue Schemes { get; private set; } = schemes;

    /// <summary>Who is reached under which identification, uncommitted changes included.</summary>
    public ParticipantDirectory Directory => _directory;

    /// <summary>The last position whose group was taken out, or in by recovery.</summary>
    public long Position { get; private set; }

    /// <summary>How many payments have no outcome yet. Read by other threads for admission.</summary>
    public int OpenPayments => Volatile.Read(ref _openPayments);

    /// <summary>How many finished payments are still in memory.</summary>
    public int FinishedInMemory => _leaving.Count;

    /// <summary>How many identities of finished payments are known that are not in memory.</summary>
    public int FinishedIdentities => _identities.Count;

    /// <summary>How many facts were decided or recovered so far.</summary>
    public long FactCount { get; private set; }

    /// <summary>When the next deadline passes, in Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long NextDeadlineMs => Math.Min(_deadlines.NextMs, _alarms.NextMs);

    /// <summary>The time of the last decision, in Unix milliseconds.</summary>
    public long NowMs => _nowMs;

    /// <summary>The group that is being filled.</summary>
    public PendingGroup Pending => _pending;

    /// <summary>Moves the time. It never goes back, whatever the clock says.</summary>
    public void SetTime(long nowMs) => _nowMs = Math.Max(_nowMs, nowMs);

    /// <summary>Takes the filled group out and begins the next.</summary>
    public PendingGroup TakePending()
    {
        PendingGroup taken = _pending;
        taken.Group.AtMs = _nowMs;
        if (taken.Group.Entries.Count > 0) Position = taken.Group.Position;
        _pending = new PendingGroup(Position + 1, taken.Group.Entries.Count);
        return taken;
    }

    private void Deliver(ParticipantId participant, DeliveryKind kind, int entryIndex)
    {
        long cursor = ++ParticipantOf(participant).MailboxCursor;
        _pending.Group.Deliveries.Add(new Delivery(participant, cursor, entryIndex, kind));
    }

    private int Keep(IEntityCell cell, IDomainEvent fact)
    {
        int index = Keep(cell.Key, cell.Facts.Count + 1, fact);
        TakeIn(cell, fact);
        return index;
    }

    private int Keep(EntityKey key, long sequenceNr, IDomainEvent fact)
    {
        NoteView(fact);
        _pending.Group.Entries.Add(new JournalEntry(key, sequenceNr, 0, fact));
        _pending.Group.EstimatedBytes += 96;
        FactCount++;
        return _pending.Group.Entries.Count - 1;
    }

    private ParticipantCell ParticipantOf(ParticipantId id)
    {
        if (_participants.TryGetValue(id, out ParticipantCell? cell)) return cell;
        cell = new ParticipantCell(Participant.Unknown(id));
        _participants.Add(id, cell);
        return cell;
    }
}

/// <summary>A finished payment that has left memory.</summary>
/// <param name="Uetr">Which.</param>
/// <param name="LastPosition">The position of the group with its last fact.</param>
internal readonly record struct MissingPayment(Uetr Uetr, long LastPosition);

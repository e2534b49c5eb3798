using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// The stored form back into facts. A fact that this version does not know, or of a later version of its meaning, ends in
/// an <see cref="InvalidDataException"/> that says what was found: a fact is never skipped. Fields that are not known
/// within a known fact are skipped, because whoever adds one that matters raises the version. Not for several threads at once.
/// </summary>
/// <param name="copies">
/// Whether the messages in facts are copies. Otherwise they are slices of what is read, which is faster, and keeps all
/// of it in memory as long as any of them is held.
/// </param>
internal sealed partial class FactReader(bool copies = false)
{
    /// <summary>The latest version of a fact's meaning that is understood here.</summary>
    private const long LatestVersion = 1;

    /// <summary>From this field number on, a field of a <c>Fact</c> is a manifest.</summary>
    private const int FirstManifest = 20;

    private readonly RecentValues<string> _names = new(Encoding.UTF8.GetString);
    private readonly RecentValues<EntityKey> _accounts = new(bytes => EntityKey.Of(Account(new StoredReader(bytes.ToArray(), 0, bytes.Length))));
    private readonly RecentValues<AgentIdentification> _agents = new(bytes => Agent(new StoredReader(bytes.ToArray(), 0, bytes.Length)));
    private EntityKey? _lastPayment;

    /// <summary>Reads one <c>Fact</c>.</summary>
    /// <exception cref="InvalidDataException">It is not what this version wrote.</exception>
    public JournalEntry Read(StoredReader from, long position)
    {
        EntityKey? entity = null;
        IDomainEvent? fact = null;
        long sequenceNr = 0, previous = 0, atMs = 0, version = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1:
                    entity = Payment(from.Uetr());
                    break;
                case 2:
                    entity = _accounts.Of(from.Span());
                    break;
                case 3:
                    entity = EntityKey.Of(Participant(ref from));
                    break;
                case 4:
                    sequenceNr = from.Natural();
                    break;
                case 5:
                    previous = position - from.Natural();
                    if (previous < 1) throw new InvalidDataException("the payment's fact before it lies before the beginning");
                    break;
                case 6:
                    version = from.Natural();
                    break;
                case 7:
                    atMs = from.Number();
                    break;
                case 8:
                    entity = EntityKey.Of(Cycle(from.Message()));
                    break;
                case 9:
                    entity = EntityKey.OfApproval(from.Natural());
                    break;
                case 10:
                    entity = EntityKey.OfLiquidityTransfer(from.Uetr());
                    break;
                case 11:
                    entity = EntityKey.OfRequestToPay(from.Uetr());
                    break;
                case 12:
                    entity = EntityKey.OfScheme(_names.Of(from.Span()));
                    break;
                case 13:
                    from.Skip();
                    entity = EntityKey.PartyKeyring;
                    break;
                case >= FirstManifest:
                    if (version > LatestVersion)
                        throw new InvalidDataException($"fact type {from.Field} is of version {version}; this version of the switch knows up to {LatestVersion}");
                    if (fact is not null) throw new InvalidDataException($"there is more than one fact in it: {fact.GetType().Name} and fact type {from.Field}");
                    fact = Fact(from.Field, from.Message(), entity, atMs);
                    break;
                default:
                    from.Skip();
                    break;
            }
        }

        if (entity is null) throw new InvalidDataException("there is no entity that it is about");
        if (fact is null) throw new InvalidDataException("there is no fact in it");
        if (entity.Kind != EntityKey.KindOf(fact)) throw new InvalidDataException($"a {fact.GetType().Name} cannot be about {entity}");
        return new JournalEntry(entity, sequenceNr, previous, fact);
    }

    /// <summary>The participant named by the field that the reader has come to.</summary>
    public ParticipantId Participant(ref StoredReader from) => new(_names.Of(from.Span()));

    private IDomainEvent Fact(int manifest, StoredReader from, EntityKey? entity, long atMs) => manifest switch
    {
        20 => Received(from, entity, atMs),
        21 => new PaymentForwarded(atMs),
        22 => Settled(from, atMs),
        23 => Rejected(from, atMs),
        24 => Expired(from, atMs),
        25 => LateAnswer(from, atMs),
        26 => new PaymentClosed(atMs),
        27 => LaterOutcome(from, atMs),
        28 => RecallRequest(from, atMs),
        29 => RecallAnswer(from, atMs),
        30 => new RecallLapsed(atMs),
        31 => Return(from, atMs),
        >= 32 and <= 34 => OfReturn(manifest, from, atMs),
        35 => RecallPending(from, atMs),
        40 => Terms(from, atMs),
        >= 41 and <= 42 => Moved(manifest, from, atMs),
        >= 43 and <= 47 => Amount(manifest, from, atMs),
        48 => PartyLimit(from, atMs),
        49 => WatchSet(from, atMs),
        >= 50 and <= 51 => Alert(manifest, from, atMs),
        52 => new AccountClosed(atMs, ActAlone(from, nameof(AccountClosed))),
        >= 53 and <= 54 => OfAccountCycle(manifest, from, atMs),
        55 => Statement(from, atMs),
        >= 60 and <= 61 => Agents(manifest, from, atMs),
        62 => Standing(from, atMs),
        63 => AgentsScheduled(from, atMs),
        64 => Credentials(from, atMs),
        65 => Principals(from, atMs),
        70 => CycleOpen(from, atMs),
        71 => new CycleCut(atMs, ActAlone(from, nameof(CycleCut))),
        72 => new CycleNetted(atMs, Positions(from)),
        73 => new CycleFoundUnbalanced(atMs, Positions(from)),
        74 => Instructed(from, atMs),
        >= 75 and <= 76 => Answered(manifest, from, atMs),
        77 => Replaced(from, atMs),
        78 => new CycleSettled(atMs),
        79 => new CycleAborted(atMs, ActAlone(from, nameof(CycleAborted))),
        80 => new CycleReopened(atMs, ActAlone(from, nameof(CycleReopened))),
        81 => CutMoved(from, atMs),
        82 => Reported(from, atMs),
        90 => ApprovalRequest(from, atMs),
        91 => new ApprovalGranted(atMs, ActAlone(from, nameof(ApprovalGranted))),
        92 => new ApprovalDenied(atMs, ActAlone(from, nameof(ApprovalDenied))),
        93 => new ApprovalExpired(atMs),
        94 => CarriedOut(from, atMs),
        >= 100 and <= 104 => Liquidity(manifest, from, atMs),
        110 => RequestToPay(from, atMs),
        111 => RequestAnswer(from, atMs),
        112 => Paid(from, atMs),
        113 => new RequestExpired(atMs),
        114 => RequestPending(from, atMs),
        120 => Profile(from, atMs),
        121 => Broadcast(from, atMs),
        122 => Withdrawn(from, atMs),
        130 => KeysAdopted(from, atMs),
        131 => Erased(from, atMs),
        _ => throw new InvalidDataException($"this version of the switch does not know fact type {manifest}"),
    };

    private EntityKey Payment(Uetr uetr) =>
        _lastPayment is not null && _lastPayment.Payment == uetr ? _lastPayment : _lastPayment = EntityKey.Of(uetr);

    private CycleId Cycle(StoredReader from)
    {
        string scheme = "";
        long number = 0;
        while (from.Next())
        {
            if (from.Field == 1) scheme = _names.Of(from.Span());
            else if (from.Field == 2) number = from.Natural();
            else from.Skip();
        }

        return new CycleId(scheme, number);
    }
}

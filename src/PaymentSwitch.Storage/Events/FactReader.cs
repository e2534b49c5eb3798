using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
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
internal sealed class FactReader(bool copies = false)
{
    /// <summary>The latest version of a fact's meaning that is understood here.</summary>
    private const long LatestVersion = 0;

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
        EntityKind kind = fact is PaymentEvent ? EntityKind.Payment : fact is AccountEvent ? EntityKind.Account : EntityKind.Participant;
        if (entity.Kind != kind) throw new InvalidDataException($"a {fact.GetType().Name} cannot be about {entity}");
        return new JournalEntry(entity, sequenceNr, previous, fact);
    }

    /// <summary>The participant named by the field that the reader has come to.</summary>
    public ParticipantId Participant(ref StoredReader from) => new(_names.Of(from.Span()));

    private ReadOnlyMemory<byte> Message(ref StoredReader from) => copies ? from.Span().ToArray() : from.Memory();

    private static AccountId Account(StoredReader from)
    {
        string participant = "", currency = "";
        while (from.Next())
        {
            if (from.Field == 1) participant = from.Text();
            else if (from.Field == 2) currency = from.Text();
            else from.Skip();
        }

        return new AccountId(new ParticipantId(participant), CurrencyOf(currency));
    }

    private EntityKey Payment(Uetr uetr) =>
        _lastPayment is not null && _lastPayment.Payment == uetr ? _lastPayment : _lastPayment = EntityKey.Of(uetr);

    private IDomainEvent Fact(int manifest, StoredReader from, EntityKey? entity, long atMs) => manifest switch
    {
        20 => Received(from, entity, atMs),
        21 => new PaymentForwarded(atMs),
        22 => Settled(from, atMs),
        23 => Rejected(from, atMs),
        24 => Expired(from, atMs),
        25 => LateAnswer(from, atMs),
        26 => new PaymentClosed(atMs),
        40 => Terms(from, atMs),
        >= 41 and <= 42 => Moved(manifest, from, atMs),
        >= 43 and <= 47 => Amount(manifest, from, atMs),
        >= 60 and <= 61 => Agents(manifest, from, atMs),
        62 => Standing(from, atMs),
        _ => throw new InvalidDataException($"this version of the switch does not know fact type {manifest}"),
    };

    private PaymentReceived Received(StoredReader from, EntityKey? entity, long atMs)
    {
        string sender = "", scheme = "", namespaces = "", definition = "", messageId = "", endToEndId = "", currency = "";
        string? traceParent = null, instructionId = null, transactionId = null, receiver = null;
        ReadOnlyMemory<byte> message = default, digest = default;
        int documentStart = 0, documentLength = 0;
        long deadlineMs = 0, amountMinor = 0;
        long? acceptedAtMs = null;
        AgentIdentification? instructing = null, debtor = null, creditor = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: sender = _names.Of(from.Span()); break;
                case 2: receiver = _names.Of(from.Span()); break;
                case 3: deadlineMs = from.Number(); break;
                case 4: scheme = _names.Of(from.Span()); break;
                case 5: message = Message(ref from); break;
                case 6: documentStart = from.Count(); break;
                case 7: documentLength = from.Count(); break;
                case 8: namespaces = from.Text(); break;
                case 9: digest = Message(ref from); break;
                case 10: traceParent = from.Text(); break;
                case 20: definition = _names.Of(from.Span()); break;
                case 21: messageId = from.Text(); break;
                case 22: instructionId = from.Text(); break;
                case 23: endToEndId = from.Text(); break;
                case 24: transactionId = from.Text(); break;
                case 25: amountMinor = from.Number(); break;
                case 26: currency = _names.Of(from.Span()); break;
                case 27: acceptedAtMs = from.Number(); break;
                case 28: instructing = _agents.Of(from.Span()); break;
                case 29: debtor = _agents.Of(from.Span()); break;
                case 30: creditor = _agents.Of(from.Span()); break;
                default: from.Skip(); break;
            }
        }

        if (entity?.Kind != EntityKind.Payment) throw new InvalidDataException("a PaymentReceived is about no payment");
        if (debtor is null || creditor is null) throw new InvalidDataException("a PaymentReceived has no debtor or no creditor agent");
        if (documentStart > message.Length - documentLength) throw new InvalidDataException("a PaymentReceived has its Document outside its message");
        return new PaymentReceived(atMs)
        {
            Sender = new ParticipantId(sender),
            Receiver = receiver is null ? null : new ParticipantId(receiver),
            DeadlineMs = deadlineMs,
            Scheme = scheme,
            Message = new OriginalMessage(message, documentStart, documentLength, namespaces),
            Digest = digest,
            TraceParent = traceParent,
            Transfer = new CreditTransfer
            {
                Uetr = entity.Payment,
                MessageDefinition = definition,
                MessageId = messageId,
                InstructionId = instructionId,
                EndToEndId = endToEndId,
                TransactionId = transactionId,
                Amount = new Money(amountMinor, CurrencyOf(currency)),
                AcceptedAtMs = acceptedAtMs,
                InstructingAgent = instructing,
                DebtorAgent = debtor,
                CreditorAgent = creditor,
            },
        };
    }

    private PaymentSettled Settled(StoredReader from, long atMs)
    {
        string status = "";
        ReadOnlyMemory<byte> answer = default;
        long cycle = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: status = _names.Of(from.Span()); break;
                case 2: answer = Message(ref from); break;
                case 3: cycle = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new PaymentSettled(atMs, status, answer, cycle);
    }

    private PaymentRejected Rejected(StoredReader from, long atMs)
    {
        var reasons = new List<StatusReason>(1);
        ReadOnlyMemory<byte> answer = default;
        while (from.Next())
        {
            if (from.Field == 1) reasons.Add(Reason(from.Message()));
            else if (from.Field == 2) answer = Message(ref from);
            else from.Skip();
        }

        return new PaymentRejected(atMs, reasons, answer);
    }

    private PaymentExpired Expired(StoredReader from, long atMs)
    {
        StatusReason? reason = null;
        while (from.Next())
        {
            if (from.Field == 1) reason = Reason(from.Message());
            else from.Skip();
        }

        return new PaymentExpired(atMs, reason ?? throw new InvalidDataException("a PaymentExpired has no reason"));
    }

    private LateAnswerReceived LateAnswer(StoredReader from, long atMs)
    {
        string status = "";
        ReadOnlyMemory<byte> answer = default;
        while (from.Next())
        {
            if (from.Field == 1) status = _names.Of(from.Span());
            else if (from.Field == 2) answer = Message(ref from);
            else from.Skip();
        }

        return new LateAnswerReceived(atMs, status, answer);
    }

    private static AccountTermsSet Terms(StoredReader from, long atMs)
    {
        int model = 0;
        long? limitMinor = null;
        string by = "";
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: model = from.Count(); break;
                case 2: limitMinor = from.Number(); break;
                case 3: by = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new AccountTermsSet(atMs, Known((SettlementModel)model), new Cap(limitMinor), by);
    }

    private static AccountEvent Moved(int manifest, StoredReader from, long atMs)
    {
        long amountMinor = 0;
        string reference = "", by = "";
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: amountMinor = from.Number(); break;
                case 2: reference = from.Text(); break;
                case 3: by = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return manifest == 41 ? new AccountFunded(atMs, amountMinor, reference, by) : new AccountWithdrawn(atMs, amountMinor, reference, by);
    }

    private static AccountEvent Amount(int manifest, StoredReader from, long atMs)
    {
        Uetr? payment = null;
        long amountMinor = 0;
        bool remembered = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: payment = from.Uetr(); break;
                case 2: amountMinor = from.Number(); break;
                case 3: remembered = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        Uetr uetr = payment ?? throw new InvalidDataException($"fact type {manifest} names no payment");
        return manifest switch
        {
            43 => new FundsReserved(atMs, uetr, amountMinor),
            44 => new ReservationPosted(atMs, uetr, amountMinor),
            45 => new ReservationReleased(atMs, uetr, amountMinor),
            46 => new AccountCredited(atMs, uetr, amountMinor, remembered),
            _ => new CreditForgotten(atMs, uetr),
        };
    }

    private ParticipantEvent Agents(int manifest, StoredReader from, long atMs)
    {
        string name = "", by = "";
        var agents = new List<ReachableAgent>();
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: name = from.Text(); break;
                case 2: agents.Add(ReachableAgent(from.Message())); break;
                case 3: by = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return manifest == 60 ? new ParticipantEnrolled(atMs, name, agents, by) : new ParticipantAgentsChanged(atMs, name, agents, by);
    }

    private static ParticipantStandingChanged Standing(StoredReader from, long atMs)
    {
        int standing = 0;
        string by = "", why = "";
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: standing = from.Count(); break;
                case 2: by = from.Text(); break;
                case 3: why = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new ParticipantStandingChanged(atMs, Known((ParticipantStanding)standing), by, why);
    }

    private ReachableAgent ReachableAgent(StoredReader from)
    {
        AgentIdentification? agent = null;
        string name = "";
        bool isReachableParty = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: agent = _agents.Of(from.Span()); break;
                case 2: name = from.Text(); break;
                case 3: isReachableParty = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        return new ReachableAgent(agent ?? throw new InvalidDataException("an agent has no identification"), name, isReachableParty);
    }

    private static AgentIdentification Agent(StoredReader from)
    {
        string? bic = null, clearingSystem = null, memberId = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: bic = from.Text(); break;
                case 2: clearingSystem = from.Text(); break;
                case 3: memberId = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new AgentIdentification(bic, clearingSystem, memberId);
    }

    private StatusReason Reason(StoredReader from)
    {
        string code = "";
        string? path = null, text = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: code = _names.Of(from.Span()); break;
                case 2: path = _names.Of(from.Span()); break;
                case 3: text = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new StatusReason(code, path, text);
    }

    private static Currency CurrencyOf(string code) =>
        Currency.Find(code) ?? throw new InvalidDataException($"this version of the switch does not know the currency '{code}'");

    private static T Known<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new InvalidDataException($"this version of the switch does not know the {typeof(T).Name} {value:D}");
}

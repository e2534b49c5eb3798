using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Two banks, a scheme with round figures, and facts of a payment of 1,000 from Alpha to Bravo that settled at 100.</summary>
internal static class SamplePayments
{
    private static readonly ConcurrentDictionary<string, byte[]> Contents = new();

    public static readonly ParticipantId Alpha = new("ALPHDEFFXXX");
    public static readonly ParticipantId Bravo = new("BRAVFRPPXXX");
    public static readonly Uetr P1 = Uetr.Parse("00000000-0000-4000-8000-000000000001");
    public static readonly Currency Euro = Currency.Of("EUR");

    /// <summary>DUPL within 1,000 ms and FRAD within 5,000; answered within 500; parts returned within 3,000; ACWP; late acceptances recalled.</summary>
    public static readonly SchemeProfile Profile = new()
    {
        Name = "sample",
        Currency = Euro,
        SettlementModel = SettlementModel.Gross,
        Clock = new SchemeClock(AnswerWithinMs: 1_000, ReceiverReserveMs: 100, FutureToleranceMs: 0, StatusRequestNotBeforeMs: 0),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08"),
        AcceptingStatuses = FrozenSet.Create("ACCP", "ACWP"),
        Rules = FrozenSet<SchemeRule>.Empty,
        Exceptions = new ExceptionTerms
        {
            RecallReasons = new Dictionary<string, long> { ["DUPL"] = 1_000, ["FRAD"] = 5_000 }.ToFrozenDictionary(),
            RecallAnswerWithinMs = 500,
            RecallRefusalReasons = FrozenSet.Create("CUST", "LEGL"),
            RecallsLateAcceptances = true,
            ReturnReasons = FrozenSet.Create("FOCR"),
            PartialReturns = true,
            ReturnWithinMs = 3_000,
            AcceptedWithoutPosting = "ACWP",
            RequestsToPay = true,
        },
    };

    public static readonly PaymentEvent Received = new PaymentReceived(1)
    {
        Sender = Alpha,
        Receiver = Bravo,
        Transfer = new CreditTransfer
        {
            Uetr = P1,
            MessageDefinition = "pacs.008.001.08",
            MessageId = "M1",
            EndToEndId = "E1",
            TransactionId = "T1",
            Amount = new Money(1_000, Euro),
            AcceptedAtMs = 1,
            DebtorAgent = AgentIdentification.OfBic(Alpha.Value),
            CreditorAgent = AgentIdentification.OfBic(Bravo.Value),
        },
        Message = Message("pacs.008"),
        Digest = Digest("pacs.008"),
        DeadlineMs = 1_001,
        Scheme = "sample",
    };

    public static readonly PaymentEvent Forwarded = new PaymentForwarded(2);
    public static readonly PaymentEvent Closed = new PaymentClosed(100);

    public static readonly PaymentEvent[] Settled = [Received, Forwarded, new PaymentSettled(100, "ACCP", default, 0), Closed];
    public static readonly PaymentEvent[] SettledUnposted = [Received, Forwarded, new PaymentSettled(100, "ACWP", default, 0), Closed];
    public static readonly PaymentEvent[] Rejected = [Received, Forwarded, new PaymentRejected(100, [new StatusReason("AC04")], default), Closed];
    public static readonly PaymentEvent[] Expired = [Received, Forwarded, new PaymentExpired(1_001, new StatusReason("AB05")), new PaymentClosed(1_001)];

    /// <summary>A directory in which both banks stand as given.</summary>
    public static ParticipantDirectory Directory(
        ParticipantStanding alpha = ParticipantStanding.Enabled, ParticipantStanding bravo = ParticipantStanding.Enabled) => ParticipantDirectory.Of(
        [
            new Participant(Alpha, "Alpha", alpha, [new ReachableAgent(AgentIdentification.OfBic(Alpha.Value), "Alpha", false)]),
            new Participant(Bravo, "Bravo", bravo, [new ReachableAgent(AgentIdentification.OfBic(Bravo.Value), "Bravo", false)]),
        ]);

    public static PaymentContext At(long nowMs, SchemeProfile? profile = null, ParticipantDirectory? directory = null, long cycle = 0) =>
        new(nowMs, profile ?? Profile, directory ?? Directory(), cycle);

    public static Payment Of(params IEnumerable<PaymentEvent> facts) => Payment.Of(P1, facts);

    public static OriginalMessage Message(string content) => new(Bytes(content), 0, content.Length);

    /// <summary>In the place of a digest: any two contents differ.</summary>
    public static ReadOnlyMemory<byte> Digest(string content) => Bytes(content);

    // The same array for the same content, so that facts can be compared as records are: by reference here.
    private static byte[] Bytes(string content) => Contents.GetOrAdd(content, Encoding.UTF8.GetBytes);
}

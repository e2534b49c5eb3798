using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Snapshots with something in every member.</summary>
internal static class SampleSnapshots
{
    /// <summary>A segment whose identities say which revision they are of.</summary>
    public static IdentitySegment Segment(long number, int revision, int count) => new(
        number,
        revision,
        Enumerable.Range(1, count).Select(i => new FinishedPayment(new Uetr(new Guid(i, (short)revision, (short)number, new byte[8])), i * 7, i * 11, i * 13)).ToArray());

    public static SwitchSnapshot Of(long position, params IdentitySegment[] segments) => new(
        position,
        1_800_000_000_000 + position,
        [
            (Full(), 12),
            (new AccountState { Id = SampleFacts.Account with { Participant = new ParticipantId("B") }, Model = SettlementModel.DeferredNet, Cap = Cap.Unlimited, BalanceMinor = -1 }, 1),
        ],
        [
            (Sender(), 3),
            (new Participant(new ParticipantId("B"), "", ParticipantStanding.Enabled, [new ReachableAgent(new AgentIdentification(null, null, "7"), "", false)]), 1),
        ],
        [new LivePayment(SampleFacts.Payment, position, [.. SampleFacts.All().Take(2).Select(entry => (PaymentEvent)entry.Event)])],
        [(SampleFacts.Bank, 44), (new ParticipantId("ONLYAMAILBOX"), 45)],
        segments)
    {
        Tail = new TailMark(1_000_000_007, 12),
        Others = [.. SampleFacts.All().Where(entry => entry.Entity.Kind > EntityKind.Participant).GroupBy(entry => entry.Entity).Select(Live)],
    };

    public static string Describe(SwitchSnapshot snapshot) => Description.Of(snapshot);

    private static LiveEntity Live(IGrouping<EntityKey, JournalEntry> entries) => new(entries.Key, [.. entries.Select(entry => entry.Event)]);

    private static AccountState Full() => new()
    {
        Id = SampleFacts.Account,
        Model = SettlementModel.Gross,
        Cap = new Cap(0),
        MustBePrefunded = true,
        IsClosed = true,
        BalanceMinor = 100,
        UseMinor = -5,
        LastCutCycle = 6,
        LastStatementToMs = 24,
        LastReportToMs = 25,
        FirstBookedAtMs = 26,
        Turnover = new Turnover(27, 28, 29, 30),
        Reservations =
        [
            KeyValuePair.Create<BookingKey, Reservation>(SampleFacts.Payment, new Reservation(7)),
            KeyValuePair.Create(new BookingKey(SampleFacts.Payment, 2), new Reservation(8, 5, "Reached", IsRemembered: true)),
        ],
        RememberedDebits = [new BookingKey(SampleFacts.Other, 2)],
        RememberedCredits = [SampleFacts.Payment, new BookingKey(SampleFacts.Other, 3)],
        References = [KeyValuePair.Create("f", 10L), KeyValuePair.Create("ü", -11L)],
        Positions = [new CyclePosition(5, 12, 13, 21, 22), new CyclePosition(6, 0, 14, 0, 23)],
        PartyLimits =
        [
            new PartyLimit("Reached", [new AgentIdentification(null, "USABA", "021000021"), AgentIdentification.OfBic("REACDEFFXXX")], new Cap(0), 15),
            new PartyLimit("Unlimited", [], Cap.Unlimited, -16),
        ],
        Watch = new LiquidityWatch
        {
            BalanceFloorMinor = 0, BalanceCeilingMinor = 17, HeadroomFloorMinor = 18, HeadroomCeilingMinor = 19, HysteresisMinor = 20,
        },
        Alerts = [LiquidityBound.BalanceFloor, LiquidityBound.HeadroomCeiling],
    };

    private static Participant Sender() => new(
        SampleFacts.Bank, "Alpha", ParticipantStanding.ReceiveOnly, [new ReachableAgent(AgentIdentification.OfBic("ALPHDEFFXXX"), "A", true)])
    {
        Role = ParticipantRole.InstructingParty,
        Credentials = [new Credential(CredentialKind.BearerToken, "ab", "token", 0), new Credential(CredentialKind.Endpoint, "https://alpha", "")],
        Principals = [new ParticipantId("B"), new ParticipantId("C")],
        Scheduled = SampleFacts.All().Select(entry => entry.Event).OfType<AgentsChangeScheduled>().Single(),
    };
}

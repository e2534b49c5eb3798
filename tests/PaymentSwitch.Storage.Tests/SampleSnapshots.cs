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
            (new AccountState(SampleFacts.Account, SettlementModel.Gross, new Cap(9), 100, -5, [KeyValuePair.Create(SampleFacts.Payment, 7L)], [SampleFacts.Payment], ["f", "ü"]), 12),
            (new AccountState(SampleFacts.Account with { Participant = new ParticipantId("B") }, SettlementModel.DeferredNet, Cap.Unlimited, -1, 0, [], [], []), 1),
        ],
        [
            (new Participant(SampleFacts.Bank, "Alpha", ParticipantStanding.ReceiveOnly, [new ReachableAgent(AgentIdentification.OfBic("ALPHDEFFXXX"), "A", true)]), 3),
            (new Participant(new ParticipantId("B"), "", ParticipantStanding.Enabled, [new ReachableAgent(new AgentIdentification(null, null, "7"), "", false)]), 1),
        ],
        [new LivePayment(SampleFacts.Payment, position, [.. SampleFacts.All().Take(2).Select(entry => (PaymentEvent)entry.Event)])],
        [(SampleFacts.Bank, 44), (new ParticipantId("ONLYAMAILBOX"), 45)],
        segments);

    public static string Describe(SwitchSnapshot snapshot) => string.Join(
        '\n',
        snapshot.Position,
        snapshot.AtMs,
        string.Join(';', snapshot.Accounts.Select(account => Describe(account.State, account.SequenceNr))),
        string.Join(';', snapshot.Participants.Select(participant => $"{participant.State with { Agents = [] }} {string.Join(',', participant.State.Agents)} {participant.SequenceNr}")),
        string.Join(';', snapshot.LivePayments.Select(Describe)),
        string.Join(';', snapshot.MailboxCursors),
        string.Join(';', snapshot.Identities.Select(segment => $"{segment.Number} {segment.Revision} {string.Join(',', segment.Identities.ToArray())}")));

    private static string Describe(AccountState state, long sequenceNr) =>
        $"{state with { Reservations = [], RememberedCredits = [], References = [] }} {string.Join(',', state.Reservations)}"
        + $" {string.Join(',', state.RememberedCredits)} {string.Join(',', state.References)} {sequenceNr}";

    private static string Describe(LivePayment live) =>
        $"{live.Uetr} {live.LastPosition} {string.Join(',', live.Facts.Select(fact => SampleFacts.Describe(new JournalEntry(EntityKey.Of(live.Uetr), 0, 0, fact))))}";
}

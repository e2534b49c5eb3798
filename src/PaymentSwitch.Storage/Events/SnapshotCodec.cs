using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>A snapshot without the identities in its segments to bytes and back.</summary>
internal static class SnapshotCodec
{
    public static byte[] Write(SwitchSnapshot snapshot)
    {
        var stored = new Stored.Snapshot { AtMs = snapshot.AtMs };
        foreach ((AccountState state, long sequenceNr) in snapshot.Accounts) stored.Accounts.Add(Account(state, sequenceNr));
        foreach ((Participant state, long sequenceNr) in snapshot.Participants) stored.Participants.Add(Participant(state, sequenceNr));
        foreach (LivePayment live in snapshot.LivePayments) stored.Payments.Add(Payment(live));
        foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors)
            stored.Mailboxes.Add(new Stored.SnapshotMailbox { Participant = participant.Value, Cursor = cursor });
        foreach (IdentitySegment segment in snapshot.Identities)
        {
            stored.Segments.Add(new Stored.SnapshotSegment
            {
                Number = segment.Number, Revision = segment.Revision, Count = segment.Identities.Length,
            });
        }

        return stored.ToByteArray();
    }

    /// <summary>The snapshot of its bytes.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <param name="segments">Gives the identities of the segments that belong to it.</param>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not those of a snapshot.</exception>
    /// <exception cref="InvalidDataException">They are not those of a snapshot of this version.</exception>
    public static SwitchSnapshot Read(
        long position, byte[] bytes, Func<IReadOnlyList<Stored.SnapshotSegment>, IReadOnlyList<IdentitySegment>> segments)
    {
        Stored.Snapshot stored = Stored.Snapshot.Parser.ParseFrom(bytes);
        var facts = new FactReader();
        return new SwitchSnapshot(
            position,
            stored.AtMs,
            [.. stored.Accounts.Select(account => (Account(account), (long)account.SequenceNr))],
            [.. stored.Participants.Select(participant => (Participant(participant), (long)participant.SequenceNr))],
            [.. stored.Payments.Select(payment => Payment(payment, facts))],
            [.. stored.Mailboxes.Select(mailbox => (new ParticipantId(mailbox.Participant), mailbox.Cursor))],
            segments(stored.Segments));
    }

    private static Stored.SnapshotAccount Account(AccountState state, long sequenceNr)
    {
        var account = new Stored.SnapshotAccount
        {
            Key = new Stored.AccountKey { Participant = state.Id.Participant.Value, Currency = state.Id.Currency.Code },
            SequenceNr = (ulong)sequenceNr,
            Model = (uint)state.Model,
            BalanceMinor = state.BalanceMinor,
            UseMinor = state.UseMinor,
        };
        if (state.Cap.LimitMinor is long limitMinor) account.LimitMinor = limitMinor;
        foreach ((Uetr payment, long amountMinor) in state.Reservations)
            account.Reservations.Add(new Stored.PaymentAmount { Payment = Bytes(payment), AmountMinor = amountMinor });
        foreach (Uetr payment in state.RememberedCredits) account.RememberedCredits.Add(Bytes(payment));
        account.References.Add(state.References);
        return account;
    }

    private static AccountState Account(Stored.SnapshotAccount account) => new(
        new AccountId(new ParticipantId(account.Key.Participant), Currency.Of(account.Key.Currency)),
        (SettlementModel)account.Model,
        new Cap(account.HasLimitMinor ? account.LimitMinor : null),
        account.BalanceMinor,
        account.UseMinor,
        [.. account.Reservations.Select(entry => KeyValuePair.Create(StoredReader.UetrOf(entry.Payment.Span), entry.AmountMinor))],
        [.. account.RememberedCredits.Select(credit => StoredReader.UetrOf(credit.Span))],
        [.. account.References]);

    private static Stored.SnapshotParticipant Participant(Participant state, long sequenceNr)
    {
        var participant = new Stored.SnapshotParticipant
        {
            Id = state.Id.Value, SequenceNr = (ulong)sequenceNr, Name = state.Name, Standing = (uint)state.Standing,
        };
        foreach (ReachableAgent agent in state.Agents)
        {
            var stored = new Stored.Agent();
            if (agent.Identification.Bic is string bic) stored.Bic = bic;
            if (agent.Identification.ClearingSystem is string clearingSystem) stored.ClearingSystem = clearingSystem;
            if (agent.Identification.MemberId is string memberId) stored.MemberId = memberId;
            participant.Agents.Add(new Stored.ReachableAgent { Agent = stored, Name = agent.Name, IsReachableParty = agent.IsReachableParty });
        }

        return participant;
    }

    private static Participant Participant(Stored.SnapshotParticipant participant) => new(
        new ParticipantId(participant.Id),
        participant.Name,
        (ParticipantStanding)participant.Standing,
        [.. participant.Agents.Select(agent => new ReachableAgent(Agent(agent.Agent), agent.Name, agent.IsReachableParty))]);

    private static AgentIdentification Agent(Stored.Agent agent) => new(
        agent.HasBic ? agent.Bic : null,
        agent.HasClearingSystem ? agent.ClearingSystem : null,
        agent.HasMemberId ? agent.MemberId : null);

    private static Stored.SnapshotPayment Payment(LivePayment live)
    {
        var payment = new Stored.SnapshotPayment { Uetr = Bytes(live.Uetr), LastPosition = live.LastPosition };
        var buffer = new StoredBuffer(4096);
        EntityKey key = EntityKey.Of(live.Uetr);
        for (int i = 0; i < live.Facts.Count; i++)
        {
            buffer.Clear();
            FactWriter.Write(buffer, new JournalEntry(key, i + 1, 0, live.Facts[i]), live.LastPosition);
            payment.Facts.Add(ByteString.CopyFrom(buffer.Written));
        }

        return payment;
    }

    private static LivePayment Payment(Stored.SnapshotPayment payment, FactReader facts) => new(
        StoredReader.UetrOf(payment.Uetr.Span),
        payment.LastPosition,
        [
            .. payment.Facts.Select(fact =>
            {
                // A copy, which the facts' messages are slices of.
                byte[] bytes = fact.ToByteArray();
                return facts.Read(new StoredReader(bytes, 0, bytes.Length), payment.LastPosition).Event as PaymentEvent
                    ?? throw new InvalidDataException("a payment has a fact that is none of a payment");
            }),
        ]);

    private static ByteString Bytes(Uetr uetr)
    {
        byte[] bytes = new byte[16];
        uetr.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}

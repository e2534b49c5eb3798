using Google.Protobuf;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>A snapshot without its identities to bytes and back.</summary>
internal static class SnapshotCodec
{
    public static byte[] Write(SwitchSnapshot snapshot)
    {
        var stored = new Stored.Snapshot { AtMs = snapshot.AtMs };
        foreach ((AccountState state, long sequenceNr) in snapshot.Accounts) stored.Accounts.Add(Account(state, sequenceNr));
        Dictionary<ParticipantId, long> cursors = snapshot.MailboxCursors.ToDictionary(entry => entry.Participant, entry => entry.Cursor);
        foreach ((Participant state, long sequenceNr) in snapshot.Participants)
        {
            var participant = new Stored.SnapshotParticipant
            {
                Id = state.Id.Value, SequenceNr = (ulong)sequenceNr, Name = state.Name, Standing = (uint)state.Standing,
                MailboxCursor = (ulong)cursors.GetValueOrDefault(state.Id),
            };
            foreach (ReachableAgent agent in state.Agents) participant.Agents.Add(FactWriter.Agent(agent));
            stored.Participants.Add(participant);
        }

        foreach (LivePayment live in snapshot.LivePayments)
        {
            var payment = new Stored.SnapshotPayment { LastPosition = live.LastPosition };
            foreach (PaymentEvent fact in live.Facts) payment.Facts.Add(FactWriter.Write(fact));
            payment.Facts[0].Payment = FactWriter.Bytes(live.Uetr);
            stored.Payments.Add(payment);
        }

        return stored.ToByteArray();
    }

    public static SwitchSnapshot Read(long position, byte[] bytes, IReadOnlyList<IdentitySegment> identities)
    {
        Stored.Snapshot stored = Stored.Snapshot.Parser.ParseFrom(bytes);
        return new SwitchSnapshot(
            position,
            stored.AtMs,
            [.. stored.Accounts.Select(account => (Account(account), (long)account.SequenceNr))],
            [
                .. stored.Participants.Select(participant => (
                    new Participant(
                        new ParticipantId(participant.Id),
                        participant.Name,
                        (ParticipantStanding)participant.Standing,
                        [.. participant.Agents.Select(FactReader.Agent)]),
                    (long)participant.SequenceNr)),
            ],
            [
                .. stored.Payments.Select(payment => new LivePayment(
                    FactReader.Uetr(payment.Facts[0].Payment), payment.LastPosition, [.. payment.Facts.Select(FactReader.ReadPayment)])),
            ],
            [
                .. stored.Participants.Where(participant => participant.MailboxCursor > 0)
                    .Select(participant => (new ParticipantId(participant.Id), (long)participant.MailboxCursor)),
            ],
            identities);
    }

    private static Stored.SnapshotAccount Account(AccountState state, long sequenceNr)
    {
        var account = new Stored.SnapshotAccount
        {
            Key = FactWriter.Key(state.Id), SequenceNr = (ulong)sequenceNr, Model = (uint)state.Model,
            BalanceMinor = state.BalanceMinor, UseMinor = state.UseMinor,
        };
        if (state.Cap.LimitMinor is long limitMinor) account.LimitMinor = limitMinor;
        foreach ((Uetr payment, long amountMinor) in state.Reservations)
            account.Reservations.Add(new Stored.PaymentAmount { Payment = FactWriter.Bytes(payment), AmountMinor = amountMinor });
        foreach (Uetr payment in state.RememberedCredits) account.RememberedCredits.Add(FactWriter.Bytes(payment));
        account.References.Add(state.References);
        return account;
    }

    private static AccountState Account(Stored.SnapshotAccount account) => new(
        FactReader.Account(account.Key),
        (SettlementModel)account.Model,
        new Cap(account.HasLimitMinor ? account.LimitMinor : null),
        account.BalanceMinor,
        account.UseMinor,
        [.. account.Reservations.Select(entry => KeyValuePair.Create(FactReader.Uetr(entry.Payment), entry.AmountMinor))],
        [.. account.RememberedCredits.Select(FactReader.Uetr)],
        [.. account.References]);
}

using System.Runtime.InteropServices;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Simulator.Node;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Oracle;

/// <summary>A promise that was not kept.</summary>
/// <param name="Promise">Which promise.</param>
/// <param name="What">What was seen.</param>
/// <param name="AtMs">When, in milliseconds of the world.</param>
internal sealed record BrokenPromise(string Promise, string What, long AtMs);

/// <summary>
/// Holds the switch to its promises. It sees what is safe on the disk and what leaves the switch, and keeps books of its own of
/// that; it knows nothing of the rules by which the switch decides, and shares no code with it but the facts' types.
/// </summary>
internal sealed partial class PromiseOracle(VirtualTime time, SchemeProfile scheme)
{
    private const string Durable = "what was answered was durable first";
    private const string OneHistory = "the journal is the truth: what is stored stays as it is";
    private const string SameAnswer = "same message, same answer";
    private readonly List<byte[]> _hashes = [];
    private readonly Dictionary<(ParticipantId, long), DeliveredMail> _mail = [];
    private readonly Dictionary<ParticipantId, long> _cursors = [];
    private readonly Dictionary<EntityKey, long> _sequenceNrs = [];

    private int _found;

    /// <summary>The first promise that was not kept; null for none.</summary>
    public BrokenPromise? First { get; private set; }

    /// <summary>How many groups are safe.</summary>
    public int Groups => _hashes.Count;

    /// <summary>The hash of the last group, which has those of all others in it.</summary>
    public ulong Fingerprint => _hashes.Count == 0 ? 0 : BitConverter.ToUInt64(_hashes[^1]);

    /// <summary>Notes that a promise was not kept.</summary>
    public void Broken(string promise, string what) => First ??= new BrokenPromise(promise, what, time.NowMs);

    /// <summary>A row was found on the disk at a start.</summary>
    /// <returns>Whether its group is wanted too: not where the same row was read whole at an earlier start.</returns>
    public bool Found(long position, byte[] hash)
    {
        if (position <= Math.Min(_found, _hashes.Count) && _hashes[(int)position - 1].AsSpan().SequenceEqual(hash)) return false;
        _found = Math.Max(_found, (int)position);
        return true;
    }

    /// <summary>A group is safe on the disk: stored just now, or found there at a start.</summary>
    public void Stored(CommitGroup group, byte[] hash)
    {
        if (group.Position <= _hashes.Count)
        {
            if (!_hashes[(int)group.Position - 1].AsSpan().SequenceEqual(hash)) Broken(OneHistory, $"Position {group.Position} is another group than before.");
            return;
        }

        if (group.Position != _hashes.Count + 1)
        {
            Broken(OneHistory, $"After position {_hashes.Count} came {group.Position}.");
            return;
        }

        _hashes.Add(hash);
        foreach (JournalEntry entry in group.Entries)
        {
            ref long last = ref CollectionsMarshal.GetValueRefOrAddDefault(_sequenceNrs, entry.Entity, out _);
            if (entry.SequenceNr != last + 1) Broken(OneHistory, $"{entry.Entity}: after fact {last} came {entry.SequenceNr}.");
            last = entry.SequenceNr;
            if (entry.Event is AccountEvent booked) Book(entry.Entity.Account, booked);
            else if (entry.Event is PaymentEvent fact) Follow(entry.Entity.Payment, fact);
        }

        foreach (Delivery delivery in group.Deliveries) Deliver(group, delivery);
        CheckGroup(group.Position);
    }

    /// <summary>The journal was opened: everything that was ever safe has to be there.</summary>
    public void Opened(long lastPosition)
    {
        if (lastPosition < _hashes.Count) Broken(OneHistory, $"{_hashes.Count} groups were stored, and {lastPosition} are there.");
    }

    /// <summary>A message in a mailbox leaves the switch.</summary>
    public void MailRead(MailboxMessage message, byte[] bytes)
    {
        if (!_mail.TryGetValue((message.To, message.Cursor), out DeliveredMail? mail))
        {
            Broken(Durable, $"{message.To} reads message {message.Cursor} of its mailbox, which is not stored.");
            return;
        }

        if (mail.Kind != message.Kind) Broken(Durable, $"{message.To}: message {message.Cursor} is stored as {mail.Kind}, and was sent as {message.Kind}.");
        if (mail.Bytes is not null && !mail.Bytes.AsSpan().SequenceEqual(bytes)) Broken(SameAnswer, $"{message.To}: message {message.Cursor} is another one than before.");
        mail.Bytes = bytes;
    }

    private void Deliver(CommitGroup group, in Delivery delivery)
    {
        long before = _cursors.GetValueOrDefault(delivery.Participant);
        if (delivery.Cursor != before + 1) Broken(OneHistory, $"{delivery.Participant}: after cursor {before} came {delivery.Cursor}.");
        _cursors[delivery.Participant] = delivery.Cursor;
        _mail[(delivery.Participant, delivery.Cursor)] = new DeliveredMail(delivery.Kind);
        if (group.Entries[delivery.EntryIndex].Event is PaymentEvent) Tell(group.Entries[delivery.EntryIndex].Entity.Payment, delivery);
    }

    /// <summary>A message that was put into a mailbox.</summary>
    private sealed class DeliveredMail(Domain.DeliveryKind kind)
    {
        public Domain.DeliveryKind Kind => kind;

        /// <summary>What was read of it; null where nobody has read it.</summary>
        public byte[]? Bytes { get; set; }
    }
}

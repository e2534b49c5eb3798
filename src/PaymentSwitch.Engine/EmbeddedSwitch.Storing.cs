using System.Diagnostics;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <content>What was decided is stored by one thread; then, and not before, those whom it concerns are told.</content>
public sealed partial class EmbeddedSwitch
{
    private void WriteUntilStopped()
    {
        while (true)
        {
            // Looked at before the group: what was handed over before the failure is a whole prefix, and is stored.
            bool hasFailed = Volatile.Read(ref _failure) is not null;
            if (Interlocked.Exchange(ref _handedOver, null) is PendingGroup pending)
            {
                if (StoreAndTell(pending)) return;
                continue;
            }

            if (hasFailed) return;
            _writerWake.WaitOne(100);
        }
    }

    /// <summary>Stores a group, and then tells what is in it.</summary>
    /// <returns>Whether it was the last.</returns>
    private bool StoreAndTell(PendingGroup pending)
    {
        bool last = Volatile.Read(ref _decided) && Volatile.Read(ref _failure) is null;
        try
        {
            if (pending.Group.Entries.Count > 0) _setup.Journal.Append(pending.Group);
        }
        catch (Exception error)
        {
            foreach (Request request in pending.Requests) request.Fail(error);
            foreach ((TaskCompletionSource<Payment> waiter, _) in pending.Outcomes) waiter.TrySetException(error);
            throw;
        }

        if (last) _lastStored.TrySetResult();
        // The next group may come while this one's replies go out.
        Volatile.Write(ref _writerBusy, false);
        WakeDecider();
        Tell(pending, last);
        return last;
    }

    private void Tell(PendingGroup pending, bool last)
    {
        if (pending.Directory is not null) Volatile.Write(ref _directory, pending.Directory);
        if (pending.View is not null) Volatile.Write(ref _view, new StoredView(pending.View, pending.Group.Position, Stopwatch.GetTimestamp()));
        if (pending.Schemes is not null) Volatile.Write(ref _schemes, pending.Schemes);
        _mailboxes.Publish(pending.Group);
        if (!pending.Group.Tail.IsNone) Volatile.Write(ref _tail, new StoredTail(pending.Group.Tail));
        foreach (Request request in pending.Requests) request.Reply();
        foreach ((TaskCompletionSource<Payment> waiter, Payment payment) in pending.Outcomes) waiter.TrySetResult(payment);
        if (pending.Asks.Count > 0) Send(pending.Asks);
        if (pending.Group.Entries.Count > 0) _projector.Enqueue(pending.Group);
        if (pending.Snapshot is not SwitchSnapshot snapshot) return;
        if (last || IsStepped) SaveSnapshot(snapshot);
        else _ = Task.Run(() => SaveSnapshot(snapshot));
    }

    private void SaveSnapshot(SwitchSnapshot snapshot)
    {
        long began = Stopwatch.GetTimestamp();
        JournalException? failed = null;
        try
        {
            lock (_saving) _setup.Snapshots.Save(snapshot);
        }
        catch (JournalException error)
        {
            // The journal has everything: recovery only takes longer.
            failed = error;
        }

        Volatile.Write(ref _snapshotUnderWay, 0);
        _setup.Observer.SnapshotTaken(snapshot.Position, Stopwatch.GetElapsedTime(began), failed);
    }
}

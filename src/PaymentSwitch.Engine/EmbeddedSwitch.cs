using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Engine.Projection;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine;

/// <summary>
/// The embedded host. One thread decides for all entities; one writes commit groups; one writes the read models behind
/// them. While a group is being stored the next one fills, so that the load itself sets the size of the groups. Whatever
/// leaves the switch does so after the commit of the group it was decided in.
/// </summary>
public sealed partial class EmbeddedSwitch : IPaymentSwitch, IAsyncDisposable
{
    private const int DeadlinesAtATime = 256;
    private const int LoadsAtATime = 2;

    private readonly EmbeddedSwitchSetup _setup;
    private readonly SwitchCore _core;
    private readonly PaymentArchive _archive;
    private readonly MailboxSet _mailboxes;
    private readonly LiquidityOutlook _outlook;
    private readonly Projector _projector;
    private readonly ConcurrentQueue<Request> _inbox = new();
    private readonly Lock _saving = new();
    private readonly SemaphoreSlim _loads = new(LoadsAtATime);
    private readonly AutoResetEvent _deciderWake = new(false);
    private readonly AutoResetEvent _writerWake = new(false);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _decider;
    private readonly Thread _writer;
    private readonly Thread _projecting;
    private ParticipantDirectory _directory;
    private SchemeCatalogue _schemes;
    private PendingGroup? _handedOver;
    private bool _writerBusy;
    private bool _deciderSleeps;
    private bool _stopping;
    private bool _decided;
    private int _inboxDepth;
    private int _loading;
    private int _snapshotUnderWay;
    private long _factsAtSnapshot;
    private Exception? _failure;
    private int _disposed;

    private EmbeddedSwitch(EmbeddedSwitchSetup setup)
    {
        _setup = setup;
        _archive = new PaymentArchive(setup.Journal);
        _core = new SwitchCore(SchemeCatalogue.Of(setup.Schemes), setup.Limits, setup.ReadProfile);
        _mailboxes = new MailboxSet(_archive, setup.ReadSide, setup.Limits.MailboxMessagesInMemoryMax);
        RecoveryReport report = Recover();
        _directory = _core.Directory;
        _schemes = _core.Schemes;
        _factsAtSnapshot = _core.FactCount - report.FactCount;
        _outlook = new LiquidityOutlook(Now());
        _projector = new Projector(
            setup.Journal, setup.ReadSide, _archive, _core.CaptureAccounts(), _core.Position, _outlook,
            // Read models that are made anew see groups of long ago again; whoever listens has heard of those in the snapshot.
            group =>
            {
                if (group.Position > report.SnapshotPosition) setup.Observer.Committed(group);
            });
        _decider = new Thread(() => Guard(DecideUntilStopped)) { Name = "decider", IsBackground = true };
        _writer = new Thread(() => Guard(WriteUntilStopped)) { Name = "journal-writer", IsBackground = true };
        _projecting = new Thread(() => Guard(_projector.Run)) { Name = "projector", IsBackground = true };
        setup.Observer.Recovered(report);
    }

    /// <inheritdoc/>
    public SchemeCatalogue Schemes => Volatile.Read(ref _schemes);

    /// <inheritdoc/>
    public ParticipantDirectory Directory => Volatile.Read(ref _directory);

    /// <inheritdoc/>
    public bool IsReady => !Volatile.Read(ref _stopping) && Volatile.Read(ref _failure) is null;

    /// <inheritdoc/>
    public IMailboxes Mailboxes => _mailboxes;

    /// <summary>How many messages wait to be decided.</summary>
    public int InboxDepth => Volatile.Read(ref _inboxDepth);

    /// <summary>How many payments have no outcome yet.</summary>
    public int OpenPayments => _core.OpenPayments;

    /// <summary>Ends when the switch has stopped; faults when the journal or the engine has failed, and then the process must end.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Recovers what the stores have, and starts.</summary>
    /// <exception cref="JournalException">The journal or the snapshot is damaged or of a later version. Nothing was repaired.</exception>
    public static EmbeddedSwitch Open(EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var opened = new EmbeddedSwitch(setup);
        opened._projecting.Start();
        opened._writer.Start();
        opened._decider.Start();
        return opened;
    }

    /// <summary>Where an account is heading, behind the journal as the read models are; null where there is no such account.</summary>
    public AccountOutlook? Outlook(AccountId account) => _outlook.Of(account, Now());

    /// <summary>
    /// Stops in good order: takes nothing more in, decides what was let in, stores it, replies, takes a snapshot. Open
    /// payments stay open: the next start goes on with them.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Volatile.Write(ref _stopping, true);
        WakeDecider();
        await Task.Run(() =>
        {
            _decider.Join();
            _writer.Join();
            _projector.Stop();
            _projecting.Join();
        }).ConfigureAwait(false);
        _completion.TrySetResult();
        _deciderWake.Dispose();
        _writerWake.Dispose();
        _loads.Dispose();
        _projector.Dispose();
    }

    // ---- Letting in ----

    private async ValueTask<PaymentResult> Ask(Request<PaymentResult> request)
    {
        Admission admission = Admit(request);
        return admission == Admission.TakenIn ? await request.Task.ConfigureAwait(false) : new PaymentResult(admission, default, null);
    }

    private ValueTask<TReply> Operate<TReply>(Request<TReply> request)
    {
        if (!IsReady) throw new InvalidOperationException("The switch is stopping.");
        Interlocked.Increment(ref _inboxDepth);
        Enqueue(request);
        return request.Task;
    }

    private Admission Admit(Request request)
    {
        if (!IsReady) return Admission.NotReady;
        if (Interlocked.Increment(ref _inboxDepth) > _setup.Limits.InboxDepthMax)
        {
            Interlocked.Decrement(ref _inboxDepth);
            return Admission.Overloaded;
        }

        Enqueue(request);
        return Admission.TakenIn;
    }

    private void Enqueue(Request request)
    {
        _inbox.Enqueue(request);
        WakeDecider();
        // The decider may have gone for good between the check and the enqueueing.
        if (Volatile.Read(ref _decided)) FailInbox();
    }

    private void WakeDecider()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _deciderSleeps) && Interlocked.Exchange(ref _deciderSleeps, false)) _deciderWake.Set();
    }

    // ---- Deciding ----

    private void DecideUntilStopped()
    {
        while (true)
        {
            bool worked = DecideInbox();
            _core.SetTime(Now());
            bool moreDue = _core.PassDeadlines(DeadlinesAtATime);
            if (IsFull()) HandOver(wait: true);
            else if (IsPending()) HandOver(wait: false);
            if (worked || moreDue) continue;
            if (Volatile.Read(ref _failure) is not null) return;
            if (Volatile.Read(ref _stopping) && _inbox.IsEmpty && Volatile.Read(ref _loading) == 0)
            {
                StopDeciding();
                return;
            }

            Sleep();
        }
    }

    private bool DecideInbox()
    {
        bool worked = false;
        MoveTime();
        for (int count = 0; _inbox.TryDequeue(out Request? request); count++)
        {
            worked = true;
            Interlocked.Decrement(ref _inboxDepth);
            if ((count & 63) == 63) MoveTime();
            Request asked = request is ReloadedRequest { Waiting: Request waiting } ? waiting : request;
            if (request.Decide(_core) is MissingPayment missing) Load(missing, asked);
            else _core.Pending.Requests.Add(asked);
            if (IsFull()) return true;
            if ((count & 255) == 255) return true;
        }

        return worked;
    }

    // A cut, a change of the directory or of a profile counts for everything that is decided at its moment or later.
    private void MoveTime()
    {
        _core.SetTime(Now());
        _core.PassAlarms();
    }

    private bool IsFull()
    {
        CommitGroup group = _core.Pending.Group;
        return group.Entries.Count >= _setup.Limits.GroupFactsMax || group.EstimatedBytes >= _setup.Limits.GroupBytesMax;
    }

    private bool IsPending() => !_core.Pending.IsEmpty;

    private void HandOver(bool wait)
    {
        while (Volatile.Read(ref _writerBusy))
        {
            if (!wait || Volatile.Read(ref _failure) is not null) return;
            Sleep();
        }

        if (_core.FactCount - _factsAtSnapshot >= _setup.Limits.SnapshotEveryFacts && Interlocked.Exchange(ref _snapshotUnderWay, 1) == 0)
        {
            _factsAtSnapshot = _core.FactCount;
            _core.Pending.Snapshot = _core.Capture();
        }

        Volatile.Write(ref _writerBusy, true);
        Volatile.Write(ref _handedOver, _core.TakePending());
        _writerWake.Set();
    }

    private void StopDeciding()
    {
        _core.DismissWaiters();
        while (Volatile.Read(ref _writerBusy) && Volatile.Read(ref _failure) is null) Sleep();
        if (Volatile.Read(ref _failure) is not null) return;
        if (_core.FactCount > _factsAtSnapshot) _core.Pending.Snapshot = _core.Capture();
        PendingGroup last = _core.TakePending();
        Volatile.Write(ref _decided, true);
        FailInbox();
        Volatile.Write(ref _writerBusy, true);
        Volatile.Write(ref _handedOver, last);
        _writerWake.Set();
    }

    /// <summary>Waits for a request, for the writer, or for a deadline; whichever comes first.</summary>
    private void Sleep()
    {
        Interlocked.Exchange(ref _deciderSleeps, true);
        bool canHandOver = IsPending() && !Volatile.Read(ref _writerBusy);
        bool canDecide = !_inbox.IsEmpty && !IsFull();
        if (canHandOver || canDecide || Volatile.Read(ref _failure) is not null)
        {
            Volatile.Write(ref _deciderSleeps, false);
            return;
        }

        long untilDeadlineMs = Math.Clamp(_core.NextDeadlineMs - Now(), 0, 1000);
        if (!_setup.Clock.Equals(TimeProvider.System)) untilDeadlineMs = Math.Min(untilDeadlineMs, 5);
        _deciderWake.WaitOne((int)Math.Max(1, untilDeadlineMs));
        Volatile.Write(ref _deciderSleeps, false);
    }

    private void Load(MissingPayment missing, Request waiting)
    {
        Interlocked.Increment(ref _loading);
        _ = Task.Run(async () =>
        {
            // A payment may leave memory before its last group is stored: the group is on its way to the journal then.
            while (_setup.Journal.LastPosition < missing.LastPosition && Volatile.Read(ref _failure) is null) await Task.Delay(1).ConfigureAwait(false);
            await _loads.WaitAsync().ConfigureAwait(false);
            try
            {
                _inbox.Enqueue(new ReloadedRequest(_archive.Load(missing), waiting));
                Interlocked.Increment(ref _inboxDepth);
            }
            catch (JournalException error)
            {
                waiting.Fail(error);
                Fail(error);
            }
            finally
            {
                _loads.Release();
                Interlocked.Decrement(ref _loading);
                WakeDecider();
            }
        });
    }

    private void FailInbox()
    {
        while (_inbox.TryDequeue(out Request? request))
            request.Fail(_failure ?? new InvalidOperationException("The switch has stopped."));
    }

    private long Now() => _setup.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    // ---- Storing, then telling ----

    private void WriteUntilStopped()
    {
        while (true)
        {
            PendingGroup? pending = Interlocked.Exchange(ref _handedOver, null);
            if (pending is null)
            {
                if (Volatile.Read(ref _failure) is not null) return;
                _writerWake.WaitOne(100);
                continue;
            }

            bool last = Volatile.Read(ref _decided);
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

            // The next group may come while this one's replies go out.
            Volatile.Write(ref _writerBusy, false);
            WakeDecider();
            Tell(pending, last);
            if (last) return;
        }
    }

    private void Tell(PendingGroup pending, bool last)
    {
        if (pending.Directory is not null) Volatile.Write(ref _directory, pending.Directory);
        if (pending.Schemes is not null) Volatile.Write(ref _schemes, pending.Schemes);
        _mailboxes.Publish(pending.Group);
        foreach (Request request in pending.Requests) request.Reply();
        foreach ((TaskCompletionSource<Payment> waiter, Payment payment) in pending.Outcomes) waiter.TrySetResult(payment);
        if (pending.Group.Entries.Count > 0) _projector.Enqueue(pending.Group);
        if (pending.Snapshot is not SwitchSnapshot snapshot) return;
        if (last) SaveSnapshot(snapshot);
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

    // ---- Recovering and failing ----

    private RecoveryReport Recover()
    {
        long began = Stopwatch.GetTimestamp();
        SwitchSnapshot? snapshot = _setup.Snapshots.Load();
        if (snapshot?.Position > _setup.Journal.LastPosition)
        {
            throw new JournalException(
                $"The snapshot is of position {snapshot.Position}, the journal ends at {_setup.Journal.LastPosition}: groups that were stored are missing from the journal.");
        }

        if (snapshot is not null)
        {
            _core.Restore(snapshot);
            foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors) _mailboxes.StartAfter(participant, cursor);
        }

        foreach (CommitGroup group in _setup.Journal.Read(_core.Position + 1))
        {
            _core.Replay(group, _archive.Load);
            _mailboxes.Publish(group);
        }

        long facts = _core.FactCount;
        _core.Resume(Now());
        return new RecoveryReport(snapshot?.Position ?? 0, _core.Position, facts, _core.OpenPayments, Stopwatch.GetElapsedTime(began));
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private void Fail(Exception error)
    {
        if (Interlocked.CompareExchange(ref _failure, error, null) is not null) return;
        Volatile.Write(ref _decided, true);
        try
        {
            // Before anybody can end the process: otherwise the log might not say why it ended.
            _setup.Observer.Failed(error);
        }
        finally
        {
            _completion.TrySetException(error);
        }

        FailInbox();
        WakeDecider();
        _writerWake.Set();
        _projector.Stop();
    }
}

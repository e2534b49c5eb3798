using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Timekeeping;

namespace PaymentSwitch.Engine;

/// <content>What is asked is let in, and decided by one thread.</content>
public sealed partial class EmbeddedSwitch
{
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
        request.ContinuesInline = IsStepped;
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

    // In steps nobody sleeps, and an event costs more than what it would tell.
    private void WakeWriter()
    {
        if (!IsStepped) _writerWake.Set();
    }

    private void DecideUntilStopped()
    {
        while (true)
        {
            bool worked = DecideSome();
            if (IsFull()) HandOver(wait: true);
            if (worked) continue;
            if (Volatile.Read(ref _failure) is not null) return;
            if (Volatile.Read(ref _stopping) && _inbox.IsEmpty && Volatile.Read(ref _loading) == 0)
            {
                while (Volatile.Read(ref _writerBusy) && Volatile.Read(ref _failure) is null) Sleep();
                if (Volatile.Read(ref _failure) is null) HandOverLast();
                return;
            }

            Sleep();
        }
    }

    /// <summary>Decides what has been asked and what is due, up to a full group, and hands the group over where the writer is free.</summary>
    /// <returns>Whether there may be more to decide at once.</returns>
    private bool DecideSome()
    {
        bool worked = DecideInbox();
        MoveTime();
        bool moreDue = _core.PassDeadlines(DeadlinesAtATime);
        if (IsPending()) HandOver(wait: false);
        return worked || moreDue;
    }

    private bool DecideInbox()
    {
        bool worked = false;
        MoveTime();
        for (int count = 0; TryNext(out Request? request); count++)
        {
            worked = true;
            if ((count & 63) == 63) MoveTime();
            _deciding = request is ReloadedRequest { Waiting: Request waiting } ? waiting : request;
            if (request.Decide(_core) is MissingPayment missing) Load(missing, _deciding);
            else if (_deciding.IsDecided) _core.Pending.Requests.Add(_deciding);
            else _operation = _deciding;
            _deciding = null;
            if (IsFull()) return true;
            if ((count & 255) == 255) return true;
        }

        return worked;
    }

    // A cut, a change of the directory or of a profile counts for everything that is decided at its moment or later.
    private void MoveTime()
    {
        _core.SetTime(Now());
        PassAlarms();
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

        if (_setup.Accounts is not null) _core.Pending.View = _core.TakeChangedView(Now());
        Volatile.Write(ref _writerBusy, true);
        Volatile.Write(ref _handedOver, _core.TakePending());
        WakeWriter();
    }

    /// <summary>Hands over what is left, with a snapshot, and decides nothing any more.</summary>
    private void HandOverLast()
    {
        _core.DismissWaiters();
        AbandonOperations();
        _core.Pending.Asks.Clear();
        if (_core.FactCount > _factsAtSnapshot) _core.Pending.Snapshot = _core.Capture();
        PendingGroup last = _core.TakePending();
        Volatile.Write(ref _decided, true);
        FailInbox();
        Volatile.Write(ref _writerBusy, true);
        Volatile.Write(ref _handedOver, last);
        WakeWriter();
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
        // A steady clock may run a hundredth faster than what is waited by; of any other nothing is known.
        if (_setup.Clock is SteadyClock) untilDeadlineMs -= (untilDeadlineMs + 99) / 100;
        else if (!_setup.Clock.Equals(TimeProvider.System)) untilDeadlineMs = Math.Min(untilDeadlineMs, 5);
        _deciderWake.WaitOne((int)Math.Max(1, untilDeadlineMs));
        Volatile.Write(ref _deciderSleeps, false);
    }

    /// <summary>A payment that has left memory comes back; the request that needs it is decided then.</summary>
    private void Load(MissingPayment missing, Request waiting)
    {
        Interlocked.Increment(ref _loading);
        if (IsStepped) _toLoad.Enqueue((missing, waiting));
        else _ = Task.Run(() => LoadAsync(missing, waiting));
    }

    private async Task LoadAsync(MissingPayment missing, Request waiting)
    {
        // A payment may leave memory before its last group is stored: the group is on its way to the journal then.
        while (!IsStored(missing)) await Task.Delay(1).ConfigureAwait(false);
        await _loads.WaitAsync().ConfigureAwait(false);
        try
        {
            LoadNow(missing, waiting);
        }
        finally
        {
            _loads.Release();
        }
    }

    private bool IsStored(MissingPayment missing) =>
        _setup.Journal.LastPosition >= missing.LastPosition || Volatile.Read(ref _failure) is not null;

    private void LoadNow(MissingPayment missing, Request waiting)
    {
        try
        {
            LivePayment loaded = _archive.Load(missing);
            Interlocked.Increment(ref _inboxDepth);
            Enqueue(new ReloadedRequest(loaded, waiting));
        }
        catch (Exception error)
        {
            // Whatever it is, it would be lost with the task: the one who waits has to hear of it, and the switch to end.
            waiting.Fail(error);
            Fail(error);
        }
        finally
        {
            Interlocked.Decrement(ref _loading);
            WakeDecider();
        }
    }

    private void FailInbox()
    {
        while (_inbox.TryDequeue(out Request? request)) request.Fail(WhyStopped());
    }

    /// <summary>
    /// What was decided since the last group was handed over will never be stored, and what waits for a payment to be read back
    /// will never be decided. Called by the deciding thread when it has ended by a failure, its own or another's: nobody may be
    /// left waiting.
    /// </summary>
    private void AbandonUndecided()
    {
        if (Volatile.Read(ref _failure) is null) return;
        Exception error = WhyStopped();
        _deciding?.Fail(error);
        _deciding = null;
        foreach (Request request in _core.Pending.Requests) request.Fail(error);
        _core.Pending.Requests.Clear();
        foreach ((TaskCompletionSource<Domain.Payments.Payment> waiter, _) in _core.Pending.Outcomes) waiter.TrySetException(error);
        _core.Pending.Outcomes.Clear();
        _core.DismissWaiters();
        AbandonOperations();
        while (_toLoad.TryDequeue(out (MissingPayment Missing, Request Waiting) load)) load.Waiting.Fail(error);
    }

    private Exception WhyStopped() => Volatile.Read(ref _failure) ?? new InvalidOperationException("The switch has stopped.");

    private long Now() => _setup.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}

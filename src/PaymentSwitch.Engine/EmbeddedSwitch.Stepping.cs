using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine;

/// <content>
/// The same work without threads: each step is taken by the caller, in the order it likes, so that a simulation decides
/// what happens between deciding, storing and projecting, and the same choices give the same run. Whoever waits for a
/// reply goes on inside the step that replies.
/// </content>
public sealed partial class EmbeddedSwitch
{
    /// <summary>Whether requests wait for payments to be read back: <see cref="StepLoader"/>.</summary>
    public bool HasToLoad => _toLoad.Count > 0;

    private bool IsStepped => _setup.Drive == EngineDrive.Steps;

    /// <summary>Decides what has been asked and what is due, and hands it over where the writer is free.</summary>
    /// <returns>Whether anything was there to decide.</returns>
    /// <exception cref="InvalidOperationException">The switch has its own threads.</exception>
    public bool StepDecider()
    {
        RequireSteps();
        if (!IsReady) return false;
        bool worked = false;
        try
        {
            worked = IsFull() || DecideSome();
            if (IsFull()) HandOver(wait: false);
        }
        catch (Exception error)
        {
            Fail(error);
        }

        AbandonUndecided();
        return worked;
    }

    /// <summary>Reads one payment back from the journal that a request waits for; the request is decided in a later step of the decider.</summary>
    /// <returns>Whether one was read back.</returns>
    /// <exception cref="InvalidOperationException">The switch has its own threads.</exception>
    public bool StepLoader()
    {
        RequireSteps();
        for (int count = _toLoad.Count; count > 0; count--)
        {
            (MissingPayment missing, Request waiting) = _toLoad.Dequeue();
            if (IsStored(missing))
            {
                LoadNow(missing, waiting);
                AbandonUndecided();
                return true;
            }

            _toLoad.Enqueue((missing, waiting));
        }

        return false;
    }

    /// <summary>Stores the group that was handed over, and tells those whom it concerns.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">The switch has its own threads.</exception>
    public bool StepWriter()
    {
        RequireSteps();
        if (Interlocked.Exchange(ref _handedOver, null) is not PendingGroup pending) return false;
        try
        {
            StoreAndTell(pending);
        }
        catch (Exception error)
        {
            Fail(error);
        }

        AbandonUndecided();
        return true;
    }

    /// <summary>Brings the read models on by some groups.</summary>
    /// <returns>Whether there was anything to project.</returns>
    /// <exception cref="InvalidOperationException">The switch has its own threads.</exception>
    public bool StepReadSide()
    {
        RequireSteps();
        if (Volatile.Read(ref _failure) is not null) return false;
        bool worked = false;
        Guard(() => worked = _projector.Step());
        AbandonUndecided();
        return worked;
    }

    private void StopStepped()
    {
        while (_failure is null && (_handedOver is not null || !_inbox.IsEmpty || _toLoad.Count > 0 || IsFull()))
        {
            while (StepWriter() || StepLoader()) { }
            Guard(() => DecideSome());
        }

        if (_failure is null) Guard(HandOverLast);
        while (StepWriter()) { }
        while (_failure is null && _projector.Step()) { }
    }

    private void RequireSteps()
    {
        if (!IsStepped) throw new InvalidOperationException("This switch is driven by its own threads.");
    }
}

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
    private readonly TaskCompletionSource _lastStored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread[] _threads;
    private readonly Queue<(MissingPayment Missing, Request Waiting)> _toLoad = [];
    private ParticipantDirectory _directory;
    private SchemeCatalogue _schemes;
    private Request? _deciding;
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
        setup.Journal.ExpectAccounts(WhereAccountsAre(setup));
        _archive = new PaymentArchive(setup.Journal);
        FollowedSwitch? followed = setup.Followed?.TakenOver();
        _core = followed?.Core ?? new SwitchCore(SchemeCatalogue.Of(setup.Schemes), setup.Limits, setup.ReadProfile, setup.Accounts is not null);
        _mailboxes = followed?.MailboxSet ?? new MailboxSet(_archive, setup.ReadSide, setup.Limits.MailboxMessagesInMemoryMax);
        _mailboxes.ReadFrom(_archive, setup.ReadSide);
        RecoveryReport report = Recover(followed);
        _tail = new StoredTail(_core.Tail);
        setup.Journal.Begin();
        _outlook = new LiquidityOutlook(Now());
        _projector = new Projector(
            setup.Journal, setup.ReadSide, _archive, _core.CaptureAccounts(), _core.Position, _outlook,
            // Read models that are made anew see groups of long ago again; whoever listens has heard of those in the snapshot.
            group =>
            {
                if (group.Position > report.SnapshotPosition) setup.Observer.Committed(group);
            });
        // After the projector has the accounts as they were stored: what is taken up now comes to it with its group.
        if (setup.Accounts is null) _core.Resume(Now(), setup.AccountsComeBack).Now();
        else Begin(() => _core.Resume(Now(), setup.AccountsComeBack));
        if (setup.Accounts is not null) _view = new StoredView(_core.TakeChangedView(Now())!, _core.Position, Stopwatch.GetTimestamp());
        _directory = _core.Directory;
        _schemes = _core.Schemes;
        _threads = IsStepped ? [] :
        [
            new Thread(() => Guard(_projector.Run)) { Name = "projector", IsBackground = true },
            new Thread(() => Guard(WriteUntilStopped)) { Name = "journal-writer", IsBackground = true },
            new Thread(DecideAndAbandon) { Name = "decider", IsBackground = true },
        ];
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

    /// <summary>Ends when the last group is on stable storage, while the snapshot and the read models may still be written; canceled when the engine has failed.</summary>
    public Task LastStored => _lastStored.Task;

    /// <summary>Recovers what the stores have, and starts.</summary>
    /// <exception cref="JournalException">The journal or the snapshot is damaged or of a later version. Nothing was repaired.</exception>
    public static EmbeddedSwitch Open(EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var opened = new EmbeddedSwitch(setup);
        foreach (Thread thread in opened._threads) thread.Start();
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
        if (IsStepped) StopStepped();
        else await Task.Run(JoinThreads).ConfigureAwait(false);
        _completion.TrySetResult();
        _lastStored.TrySetCanceled();
        _deciderWake.Dispose();
        _writerWake.Dispose();
        _loads.Dispose();
        _projector.Dispose();
    }

    private RecoveryReport Recover(FollowedSwitch? followed)
    {
        long began = Stopwatch.GetTimestamp();
        if (followed?.Position > _setup.Journal.LastPosition)
        {
            throw new JournalException(
                $"The standby has followed up to position {followed.Position}, the journal ends at {_setup.Journal.LastPosition}: groups that were stored are missing from the journal.");
        }

        SwitchSnapshot? snapshot = followed is null ? _setup.Snapshots.Load() : null;
        if (snapshot?.Position > _setup.Journal.LastPosition)
        {
            throw new JournalException(
                $"The snapshot is of position {snapshot.Position}, the journal ends at {_setup.Journal.LastPosition}: groups that were stored are missing from the journal.");
        }

        // Read models are made of stored groups only. That a log was cut off by damage, and not by a crash, shows in nothing else.
        if (_setup.ReadSide.Position > _setup.Journal.LastPosition)
        {
            throw new JournalException(
                $"The read models are of position {_setup.ReadSide.Position}, the journal ends at {_setup.Journal.LastPosition}: groups that were stored are missing from the journal. " +
                "Restore it from a copy; where an older copy is meant to count, remove snapshot and read models too.");
        }

        if (snapshot is not null)
        {
            _core.Restore(snapshot);
            foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors) _mailboxes.StartAfter(participant, cursor);
        }

        // Whoever was followed has taken its snapshots every so many facts, as from the one that the following began with.
        if (followed is not null) _factsAtSnapshot = _core.FactCount - _core.FactCount % _setup.Limits.SnapshotEveryFacts;
        long knownFacts = _core.FactCount;
        foreach (CommitGroup group in _setup.Journal.Read(_core.Position + 1))
        {
            _core.Replay(group, _archive.Load);
            _mailboxes.Publish(group);
        }

        long snapshotPosition = followed?.SnapshotPosition ?? snapshot?.Position ?? 0;
        return new RecoveryReport(snapshotPosition, _core.Position, _core.FactCount - knownFacts, _core.OpenPayments, Stopwatch.GetElapsedTime(began));
    }

    // The projector comes last: it has to see what the others leave.
    private void JoinThreads()
    {
        for (int i = _threads.Length - 1; i >= 0; i--)
        {
            if (i == 0) _projector.Stop();
            _threads[i].Join();
        }
    }

    private void DecideAndAbandon()
    {
        Guard(DecideUntilStopped);
        AbandonUndecided();
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
            _lastStored.TrySetCanceled();
        }

        FailInbox();
        WakeDecider();
        _writerWake.Set();
        _projector.Stop();
    }
}

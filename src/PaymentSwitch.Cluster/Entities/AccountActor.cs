using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>One account. It decides while it stores, so that however many ask it, it stores one batch after the other.</summary>
internal sealed class AccountActor : EntityActor<HostedAccount>, IWithTimers
{
    /// <summary>How old a request may be, in ms, that still counts: one that was held up somewhere for longer must be sent anew.</summary>
    public const long MessageAgeMaxMs = 60_000;

    /// <summary>How many batches are stored between two snapshots, at least; and of a hot account as many facts as bookings are in it, so that a fact's share of a snapshot does not grow with the load.</summary>
    private const int SnapshotEvery = 1_000;

    // The ledger decides nothing else meanwhile.
    private const int AskedAtATime = 10_000;

    // Longer than a request can be on its way: what comes after that was asked for when the account still remembered.
    private const long ForgetAfterMs = 4 * MessageAgeMaxMs;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<BookingKey, long> _overSinceMs = [];
    private HashSet<BookingKey> _seenBefore = [];
    private long _seenAfterSequenceNr;
    private int _batches;
    private int _facts;

    private readonly TimeSpan _sweepEvery;

    /// <summary>Makes it.</summary>
    /// <param name="id">Which account.</param>
    /// <param name="context">What it has to know and to reach.</param>
    /// <param name="sweepEvery">How often it looks for what it can forget; null for every 30 s.</param>
    public AccountActor(AccountId id, EntityContext context, TimeSpan? sweepEvery = null)
        : base(new HostedAccount(id), context) => _sweepEvery = sweepEvery ?? SweepEvery;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        Timers.StartPeriodicTimer(Sweep.Instance, Sweep.Instance, _sweepEvery);
    }

    /// <inheritdoc/>
    protected override bool Decides(object message) => message is AskAccount or BookingsOver or Sweep;

    /// <inheritdoc/>
    protected override bool ComesAgain(object message) => message is not BookingsOver;

    /// <inheritdoc/>
    protected override void Take(object message)
    {
        switch (message)
        {
            case AskAccount ask:
                if (Around.NowMs - ask.SentAtMs > MessageAgeMaxMs) return;
                AccountHeard heard = Entity.Ask(ask.Command, ask.Tells, Around.View(), Around.NowMs);
                IActorRef sender = Sender;
                Then(() => Reply(ask, heard, sender));
                Flush();
                break;
            case BookingsOver over:
                foreach (BookingKey key in over.Keys)
                {
                    _overSinceMs.TryAdd(key, Around.NowMs);
                    // What is reserved still came late, behind what it was for.
                    if (Entity.Account.Reservations.ContainsKey(key)) Entity.Ask(new ReleaseReservation(key), tells: false, Around.View(), Around.NowMs);
                }

                Flush();
                break;
            case Sweep:
                Look();
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failed:
                Log.Warning(failed.Cause, "No snapshot of {PersistenceId}: its next recovery takes longer", PersistenceId);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Restore(object snapshot)
    {
        var captured = (CapturedAccount)snapshot;
        Entity.Restore(captured.State, captured.SequenceNr);
    }

    /// <inheritdoc/>
    protected override void Recovered()
    {
    }

    /// <inheritdoc/>
    protected override void TakeEffects(List<Action> effects)
    {
    }

    /// <inheritdoc/>
    protected override void Stored(EntityBatch? batch)
    {
        // What is captured must be what is stored, and nothing that was decided since.
        if (batch is null) return;
        _batches++;
        _facts += batch.Facts.Count;
        if (_batches < SnapshotEvery || _facts < _seenBefore.Count || Entity.HasPending) return;
        _batches = 0;
        _facts = 0;
        SaveSnapshot(new CapturedAccount(Entity.Account.Capture(), Entity.SequenceNr));
    }

    private void Reply(AskAccount ask, AccountHeard heard, IActorRef sender)
    {
        var reply = new AccountReplied(heard, ask.Step);
        if (ask.Step is null) sender.Tell(reply);
        // Not to the actor that asked: it may have moved since.
        else Around.Payments.Tell(new ToPayment(ask.Payment, reply));
    }

    /// <summary>
    /// Forgets what nobody asks for any more. What is over the ledger says, of all bookings at once: to ask each payment would wake all of them when an account
    /// has moved, and a death would be followed by a storm.
    /// </summary>
    private void Look()
    {
        long nowMs = Around.NowMs;
        AccountState state = Entity.Account.Capture();
        var held = new HashSet<BookingKey>(state.Reservations.Select(entry => entry.Key).Concat(state.RememberedDebits).Concat(state.RememberedCredits));
        var asked = new List<BookingKey>();
        foreach (BookingKey key in held)
        {
            if (!_overSinceMs.TryGetValue(key, out long sinceMs))
            {
                if (_seenBefore.Contains(key)) asked.Add(key);
            }
            else if (nowMs - sinceMs >= ForgetAfterMs)
            {
                Entity.Ask(new ForgetBooking(key), tells: false, Around.View(), nowMs);
            }
        }

        foreach (BookingKey[] some in asked.Chunk(AskedAtATime))
            Around.ListOverAsync(state.Id, _seenAfterSequenceNr, some).PipeTo(Self, success: static over => new BookingsOver(over), failure: NotKnown);
        foreach (BookingKey key in _overSinceMs.Where(over => nowMs - over.Value >= ForgetAfterMs).Select(over => over.Key).ToArray()) _overSinceMs.Remove(key);
        _seenBefore = held;
        _seenAfterSequenceNr = Entity.SequenceNr;
        Flush();
    }

    // The ledger is on its way to another node: it is asked again at the next look.
    private BookingsOver NotKnown(Exception why)
    {
        Log.Debug("What is over for {PersistenceId} could not be asked: {Why}", PersistenceId, why.Message);
        return new BookingsOver([]);
    }

    private sealed record BookingsOver(IReadOnlyList<BookingKey> Keys);

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }
}

/// <summary>An account as it was captured after so many facts.</summary>
/// <param name="State">The account.</param>
/// <param name="SequenceNr">How many facts.</param>
internal sealed record CapturedAccount(AccountState State, long SequenceNr);

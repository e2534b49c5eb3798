using System.Collections.Concurrent;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Server.Standby;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>The ledger of another node, as this one follows it.</summary>
/// <param name="membership">The node among the others.</param>
/// <param name="viewLasts">How long its entities may decide by what was read.</param>
internal sealed class FollowedLedger(NodeMembership membership, TimeSpan viewLasts) : IKnownLedger
{
    private readonly LeaseWatch _read = new(viewLasts, TimeProvider.System);
    private readonly ConcurrentQueue<Question> _questions = new();
    private SwitchView? _view;
    private Mark _taken = new(default);

    /// <inheritdoc/>
    public SwitchView View => Volatile.Read(ref _view)!;

    /// <inheritdoc/>
    public bool MayDecide => _read.MayAnswer && membership.IsKnown;

    /// <inheritdoc/>
    public TailMark Taken => Volatile.Read(ref _taken).Tail;

    /// <summary>Whether there is a view.</summary>
    public bool IsKnown => Volatile.Read(ref _view) is not null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys)
    {
        // What is followed belongs to the thread that follows.
        var question = new Question(account, afterSequenceNr, keys);
        _questions.Enqueue(question);
        return question.Reply.Task;
    }

    /// <summary>Goes by what was followed. Called by the one thread that follows.</summary>
    /// <param name="followed">The state.</param>
    /// <param name="asOf">A moment up to which everything that was stored is in it, as a timestamp; null where there is more to be read.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public void Follow(FollowedSwitch followed, long? asOf, long nowMs)
    {
        Volatile.Write(ref _taken, new Mark(followed.Tail));
        SwitchView? changed = followed.TakeChangedView(nowMs);
        if (changed is not null) Volatile.Write(ref _view, changed);
        // After the view: whoever may decide decides by this one.
        if (asOf is long moment) _read.Granted(moment);
        membership.Follows(followed.Position, isNews: changed is not null);
        while (_questions.TryDequeue(out Question? question)) question.Reply.SetResult(followed.ListOver(question.Account, question.AfterSequenceNr, question.Keys));
    }

    // In one piece: the two numbers of a mark are read by other threads.
    private sealed record Mark(TailMark Tail);

    private sealed record Question(AccountId Account, long AfterSequenceNr, IReadOnlyList<BookingKey> Keys)
    {
        public TaskCompletionSource<IReadOnlyList<BookingKey>> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>Reserves money on an account and posts it, again and again, each time for a payment of its own: an actor, as payments are.</summary>
/// <param name="around">Reaches the account.</param>
/// <param name="account">Which account.</param>
/// <param name="count">Counts what was reserved.</param>
internal sealed class ReservationAsker(EntityContext around, AccountId account, ReservationCount count) : UntypedActor
{
    private BookingKey _key;
    private bool _isReserved;
    private long _asked;

    /// <inheritdoc/>
    protected override void PreStart() => Reserve();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is not AccountReplied { Heard.Reply: AccountReply.Done })
        {
            count.Refuse($"{account.Participant.Value} replied {message}.");
            return;
        }

        if (_isReserved)
        {
            AccountsAlone.NoteOver(_key);
            Reserve();
        }
        else
        {
            count.Add(Stopwatch.GetElapsedTime(_asked).TotalMilliseconds);
            _isReserved = true;
            Ask(new PostReservation(_key));
        }
    }

    private void Reserve()
    {
        _isReserved = false;
        _key = new BookingKey(Uetr.FromRandom(Guid.NewGuid().ToByteArray()), 0);
        _asked = Stopwatch.GetTimestamp();
        Ask(new ReserveFunds(_key, 1, null, MayRepeat: true));
    }

    private void Ask(AccountCommand command) => around.Accounts.Tell(new ToAccount(account, new AskAccount(command, Tells: false, around.NowMs)), Self);
}

/// <summary>How long each reservation took.</summary>
internal sealed class ReservationCount
{
    private readonly ConcurrentQueue<double> _tookMs = new();
    private string? _refused;

    /// <summary>One was made.</summary>
    public void Add(double tookMs) => _tookMs.Enqueue(tookMs);

    /// <summary>An account did not do what it was asked for.</summary>
    public void Refuse(string why) => Volatile.Write(ref _refused, why);

    /// <summary>Those that were made since the last time this was asked, in ms.</summary>
    public double[] TakeMs()
    {
        var taken = new List<double>(_tookMs.Count);
        while (_tookMs.TryDequeue(out double one)) taken.Add(one);
        return [.. taken];
    }

    /// <exception cref="InvalidOperationException">An account refused: nothing that was measured counts.</exception>
    public void ThrowIfRefused()
    {
        if (Volatile.Read(ref _refused) is { } why) throw new InvalidOperationException(why);
    }
}

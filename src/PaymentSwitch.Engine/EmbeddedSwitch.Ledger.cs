using System.Diagnostics.CodeAnalysis;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <content>
/// As the ledger of another host: what that has decided of payments and accounts comes in, in one order, and is stored here with all the rest,
/// chained, read, audited and told to banks as if it had been decided here.
/// </content>
public sealed partial class EmbeddedSwitch
{
    private readonly Queue<Request> _held = new();
    private Request? _operation;
    private StoredView? _view;
    private StoredTail _tail = new(default);

    /// <summary>Up to where what the other host has stored is stored here, and in the mailboxes.</summary>
    public TailMark Tail => Volatile.Read(ref _tail).Mark;

    /// <summary>What payments and accounts elsewhere have to know, as it is stored. Not where the switch decides them itself.</summary>
    public SwitchView View => Volatile.Read(ref _view)!.View;

    /// <summary>Since when <see cref="View"/> is what is stored: the position of the group that changed it last, and the moment after that was stored, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public (long Position, long StoredAt) ViewSince => Volatile.Read(ref _view) is { } view ? (view.Position, view.StoredAt) : default;

    /// <summary>Takes in what the other host has stored. Completes when it is stored here, and its messages are in the mailboxes.</summary>
    /// <param name="rows">Rows after those that were taken in before, in order. Not to be called again before it has completed.</param>
    /// <exception cref="InvalidOperationException">The switch decides payments and accounts itself, or is stopping.</exception>
    public async ValueTask TakeInAsync(IReadOnlyList<TailRow> rows)
    {
        if (_setup.Accounts is null) throw new InvalidOperationException("This switch keeps its accounts itself.");
        await Operate(new TailRequest(rows)).ConfigureAwait(false);
    }

    /// <summary>Completes when all is decided and stored that was due when this was called, and what was asked of accounts for it is heard.</summary>
    public async ValueTask SettleAsync() => await Operation(static _ => new ValueTask<bool>(true)).ConfigureAwait(false);

    /// <summary>The payments that should have gone on by now and have not, those that wait longest first: their deadline is over, or accounts have not been asked, or not heard.</summary>
    public ValueTask<IReadOnlyList<Uetr>> ListOverdueAsync() => Operate(new CoreRequest<IReadOnlyList<Uetr>>(core => core.ListOverdue()));

    /// <summary>
    /// Which of an account's bookings are over: all is booked and stored that a payment wanted of it, so that it is not asked for them again. A payment is stored before
    /// it asks an account: whoever has the account's fact knows the payment.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="afterSequenceNr">How many facts it had when all of them were made. Before these have been taken in none is known to be over.</param>
    /// <param name="keys">The bookings.</param>
    public ValueTask<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) =>
        Operate(new CoreRequest<IReadOnlyList<BookingKey>>(core => core.ListOver(account, afterSequenceNr, keys)));

    /// <summary>
    /// Lets the host store that decides payments and accounts, where it may not yet because they were decided here. Waits for the database, and the first
    /// time for as many statements as there are ten thousands of transaction ids.
    /// </summary>
    /// <exception cref="JournalException">It cannot be let.</exception>
    public void AdmitAccounts() => _setup.Journal.AdmitAccounts(
        () => Operate(new CoreRequest<IReadOnlyList<(long Hash, Uetr Payment)>>(core => core.ListTransactionIds())).AsTask().GetAwaiter().GetResult());

    private static AccountsAt WhereAccountsAre(EmbeddedSwitchSetup setup) => (setup.Accounts is not null, setup.AccountsComeBack) switch
    {
        (false, false) => AccountsAt.Here,
        (true, false) => AccountsAt.Elsewhere,
        (true, true) => AccountsAt.TakenBack,
        (false, true) => AccountsAt.Returning,
    };

    private ValueTask<TReply> Operation<TReply>(Func<SwitchCore, ValueTask<TReply>> decide) =>
        Operate(new OperationRequest<TReply>(decide, Fail));

    /// <summary>The next request that can be decided. What has to ask accounts waits until whoever did so before has heard.</summary>
    private bool TryNext([NotNullWhen(true)] out Request? request)
    {
        if (!_core.IsOperating && _held.TryDequeue(out request)) return Taken();
        while (_inbox.TryDequeue(out request))
        {
            if (!request.IsOperation || !_core.IsOperating) return Taken();
            _held.Enqueue(request);
        }

        return false;

        // What is held counts among those that wait.
        bool Taken()
        {
            Interlocked.Decrement(ref _inboxDepth);
            return true;
        }
    }

    private void PassAlarms()
    {
        if (_setup.Accounts is null)
        {
            _core.PassAlarms().Now();
            return;
        }

        if (!_core.IsOperating && _core.HasAlarm) Begin(_core.PassAlarms);
        if (!_core.IsOperating && _core.HasDrained) Begin(_core.PassDrained);
    }

    private void Begin(Func<ValueTask> work) => _core.Operate(work, failure =>
    {
        if (failure is not null) Fail(failure);
    });

    // After the commit: an account must not do what the facts do not say that were to come before.
    private void Send(List<AccountAsk> asks)
    {
        foreach (AccountAsk ask in asks)
        {
            _setup.Accounts!.Ask(ask.Account, ask.Command, ask.Tells, (reply, afterSequenceNr) =>
            {
                Interlocked.Increment(ref _inboxDepth);
                Enqueue(new HeardRequest(ask, reply, afterSequenceNr));
            });
        }
    }

    /// <summary>Who waits for an account will not hear any more: what was begun is taken up again at the next start.</summary>
    private void AbandonOperations()
    {
        Exception error = WhyStopped();
        if (_operation is { IsDecided: false }) _operation.Fail(error);
        _operation = null;
        while (_held.TryDequeue(out Request? request)) request.Fail(error);
    }

    // In one piece: the two numbers of a mark are read by other threads.
    private sealed record StoredTail(TailMark Mark);

    private sealed record StoredView(SwitchView View, long Position, long StoredAt);
}

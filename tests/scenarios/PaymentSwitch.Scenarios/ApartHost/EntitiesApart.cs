using System.Collections.Concurrent;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Scenarios.ApartHost;

/// <summary>
/// Payments and accounts, each for itself, as a cluster has them: an entity stores what it decides before anything follows from it, and what one
/// asks of another may be lost, arrive twice, or behind what was asked later. One thread, and no machines in between.
/// </summary>
/// <param name="stored">What they have stored, which outlives them.</param>
/// <param name="clock">The clock.</param>
/// <param name="view">The rest of the switch.</param>
/// <param name="seed">What goes wrong follows from it.</param>
internal sealed class EntitiesApart(EntityRows stored, TimeProvider clock, Func<SwitchView> view, int seed) : IAccountsElsewhere, IDisposable
{
    private const int AskAgainEveryMs = 10;

    private readonly BlockingCollection<Action> _inbox = [];
    private readonly Dictionary<Uetr, PaymentApart> _payments = [];
    private readonly Dictionary<AccountId, HostedAccount> _accounts = [];
    private readonly List<Action> _late = [];
    private readonly Random _random = new(seed);
    private Thread? _thread;
    private long _lookedAtMs;
    private volatile bool _isStopped;

    /// <summary>What it failed by; null for nothing.</summary>
    public Exception? Failure { get; private set; }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Wakes those that were not at rest, and begins.</summary>
    public void Start()
    {
        foreach (EntityKey entity in stored.Entities().Where(entity => entity.Kind == EntityKind.Payment))
        {
            PaymentApart payment = PaymentOf(entity.Payment);
            if (payment.Hosted.IsAtRest) _payments.Remove(entity.Payment);
            else payment.Hosted.WantAgain(view());
        }

        foreach (EntityKey entity in stored.Entities().Where(entity => entity.Kind == EntityKind.Account)) AccountOf(entity.Account);
        _thread = new Thread(Run) { Name = "entities", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Asks a payment, and completes when what follows from the question is stored.</summary>
    /// <param name="uetr">Which.</param>
    /// <param name="ask">The question.</param>
    /// <param name="isReplied">Whether the payment stands so that the reply can be given; null for at once.</param>
    public Task<(T Reply, Payment Payment)> AskAsync<T>(Uetr uetr, Func<HostedPayment, T> ask, Func<HostedPayment, bool>? isReplied = null)
    {
        var reply = new TaskCompletionSource<(T, Payment)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Put(uetr, ask, isReplied ?? (static _ => true), reply));
        return reply.Task;
    }

    /// <summary>Whether nothing is under way between entities.</summary>
    public Task<bool> IsQuietAsync()
    {
        var reply = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => reply.TrySetResult(_inbox.Count == 0 && _late.Count == 0 && _payments.Values.All(IsQuiet) && !_accounts.Values.Any(account => LeftOver(account).Any())));
        return reply.Task;
    }

    /// <inheritdoc/>
    public void Ask(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied) => Post(() =>
    {
        AccountHeard heard = Ask(account, command, tells);
        replied(heard.Reply, heard.AfterSequenceNr);
    });

    /// <summary>Ends at once: what waits to be done is lost.</summary>
    public void Dispose()
    {
        _isStopped = true;
        _thread?.Join();
        _inbox.Dispose();
    }

    private void Post(Action action)
    {
        if (!_isStopped) _inbox.Add(action);
    }

    private void Run()
    {
        try
        {
            while (!_isStopped)
            {
                if (_inbox.TryTake(out Action? action, 1)) action();
                if (_late.Count > 0 && (_inbox.Count == 0 || _random.Next(4) == 0))
                {
                    Action late = _late[0];
                    _late.RemoveAt(0);
                    late();
                }

                if (_inbox.Count == 0) Look();
            }
        }
        catch (Exception error)
        {
            // Kept for whoever waits, who would wait for ever otherwise.
            Failure = error;
        }
    }

    private void Look()
    {
        bool asksAgain = Environment.TickCount64 - _lookedAtMs >= AskAgainEveryMs;
        foreach (PaymentApart payment in _payments.Values.ToArray())
        {
            if (payment.Hosted.WakeAtMs <= NowMs) payment.Hosted.PassDeadline(view(), NowMs);
            else if (asksAgain) payment.Hosted.WantAgain(view());
            Settle(payment);
        }

        if (!asksAgain) return;
        _lookedAtMs = Environment.TickCount64;
        // Nothing that was asked before can arrive any more: what is left of it may go.
        if (_inbox.Count > 0 || _late.Count > 0) return;
        foreach (HostedAccount account in _accounts.Values)
            foreach (AccountCommand command in LeftOver(account).ToArray()) Ask(account.Account.Id, command, tells: false);
    }

    private static bool IsQuiet(PaymentApart payment) =>
        PaymentFlow.Pending(payment.Hosted.Payment).All(step => step is PaymentStep.AwaitAnswer or PaymentStep.AwaitRecallAnswer);

    private IEnumerable<AccountCommand> LeftOver(HostedAccount account)
    {
        foreach (BookingKey key in account.Account.Reservations.Keys)
            if (IsOver(key)) yield return new ReleaseReservation(key);
        AccountState state = account.Account.Capture();
        foreach (BookingKey key in state.RememberedCredits.Concat(state.RememberedDebits).Distinct())
            if (IsOver(key)) yield return new ForgetBooking(key);
    }

    private bool IsOver(BookingKey key)
    {
        if (_payments.TryGetValue(key.Payment, out PaymentApart? awake)) return IsOver(awake.Hosted.Payment, key);
        var asleep = new HostedPayment(key.Payment);
        stored.Recover(asleep);
        return IsOver(asleep.Payment, key);
    }

    private static bool IsOver(Payment payment, BookingKey key) => key.Return == 0
        ? payment.IsBooked
        : payment.Aftermath.Returns.FirstOrDefault(sent => sent.Received.Number == key.Return) is { IsClosed: true };

    private void Put<T>(Uetr uetr, Func<HostedPayment, T> ask, Func<HostedPayment, bool> isReplied, TaskCompletionSource<(T, Payment)> reply)
    {
        PaymentApart payment = PaymentOf(uetr);
        if (payment.Hosted.NeedsReservation(view()))
        {
            Post(() => Put(uetr, ask, isReplied, reply));
            return;
        }

        T replied = ask(payment.Hosted);
        payment.Waiting.Add((isReplied, () => reply.TrySetResult((replied, payment.Hosted.Payment))));
        Settle(payment);
    }

    // Stored first; then accounts are asked, and whoever waits is told.
    private void Settle(PaymentApart payment)
    {
        if (payment.Hosted.TakePending() is EntityBatch batch) stored.Add(batch);
        foreach (PaymentStep step in payment.Hosted.TakeWanted()) Send(payment.Hosted.Payment, step);
        foreach ((Func<HostedPayment, bool> IsReplied, Action Reply) waiting in payment.Waiting.ToArray())
        {
            if (!waiting.IsReplied(payment.Hosted)) continue;
            payment.Waiting.Remove(waiting);
            waiting.Reply();
        }

        if (payment.Hosted.IsAtRest && payment.Waiting.Count == 0) _payments.Remove(payment.Hosted.Payment.Uetr);
    }

    private void Send(Payment payment, PaymentStep step)
    {
        AccountId account = PaymentFlow.AccountOf(step, payment);
        AccountCommand command = PaymentFlow.BookingOf(step, payment, mayRepeat: true);
        int times = _random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 };
        for (int i = 0; i < times; i++)
        {
            if (_random.Next(5) == 0) _late.Add(() => Arrive(payment.Uetr, step, account, command));
            else Post(() => Arrive(payment.Uetr, step, account, command));
        }
    }

    private void Arrive(Uetr uetr, PaymentStep step, AccountId account, AccountCommand command)
    {
        AccountHeard heard = Ask(account, command, tells: false);
        // The reply may get lost: it is asked again then.
        if (_random.Next(10) == 0) return;
        PaymentApart payment = PaymentOf(uetr);
        payment.Hosted.Hear(step, heard, view(), NowMs);
        Settle(payment);
    }

    private AccountHeard Ask(AccountId id, AccountCommand command, bool tells)
    {
        HostedAccount account = AccountOf(id);
        AccountHeard heard = account.Ask(command, tells, view(), NowMs);
        if (account.TakePending() is EntityBatch batch) stored.Add(batch);
        return heard;
    }

    private PaymentApart PaymentOf(Uetr uetr)
    {
        if (_payments.TryGetValue(uetr, out PaymentApart? payment)) return payment;
        payment = new PaymentApart(new HostedPayment(uetr));
        stored.Recover(payment.Hosted);
        _payments.Add(uetr, payment);
        return payment;
    }

    private HostedAccount AccountOf(AccountId id)
    {
        if (_accounts.TryGetValue(id, out HostedAccount? account)) return account;
        account = new HostedAccount(id);
        stored.Recover(account);
        _accounts.Add(id, account);
        return account;
    }

    private sealed record PaymentApart(HostedPayment Hosted)
    {
        public List<(Func<HostedPayment, bool> IsReplied, Action Reply)> Waiting { get; } = [];
    }
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Scenarios.ApartHost;

/// <summary>A switch whose payments and accounts are apart, and its ledger. Whoever asks it something is replied to when all of it has come to rest.</summary>
internal sealed class ApartSwitch : LedgerBackedSwitch, IAsyncDisposable
{
    private readonly EntityRows _stored;
    private readonly EmbeddedSwitch _ledger;
    private readonly EntitiesApart _entities;
    private readonly EngineLimits _limits;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Uetr> _transactionIds;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    public ApartSwitch(EmbeddedSwitchSetup setup, EntityRows stored, Dictionary<string, Uetr> transactionIds, int seed)
    {
        _stored = stored;
        _transactionIds = transactionIds;
        _limits = setup.Limits;
        _clock = setup.Clock;
        _entities = new EntitiesApart(stored, setup.Clock, () => _ledger!.View, seed);
        _ledger = EmbeddedSwitch.Open(setup with { Accounts = _entities });
        _entities.Start();
        _following = Task.Run(FollowAsync);
    }

    protected override IOperatedSwitch Ledger => _ledger;

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public override async ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal)
    {
        if (_ledger.OpenPayments >= _limits.OpenPaymentsMax) return new SubmitResult(Admission.Overloaded, default, null, null);
        await ReachAsync();
        Uetr uetr = command.Transfer.Uetr;
        Uetr holder = Claim(command);
        SubmitPayment known = holder == uetr ? command : command with { SameTransactionId = holder };
        (PaymentReply reply, Payment payment) = await _entities.AskAsync(uetr, hosted => hosted.Submit(known, _ledger.View, NowMs), static hosted => hosted.IsTakenIn);
        await ReachAsync();
        bool isOpen = reply is PaymentReply.Done or PaymentReply.Repeat && !payment.Status.IsFinal();
        return new SubmitResult(Admission.TakenIn, reply, payment, awaitFinal && isOpen ? FinalAsync(uetr) : null);
    }

    public override ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => AskPaymentAsync(
        command.Uetr, hosted => hosted.Answer(command, _ledger.View, NowMs), static hosted => hosted.Payment.IsBooked || !hosted.Payment.Status.IsFinal());

    public override ValueTask<PaymentResult> RecallAsync(RecallPayment command) =>
        AskPaymentAsync(command.Uetr, hosted => hosted.Recall(command, _ledger.View, NowMs));

    public override ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) =>
        AskPaymentAsync(command.Uetr, hosted => hosted.AnswerRecall(command, _ledger.View, NowMs));

    public override ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => AskPaymentAsync(
        command.Uetr, hosted => hosted.Return(command, _ledger.View, NowMs), static hosted => hosted.Payment.Aftermath.ReturnUnderWay is null);

    public override ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) =>
        AskPaymentAsync(query.Uetr, hosted => hosted.QueryStatus(query, _ledger.View, NowMs));

    public override async ValueTask<PaymentHistory?> FindAsync(Uetr uetr)
    {
        PaymentEvent[] facts = (await _entities.AskAsync(uetr, static hosted => hosted.Facts.ToArray())).Reply;
        await ReachAsync();
        return facts.Length == 0 ? null : new PaymentHistory(Payment.Of(uetr, facts), facts);
    }

    public override ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId)
    {
        lock (_transactionIds) return new(_transactionIds.TryGetValue($"{sender}/{transactionId}", out Uetr uetr) ? uetr : null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_entities.Failure is null && !_ledger.Completion.IsFaulted) await ReachAsync();
        await _stopping.CancelAsync();
        _entities.Dispose();
        await _following;
        await _ledger.DisposeAsync();
        _stopping.Dispose();
    }

    protected override async ValueTask ReachAsync()
    {
        while (true)
        {
            if (_entities.Failure is { } failure) throw new InvalidOperationException("An entity has failed.", failure);
            if (_ledger.Completion.IsFaulted) await _ledger.Completion;
            await _ledger.SettleAsync();
            TailMark last = _stored.Last;
            if (_ledger.Tail >= last && await _entities.IsQuietAsync().WaitAsync(TimeSpan.FromSeconds(10)) && _stored.Last == last) return;
            await Task.Delay(1);
        }
    }

    protected override async ValueTask<T> AskAsync<T>(Func<IOperatedSwitch, ValueTask<T>> ask)
    {
        T reply = await base.AskAsync(ask);
        await ReachAsync();
        return reply;
    }

    private async Task<Payment> FinalAsync(Uetr uetr)
    {
        (_, Payment final) = await _entities.AskAsync(uetr, static _ => true, static hosted => hosted.Payment.Status.IsFinal());
        await ReachAsync();
        return final;
    }

    private async ValueTask<PaymentResult> AskPaymentAsync(Uetr uetr, Func<HostedPayment, PaymentReply> ask, Func<HostedPayment, bool>? isReplied = null)
    {
        await ReachAsync();
        (PaymentReply reply, Payment payment) = await _entities.AskAsync(uetr, ask, isReplied);
        await ReachAsync();
        return new PaymentResult(Admission.TakenIn, reply, reply == PaymentReply.UnknownPayment ? null : payment);
    }

    // The first payment under a transaction id has it for good.
    private Uetr Claim(SubmitPayment command)
    {
        Uetr uetr = command.Transfer.Uetr;
        if (command.Transfer.TransactionId is not string id || !Schemes.For(command.Transfer.Amount.Currency).Has(SchemeRule.UniqueTransactionId)) return uetr;
        string key = $"{command.Sender}/{id}";
        lock (_transactionIds)
        {
            _transactionIds.TryAdd(key, uetr);
            return _transactionIds[key];
        }
    }

    private async Task FollowAsync()
    {
        TailMark taken = _ledger.Tail;
        while (!_stopping.IsCancellationRequested)
        {
            IReadOnlyList<TailRow> rows = _stored.After(taken);
            if (rows.Count > 0)
            {
                await _ledger.TakeInAsync(rows);
                taken = rows[^1].Mark;
            }
            else
            {
                await Task.Delay(1, CancellationToken.None);
            }
        }
    }
}

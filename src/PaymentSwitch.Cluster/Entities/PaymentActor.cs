using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>One payment: it is there from when it is submitted until everything that follows from it is booked, and comes back when somebody asks for it.</summary>
internal sealed class PaymentActor : EntityActor<HostedPayment>, IWithTimers
{
    /// <summary>After how long an account that has not replied is asked again.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long a payment that is at rest stays, so that what is asked of it right then needs no recovery.</summary>
    public static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(5);

    private readonly List<(Func<HostedPayment, bool> IsReplied, IActorRef Waiting, PaymentReply Reply)> _waiting = [];
    private long _alarmAtMs;
    private bool _isLeaving;
    private bool _isStopping;

    public PaymentActor(Uetr uetr, EntityContext context)
        : base(new HostedPayment(uetr), context)
    {
    }

    /// <inheritdoc/>
    // It has no snapshot: none is looked for, which would be one more question to the database for each payment.
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Decides(object message) => message is not (FindPayment or AwaitOutcome or Leave or Stop or Wake);

    /// <inheritdoc/>
    protected override bool ComesAgain(object message) => message is not (DeadlinePassed or AskAgain);

    /// <inheritdoc/>
    protected override void Take(object message)
    {
        SwitchView view = Around.View();
        long nowMs = Around.NowMs;
        switch (message)
        {
            case AccountReplied { Step: PaymentStep step } replied:
                Entity.Hear(step, replied.Heard, view, nowMs);
                Flush();
                return;
            case DeadlinePassed:
                Entity.PassDeadline(view, nowMs);
                Flush();
                return;
            case AskAgain:
                if (!Entity.IsAtRest) Entity.WantAgain(view);
                Flush();
                return;
            case Leave:
                if (!Entity.IsAtRest || _waiting.Count > 0 || _isLeaving) return;
                _isLeaving = true;
                Context.Parent.Tell(new Passivate(Stop.Instance));
                return;
            case Stop:
                _isStopping = true;
                if (!IsStoring) End();
                return;
            case Wake:
                Flush();
                return;
        }

        if (Entity.NeedsReservation(view) && message is AnswerPayment)
        {
            // In which cycle it settles follows from its reservation: the account is asked first.
            IActorRef sender = Sender;
            Timers.StartSingleTimer(message, new Again(message, sender), TimeSpan.FromMilliseconds(10));
            Entity.WantAgain(view);
            Flush();
            return;
        }

        if (message is Again again) Ask(again.Message, again.Sender, view, nowMs);
        else Ask(message, Sender, view, nowMs);
    }

    /// <inheritdoc/>
    protected override void Restore(object snapshot) => throw new InvalidOperationException($"{PersistenceId}: a payment has no snapshot, and one was found.");

    /// <inheritdoc/>
    protected override void Recovered()
    {
        if (Entity.IsAtRest) return;
        Entity.WantAgain(Around.View());
        Self.Tell(AskAgain.Instance);
    }

    /// <inheritdoc/>
    protected override void TakeEffects(List<Action> effects)
    {
        Payment payment = Entity.Payment;
        foreach (PaymentStep step in Entity.TakeWanted())
        {
            AccountId account = PaymentFlow.AccountOf(step, payment);
            AccountCommand command = PaymentFlow.BookingOf(step, payment, mayRepeat: true);
            effects.Add(() => Around.Accounts.Tell(new ToAccount(account, new AskAccount(command, Tells: false, Around.NowMs, step, payment.Uetr)), Self));
        }

        // Once for each deadline: whoever asks for the payment again and again must not fill the node with alarms.
        if (Entity.WakeAtMs is long wakeAtMs && wakeAtMs != _alarmAtMs)
        {
            _alarmAtMs = wakeAtMs;
            effects.Add(() => Around.Alarms.Set(payment.Uetr, wakeAtMs));
        }
        else if (Entity.WakeAtMs is null && _alarmAtMs != 0)
        {
            _alarmAtMs = 0;
            effects.Add(() => Around.Alarms.Clear(payment.Uetr));
        }

        PaymentAnswer? answer = null;
        for (int i = 0; i < _waiting.Count;)
        {
            (Func<HostedPayment, bool> isReplied, IActorRef waiting, PaymentReply reply) = _waiting[i];
            if (!isReplied(Entity))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            answer = answer is not null && answer.Reply == reply ? answer : new PaymentAnswer(payment.Uetr, reply, [.. Entity.Facts]);
            PaymentAnswer told = answer;
            effects.Add(() => waiting.Tell(told));
        }
    }

    /// <inheritdoc/>
    protected override void Stored(EntityBatch? batch)
    {
        if (_isStopping && !Entity.HasPending) End();
        bool isWaiting = PaymentFlow.Pending(Entity.Payment).Any(step => step is not (PaymentStep.AwaitAnswer or PaymentStep.AwaitRecallAnswer));
        if (isWaiting) Timers.StartSingleTimer(AskAgain.Instance, AskAgain.Instance, AskAgainAfter);
        else Timers.Cancel(AskAgain.Instance);
        if (Entity.IsAtRest) Timers.StartSingleTimer(Leave.Instance, Leave.Instance, RestsFor);
    }

    private void Ask(object message, IActorRef sender, SwitchView view, long nowMs)
    {
        (PaymentReply Reply, Func<HostedPayment, bool> IsReplied)? asked = message switch
        {
            SubmitPayment c => (Entity.Submit(c, view, nowMs), static payment => payment.IsTakenIn),
            AnswerPayment c => (Entity.Answer(c, view, nowMs), AtOnce),
            RecallPayment c => (Entity.Recall(c, view, nowMs), AtOnce),
            AnswerRecall c => (Entity.AnswerRecall(c, view, nowMs), AtOnce),
            ReturnPayment c => (Entity.Return(c, view, nowMs), static payment => payment.IsReturnTakenIn),
            RequestPaymentStatus c => (Entity.QueryStatus(c, view, nowMs), AtOnce),
            FindPayment => (PaymentReply.Done, AtOnce),
            AwaitOutcome => (PaymentReply.Done, static payment => payment.Payment.Status.IsFinal()),
            _ => null,
        };
        if (asked is not { } question)
        {
            Unhandled(message);
            return;
        }

        _waiting.Add((question.IsReplied, sender, question.Reply));
        Flush();
    }

    // Something may have come between asking to leave and leaving: then it is woken again as soon as it has left.
    private void End()
    {
        if (!Entity.IsAtRest) Around.Payments.Tell(new ToPayment(Entity.Payment.Uetr, Wake.Instance));
        Context.Stop(Self);
    }

    private static bool AtOnce(HostedPayment payment) => true;

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }

    private sealed record Stop
    {
        public static Stop Instance { get; } = new();
    }

    private sealed record Leave
    {
        public static Leave Instance { get; } = new();
    }

    private sealed record Again(object Message, IActorRef Sender);
}

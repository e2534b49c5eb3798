using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster;

/// <summary>The switch as one node of a cluster shows it: payments are asked wherever they are, all else is the ledger's.</summary>
internal sealed class ClusterSwitch(
    EmbeddedSwitch ledger, EntityNode node, EngineLimits limits) : LedgerBackedSwitch
{
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(node.Settings.AskTimeoutMs);
    private int _underWay;

    /// <inheritdoc/>
    protected override IOperatedSwitch Ledger => ledger;

    /// <inheritdoc/>
    public override async ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (ledger.OpenPayments >= limits.OpenPaymentsMax) return new SubmitResult(Admission.Overloaded, default, null, null);
        Uetr uetr = command.Transfer.Uetr;
        SchemeProfile profile = ledger.View.Schemes.For(command.Transfer.Amount.Currency);
        if (TransactionIdentity.HashOf(profile, command.Sender, command.Transfer.TransactionId) is not 0 and long hash)
        {
            Uetr holder = await node.TransactionIds.ClaimAsync(hash, uetr).ConfigureAwait(false);
            if (holder != uetr) command = command with { SameTransactionId = holder };
        }

        if (await AskAsync(uetr, command).ConfigureAwait(false) is not PaymentAnswer answer) return new SubmitResult(Admission.Overloaded, default, null, null);
        Payment payment = Payment.Of(uetr, answer.Facts);
        bool isOpen = answer.Reply is PaymentReply.Done or PaymentReply.Repeat && !payment.Status.IsFinal();
        return new SubmitResult(Admission.TakenIn, answer.Reply, payment, awaitFinal && isOpen ? FinalAsync(payment) : null);
    }

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> RecallAsync(RecallPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => AskPaymentAsync(command.Uetr, command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => AskPaymentAsync(query.Uetr, query);

    /// <inheritdoc/>
    public override async ValueTask<PaymentHistory?> FindAsync(Uetr uetr)
    {
        PaymentAnswer answer = await node.Context.Payments.Ask<PaymentAnswer>(new ToPayment(uetr, FindPayment.Instance), _timeout).ConfigureAwait(false);
        return answer.Facts.Count == 0 ? null : new PaymentHistory(Payment.Of(uetr, answer.Facts), answer.Facts);
    }

    /// <inheritdoc/>
    public override async ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId)
    {
        foreach (SchemeProfile profile in ledger.View.Schemes.Current)
            if (TransactionIdentity.HashOf(profile, sender, transactionId) is not 0 and long hash) return await node.TransactionIds.FindAsync(hash).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    protected override async ValueTask ReachAsync()
    {
        TailMark last = await node.Tail.LastAsync().ConfigureAwait(false);
        long began = Environment.TickCount64;
        while (ledger.Tail < last)
        {
            if (ledger.Completion.IsFaulted) await ledger.Completion.ConfigureAwait(false);
            if (Environment.TickCount64 - began > ReachWithin.TotalMilliseconds) throw new TimeoutException($"The ledger is at {ledger.Tail}, and {last} is stored.");
            await Task.Delay(1).ConfigureAwait(false);
        }

        await ledger.SettleAsync().ConfigureAwait(false);
    }

    private async ValueTask<PaymentResult> AskPaymentAsync(Uetr uetr, object command)
    {
        if (await AskAsync(uetr, command).ConfigureAwait(false) is not PaymentAnswer answer) return new PaymentResult(Admission.Overloaded, default, null);
        bool isNone = answer.Reply == PaymentReply.UnknownPayment || answer.Facts.Count == 0;
        return new PaymentResult(Admission.TakenIn, answer.Reply, isNone ? null : Payment.Of(uetr, answer.Facts));
    }

    // Null where too much is under way: nothing was asked then.
    private async ValueTask<PaymentAnswer?> AskAsync(Uetr uetr, object command)
    {
        if (Interlocked.Increment(ref _underWay) > node.Settings.RequestsUnderWayMax)
        {
            Interlocked.Decrement(ref _underWay);
            return null;
        }

        try
        {
            return await node.Context.Payments.Ask<PaymentAnswer>(new ToPayment(uetr, command), _timeout).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task<Payment> FinalAsync(Payment payment)
    {
        long untilMs = payment.Received!.DeadlineMs - node.Context.NowMs;
        PaymentAnswer answer = await node.Context.Payments
            .Ask<PaymentAnswer>(new ToPayment(payment.Uetr, AwaitOutcome.Instance), _timeout + TimeSpan.FromMilliseconds(Math.Max(0, untilMs))).ConfigureAwait(false);
        return Payment.Of(payment.Uetr, answer.Facts);
    }
}

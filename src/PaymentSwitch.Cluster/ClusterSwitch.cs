using System.Diagnostics;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster;

/// <summary>The switch as the node with the ledger shows it: payments are asked wherever they are, all else is the ledger's.</summary>
internal sealed class ClusterSwitch(EmbeddedSwitch ledger, EntityNode node, ClusterPayments payments) : LedgerBackedSwitch
{
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    // Up to where all nodes are known to go by the view.
    private long _everywhere;

    /// <inheritdoc/>
    protected override IOperatedSwitch Ledger => ledger;

    /// <inheritdoc/>
    public override ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal) => payments.SubmitAsync(command, awaitFinal);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => payments.AnswerAsync(command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> RecallAsync(RecallPayment command) => payments.RecallAsync(command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => payments.AnswerRecallAsync(command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => payments.ReturnAsync(command);

    /// <inheritdoc/>
    public override ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => payments.QueryStatusAsync(query);

    /// <inheritdoc/>
    public override ValueTask<PaymentHistory?> FindAsync(Uetr uetr) => payments.FindAsync(uetr);

    /// <inheritdoc/>
    public override ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId) => payments.FindByTransactionIdAsync(sender, transactionId);

    /// <inheritdoc/>
    /// <remarks>
    /// What comes back may say that something counts from now on: a bank is suspended, a cycle is cut. It is given when no node decides otherwise any more. A
    /// node that does not say so in time cannot decide by what was before: <see cref="ClusterSettings.ViewLastsMs"/>.
    /// </remarks>
    protected override async ValueTask<T> AskAsync<T>(Func<IOperatedSwitch, ValueTask<T>> ask)
    {
        T reply = await base.AskAsync(ask).ConfigureAwait(false);
        (long position, long storedAt) = ledger.ViewSince;
        if (position <= Volatile.Read(ref _everywhere)) return reply;
        var lasts = TimeSpan.FromMilliseconds(node.Settings.ViewLastsMs);
        while (Stopwatch.GetElapsedTime(storedAt) < lasts && !await node.Membership.AllFollowAsync(position, lasts).ConfigureAwait(false))
            await Task.Delay(LookEvery).ConfigureAwait(false);
        // Several may wait for different ones: the later of two must not be forgotten, but to wait for it again is no harm.
        Volatile.Write(ref _everywhere, position);
        return reply;
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
}

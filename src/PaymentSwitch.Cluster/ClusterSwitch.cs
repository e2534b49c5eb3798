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

using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Cluster;

/// <summary>The payments, asked from one node wherever they are.</summary>
/// <param name="node">The node.</param>
/// <param name="openPayments">How many payments have no outcome yet, as the ledger knows it.</param>
/// <param name="limits">The bounds.</param>
internal sealed class ClusterPayments(EntityNode node, Func<int> openPayments, EngineLimits limits)
{
    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(node.Settings.AskTimeoutMs);
    private readonly Ingest _ingest = node.Ingest;

    /// <summary>How many requests are under way.</summary>
    public int UnderWay => _ingest.UnderWay;

    /// <summary>Takes a payment in (<see cref="IPaymentSwitch.SubmitAsync"/>).</summary>
    public async ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (openPayments() >= limits.OpenPaymentsMax || node.LedgerLagMs > node.Settings.LedgerLagMaxMs) return new SubmitResult(Admission.Overloaded, default, null, null);
        Uetr uetr = command.Transfer.Uetr;
        SchemeProfile profile = node.Context.View().Schemes.For(command.Transfer.Amount.Currency);
        if (TransactionIdentity.HashOf(profile, command.Sender, command.Transfer.TransactionId) is not 0 and long hash)
        {
            Uetr holder = await node.TransactionIds.ClaimAsync(hash, uetr).ConfigureAwait(false);
            if (holder != uetr) command = command with { SameTransactionId = holder };
        }

        if (await _ingest.AskAsync(uetr, command).ConfigureAwait(false) is not PaymentAnswer answer) return new SubmitResult(Admission.Overloaded, default, null, null);
        Payment payment = Payment.Of(uetr, answer.Facts);
        bool isOpen = answer.Reply is PaymentReply.Done or PaymentReply.Repeat && !payment.Status.IsFinal();
        return new SubmitResult(Admission.TakenIn, answer.Reply, payment, awaitFinal && isOpen ? FinalAsync(payment) : null);
    }

    /// <summary>Takes an answer.</summary>
    public ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <summary>Takes a recall.</summary>
    public ValueTask<PaymentResult> RecallAsync(RecallPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <summary>Takes the answer to a recall.</summary>
    public ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => AskPaymentAsync(command.Uetr, command);

    /// <summary>Takes a return.</summary>
    public ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => AskPaymentAsync(command.Uetr, command);

    /// <summary>Answers a question for the status.</summary>
    public ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => AskPaymentAsync(query.Uetr, query);

    /// <summary>A payment with its timeline; null where there is none.</summary>
    public async ValueTask<PaymentHistory?> FindAsync(Uetr uetr)
    {
        PaymentAnswer answer = await node.AskPaymentAsync(uetr, FindPayment.Instance).ConfigureAwait(false);
        return answer.Facts.Count == 0 ? null : new PaymentHistory(Payment.Of(uetr, answer.Facts), answer.Facts);
    }

    /// <summary>The payment that has a transaction id; null for none.</summary>
    public async ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId)
    {
        foreach (SchemeProfile profile in node.Context.View().Schemes.Current)
            if (TransactionIdentity.HashOf(profile, sender, transactionId) is not 0 and long hash) return await node.TransactionIds.FindAsync(hash).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<PaymentResult> AskPaymentAsync(Uetr uetr, object command)
    {
        if (await _ingest.AskAsync(uetr, command).ConfigureAwait(false) is not PaymentAnswer answer) return new PaymentResult(Admission.Overloaded, default, null);
        bool isNone = answer.Reply == PaymentReply.UnknownPayment || answer.Facts.Count == 0;
        return new PaymentResult(Admission.TakenIn, answer.Reply, isNone ? null : Payment.Of(uetr, answer.Facts));
    }

    private async Task<Payment> FinalAsync(Payment payment)
    {
        long untilMs = payment.Received!.DeadlineMs - node.Context.NowMs;
        try
        {
            PaymentAnswer answer = await node.Context.Payments
                .Ask<PaymentAnswer>(new ToPayment(payment.Uetr, AwaitOutcome.Instance), _timeout + TimeSpan.FromMilliseconds(Math.Max(0, untilMs))).ConfigureAwait(false);
            return Payment.Of(payment.Uetr, answer.Facts);
        }
        catch (AskTimeoutException)
        {
            // Where it was has died: that it was taken in stands, and its outcome comes by the mailbox.
            return payment;
        }
    }
}

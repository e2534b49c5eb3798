using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>
/// A cluster's switch that replies when all that follows has come to rest, as scenarios expect it that look at accounts and mailboxes right after a reply.
/// </summary>
internal sealed class SettledSwitch(LedgerBackedSwitch inner) : LedgerBackedSwitch
{
    protected override IOperatedSwitch Ledger => inner;

    public override SchemeCatalogue Schemes => inner.Schemes;

    public override ParticipantDirectory Directory => inner.Directory;

    public override IMailboxes Mailboxes => inner.Mailboxes;

    public override async ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal)
    {
        await ReachAsync();
        SubmitResult result = await inner.SubmitAsync(command, awaitFinal);
        await RestAsync(result.Payment?.Uetr);
        return result with { Final = result.Final is null ? null : FinalAsync(result.Final) };
    }

    public override ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => AskPaymentAsync(() => inner.AnswerAsync(command));

    public override ValueTask<PaymentResult> RecallAsync(RecallPayment command) => AskPaymentAsync(() => inner.RecallAsync(command));

    public override ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => AskPaymentAsync(() => inner.AnswerRecallAsync(command));

    public override ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => AskPaymentAsync(() => inner.ReturnAsync(command));

    public override ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => AskPaymentAsync(() => inner.QueryStatusAsync(query));

    public override async ValueTask<PaymentHistory?> FindAsync(Uetr uetr)
    {
        while (true)
        {
            await RestAsync(uetr);
            PaymentHistory? found = await inner.FindAsync(uetr);
            if (found is not null && !IsAtRest(found.Payment)) continue;
            await ReachAsync();
            return found;
        }
    }

    public override ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId) => inner.FindByTransactionIdAsync(sender, transactionId);

    protected override async ValueTask ReachAsync() => await inner.ListParticipantsAsync();

    protected override async ValueTask<T> AskAsync<T>(Func<IOperatedSwitch, ValueTask<T>> ask)
    {
        T reply = await ask(inner);
        await ReachAsync();
        return reply;
    }

    private async ValueTask<PaymentResult> AskPaymentAsync(Func<ValueTask<PaymentResult>> ask)
    {
        await ReachAsync();
        PaymentResult result = await ask();
        await RestAsync(result.Payment?.Uetr);
        // As it stands now: another host would have booked it with the reply.
        return result.Payment is null ? result : result with { Payment = (await inner.FindAsync(result.Payment.Uetr))!.Payment };
    }

    private async Task<Payment> FinalAsync(Task<Payment> final)
    {
        Payment payment = await final;
        await RestAsync(payment.Uetr);
        return payment;
    }

    private static bool IsAtRest(Payment payment) =>
        PaymentFlow.Pending(payment).All(step => step is PaymentStep.AwaitAnswer or PaymentStep.AwaitRecallAnswer);

    // Until no account has anything to do for it any more.
    private async Task RestAsync(Uetr? uetr)
    {
        for (int tries = 0; uetr is Uetr asked && tries < 2_000; tries++)
        {
            if (await inner.FindAsync(asked) is not { } found) break;
            if (IsAtRest(found.Payment)) break;
            await Task.Delay(1);
        }

        await ReachAsync();
    }
}

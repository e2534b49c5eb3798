using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Cluster;

/// <summary>
/// The switch as a node without the ledger shows it: payments are asked wherever they are, mailboxes, directory and schemes are those that
/// it follows. All else is asked at the ledger's node: here it throws <see cref="LedgerElsewhereException"/>, before anything is done.
/// </summary>
/// <param name="followed">What is followed.</param>
/// <param name="node">The node.</param>
/// <param name="payments">The payments.</param>
internal sealed class FollowerSwitch(FollowedSwitch followed, EntityNode node, ClusterPayments payments) : IPaymentSwitch
{
    /// <inheritdoc/>
    public SchemeCatalogue Schemes => node.Context.View().Schemes;

    /// <inheritdoc/>
    public ParticipantDirectory Directory => node.Context.View().Directory;

    /// <inheritdoc/>
    public bool IsReady => true;

    /// <inheritdoc/>
    public IMailboxes Mailboxes => followed.Mailboxes;

    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal) => payments.SubmitAsync(command, awaitFinal);

    /// <inheritdoc/>
    public ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => payments.AnswerAsync(command);

    /// <inheritdoc/>
    public ValueTask<PaymentResult> RecallAsync(RecallPayment command) => payments.RecallAsync(command);

    /// <inheritdoc/>
    public ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => payments.AnswerRecallAsync(command);

    /// <inheritdoc/>
    public ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => payments.ReturnAsync(command);

    /// <inheritdoc/>
    public ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => payments.QueryStatusAsync(query);

    /// <inheritdoc/>
    public ValueTask<PaymentHistory?> FindAsync(Uetr uetr) => payments.FindAsync(uetr);

    /// <inheritdoc/>
    public ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId) => payments.FindByTransactionIdAsync(sender, transactionId);

    /// <inheritdoc/>
    public ValueTask<LiquidityResult> TransferLiquidityAsync(TransferLiquidity command) => Elsewhere<LiquidityResult>();

    /// <inheritdoc/>
    public ValueTask<LiquidityResult> TakeReceiptAsync(Uetr transfer, ParticipantId sender, bool accepted, string reason) => Elsewhere<LiquidityResult>();

    /// <inheritdoc/>
    public ValueTask<CycleResult> AnswerInstructionAsync(Uetr instruction, ParticipantId sender, bool confirmed, string reasonCode) => Elsewhere<CycleResult>();

    /// <inheritdoc/>
    public ValueTask<RequestResult> AskToPayAsync(Uetr request, AskToPay command) => Elsewhere<RequestResult>();

    /// <inheritdoc/>
    public ValueTask<Uetr?> FindRequestToPayAsync(ParticipantId debtor, string endToEndId) => Elsewhere<Uetr?>();

    /// <inheritdoc/>
    public ValueTask<RequestResult> AnswerRequestToPayAsync(Uetr request, AnswerRequestToPay command) => Elsewhere<RequestResult>();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync() => Elsewhere<IReadOnlyList<AccountStanding>>();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync(ParticipantId owner) => Elsewhere<IReadOnlyList<AccountState>>();

    /// <inheritdoc/>
    public ValueTask<ParticipantReply> ChangeOwnStandingAsync(ParticipantId participant, bool signsOn) => Elsewhere<ParticipantReply>();

    private static ValueTask<T> Elsewhere<T>() => ValueTask.FromException<T>(new LedgerElsewhereException());
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Engine;

/// <content>What banks send and ask.</content>
public sealed partial class EmbeddedSwitch
{
    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_core.OpenPayments >= _setup.Limits.OpenPaymentsMax) return new(new SubmitResult(Admission.Overloaded, default, null, null));
        long hash = TransactionIdentity.HashOf(Schemes.For(command.Transfer.Amount.Currency), command.Sender, command.Transfer.TransactionId);
        var request = new SubmitRequest(command, hash, awaitFinal);
        Admission admission = Admit(request);
        return admission == Admission.TakenIn ? request.Task : new(new SubmitResult(admission, default, null, null));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentResult> AnswerAsync(AnswerPayment command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Ask(new PaymentRequest<AnswerPayment>(command.Uetr, command, static (core, cell, answer) => core.Answer(cell, answer)));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentResult> RecallAsync(RecallPayment command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Ask(new PaymentRequest<RecallPayment>(command.Uetr, command, static (core, cell, recall) => core.Recall(cell, recall)));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Ask(new PaymentRequest<AnswerRecall>(command.Uetr, command, static (core, cell, answer) => core.AnswerRecall(cell, answer)));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentResult> ReturnAsync(ReturnPayment command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Ask(new PaymentRequest<ReturnPayment>(command.Uetr, command, static (core, cell, sent) => core.Return(cell, sent)));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(new PaymentRequest<RequestPaymentStatus>(query.Uetr, query, static (core, cell, asked) => core.QueryStatus(cell, asked)));
    }

    /// <inheritdoc/>
    public ValueTask<PaymentHistory?> FindAsync(Uetr uetr) => Operate(new FindRequest(uetr));

    /// <inheritdoc/>
    public async ValueTask<LiquidityResult> TransferLiquidityAsync(TransferLiquidity command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Uetr id = DerivedIdentity.OfLiquidityTransfer(command.Terms.Sender, command.Terms.Reference);
        var request = new OperationRequest<LiquidityResult>(async core => Result(await core.TransferLiquidity(id, command)), Fail);
        Admission admission = Admit(request);
        return admission == Admission.TakenIn ? await request.Task.ConfigureAwait(false) : new LiquidityResult(admission, default, null);
    }

    /// <inheritdoc/>
    public async ValueTask<LiquidityResult> TakeReceiptAsync(Uetr transfer, ParticipantId sender, bool accepted, string reason)
    {
        var request = new OperationRequest<LiquidityResult>(async core => Result(await core.ReceiptOf(transfer, sender, accepted, reason)), Fail);
        Admission admission = Admit(request);
        return admission == Admission.TakenIn ? await request.Task.ConfigureAwait(false) : new LiquidityResult(admission, default, null);
    }

    /// <inheritdoc/>
    public async ValueTask<CycleResult> AnswerInstructionAsync(Uetr instruction, ParticipantId sender, bool confirmed, string reasonCode)
    {
        var request = new OperationRequest<CycleReply>(
            core => core.Directory.SettlementBank?.Id == sender
                ? core.AnswerInstruction(instruction, confirmed, reasonCode, new OperatorAct(sender.Value))
                : new ValueTask<CycleReply>(CycleReply.NoSuchInstruction),
            Fail);
        Admission admission = Admit(request);
        return admission == Admission.TakenIn ? new CycleResult(admission, await request.Task.ConfigureAwait(false)) : new CycleResult(admission, default);
    }

    /// <inheritdoc/>
    public async ValueTask<RequestResult> AskToPayAsync(Uetr request, AskToPay command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var asked = new CoreRequest<RequestResult>(core => Result(core.AskToPay(request, command)));
        Admission admission = Admit(asked);
        return admission == Admission.TakenIn ? await asked.Task.ConfigureAwait(false) : new RequestResult(admission, default, null);
    }

    /// <inheritdoc/>
    public ValueTask<Uetr?> FindRequestToPayAsync(ParticipantId debtor, string endToEndId) =>
        Operate(new CoreRequest<Uetr?>(core => core.FindOpenRequest(debtor, endToEndId)));

    /// <inheritdoc/>
    public async ValueTask<RequestResult> AnswerRequestToPayAsync(Uetr request, AnswerRequestToPay command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var asked = new CoreRequest<RequestResult>(core => Result(core.AnswerRequest(request, command)));
        Admission admission = Admit(asked);
        return admission == Admission.TakenIn ? await asked.Task.ConfigureAwait(false) : new RequestResult(admission, default, null);
    }

    /// <inheritdoc/>
    public ValueTask<ParticipantReply> ChangeOwnStandingAsync(ParticipantId participant, bool signsOn) =>
        Operation(core => core.CommandParticipant(participant, new ChangeStanding(
            signsOn ? StandingChange.SignOnItself : StandingChange.SignOffItself, new OperatorAct(participant.Value, signsOn ? "signs on" : "signs off"))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync() =>
        Operate(new CoreRequest<IReadOnlyList<AccountStanding>>(core => core.ShowAccounts()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync(ParticipantId owner) =>
        Operate(new CoreRequest<IReadOnlyList<AccountState>>(core => core.CaptureAccounts(owner)));

    private static LiquidityResult Result((LiquidityReply Reply, LiquidityTransfer? Transfer) decided) =>
        new(Admission.TakenIn, decided.Reply, decided.Transfer);

    private static RequestResult Result((RequestReply Reply, RequestToPay? Request) decided) =>
        new(Admission.TakenIn, decided.Reply, decided.Request);
}

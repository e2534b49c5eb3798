using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>
/// A switch whose payments are decided by a host of their own, and all else by its ledger. What the ledger is asked it may know a moment
/// later than the payment's host: <see cref="ReachAsync"/> says how long whoever asks has to wait.
/// </summary>
public abstract class LedgerBackedSwitch : IOperatedSwitch
{
    /// <inheritdoc/>
    public virtual SchemeCatalogue Schemes => Ledger.Schemes;

    /// <inheritdoc/>
    public virtual ParticipantDirectory Directory => Ledger.Directory;

    /// <inheritdoc/>
    public virtual bool IsReady => Ledger.IsReady;

    /// <inheritdoc/>
    public virtual IMailboxes Mailboxes => Ledger.Mailboxes;

    /// <summary>The ledger.</summary>
    protected abstract IOperatedSwitch Ledger { get; }

    /// <inheritdoc/>
    public abstract ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentResult> AnswerAsync(AnswerPayment command);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentResult> RecallAsync(RecallPayment command);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentResult> ReturnAsync(ReturnPayment command);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query);

    /// <inheritdoc/>
    public abstract ValueTask<PaymentHistory?> FindAsync(Uetr uetr);

    /// <inheritdoc/>
    public abstract ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId);

    /// <inheritdoc/>
    public ValueTask<LiquidityResult> TransferLiquidityAsync(TransferLiquidity command) => AskAsync(ledger => ledger.TransferLiquidityAsync(command));

    /// <inheritdoc/>
    public ValueTask<LiquidityResult> TakeReceiptAsync(Uetr transfer, ParticipantId sender, bool accepted, string reason) =>
        AskAsync(ledger => ledger.TakeReceiptAsync(transfer, sender, accepted, reason));

    /// <inheritdoc/>
    public ValueTask<CycleResult> AnswerInstructionAsync(Uetr instruction, ParticipantId sender, bool confirmed, string reasonCode) =>
        AskAsync(ledger => ledger.AnswerInstructionAsync(instruction, sender, confirmed, reasonCode));

    /// <inheritdoc/>
    public ValueTask<RequestResult> AskToPayAsync(Uetr request, AskToPay command) => AskAsync(ledger => ledger.AskToPayAsync(request, command));

    /// <inheritdoc/>
    public ValueTask<Uetr?> FindRequestToPayAsync(ParticipantId debtor, string endToEndId) =>
        AskAsync(ledger => ledger.FindRequestToPayAsync(debtor, endToEndId));

    /// <inheritdoc/>
    public ValueTask<RequestResult> AnswerRequestToPayAsync(Uetr request, AnswerRequestToPay command) =>
        AskAsync(ledger => ledger.AnswerRequestToPayAsync(request, command));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync() => AskAsync(ledger => ledger.ListAccountsAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync(ParticipantId owner) => AskAsync(ledger => ledger.CaptureAccountsAsync(owner));

    /// <inheritdoc/>
    public ValueTask<ParticipantReply> ChangeOwnStandingAsync(ParticipantId participant, bool signsOn) =>
        AskAsync(ledger => ledger.ChangeOwnStandingAsync(participant, signsOn));

    /// <inheritdoc/>
    public ValueTask<ParticipantReply> CommandParticipantAsync(ParticipantId id, ParticipantCommand command) =>
        AskAsync(ledger => ledger.CommandParticipantAsync(id, command));

    /// <inheritdoc/>
    public ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command) => AskAsync(ledger => ledger.CommandAccountAsync(id, command));

    /// <inheritdoc/>
    public ValueTask<CycleReply> CommandCycleAsync(CycleId id, CycleCommand command) => AskAsync(ledger => ledger.CommandCycleAsync(id, command));

    /// <inheritdoc/>
    public ValueTask<CycleReply> ReplaceInstructionAsync(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act) =>
        AskAsync(ledger => ledger.ReplaceInstructionAsync(id, participant, fromPrefunding, act));

    /// <inheritdoc/>
    public ValueTask<long> RequestApprovalAsync(RequestApproval command) => AskAsync(ledger => ledger.RequestApprovalAsync(command));

    /// <inheritdoc/>
    public ValueTask<(ApprovalReply Reply, Approval? Approval)> CommandApprovalAsync(long number, ApprovalCommand command) =>
        AskAsync(ledger => ledger.CommandApprovalAsync(number, command));

    /// <inheritdoc/>
    public ValueTask<SchemeReply> ScheduleProfileAsync(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act) =>
        AskAsync(ledger => ledger.ScheduleProfileAsync(scheme, document, effectiveAtMs, act));

    /// <inheritdoc/>
    public ValueTask<SchemeReply> WithdrawProfileAsync(string scheme, int version, OperatorAct act) =>
        AskAsync(ledger => ledger.WithdrawProfileAsync(scheme, version, act));

    /// <inheritdoc/>
    public ValueTask<SchemeReply> BroadcastAsync(string scheme, string eventCode, string text, OperatorAct act) =>
        AskAsync(ledger => ledger.BroadcastAsync(scheme, eventCode, text, act));

    /// <inheritdoc/>
    public ValueTask<PartyKeyring> ShowPartyKeyringAsync() => AskAsync(ledger => ledger.ShowPartyKeyringAsync());

    /// <inheritdoc/>
    public ValueTask<bool> IsPayingAsync(PartyHandle party) => AskAsync(ledger => ledger.IsPayingAsync(party));

    /// <inheritdoc/>
    public ValueTask<PrivacyReply> AdoptPartyKeysAsync(string keysId) => AskAsync(ledger => ledger.AdoptPartyKeysAsync(keysId));

    /// <inheritdoc/>
    public ValueTask<PrivacyReply> ErasePartyAsync(PartyHandle party, OperatorAct act) => AskAsync(ledger => ledger.ErasePartyAsync(party, act));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Participant>> ListParticipantsAsync() => AskAsync(ledger => ledger.ListParticipantsAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync() => AskAsync(ledger => ledger.CaptureAccountsAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SettlementCycle>> ListCyclesAsync() => AskAsync(ledger => ledger.ListCyclesAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CycleEvent>> ListCycleFactsAsync(CycleId id) => AskAsync(ledger => ledger.ListCycleFactsAsync(id));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Approval>> ListApprovalsAsync() => AskAsync(ledger => ledger.ListApprovalsAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LiquidityTransfer>> ListLiquidityTransfersAsync() => AskAsync(ledger => ledger.ListLiquidityTransfersAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RequestToPay>> ListRequestsToPayAsync() => AskAsync(ledger => ledger.ListRequestsToPayAsync());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<(string Scheme, ProfileScheduled Change)>> ListProfileChangesAsync() =>
        AskAsync(ledger => ledger.ListProfileChangesAsync());

    /// <inheritdoc/>
    public ValueTask<BooksAudit> AuditAsync() => AskAsync(ledger => ledger.AuditAsync());

    /// <summary>Waits until the ledger has taken in everything that was stored when this was called.</summary>
    protected abstract ValueTask ReachAsync();

    /// <summary>Asks the ledger, once it knows what whoever asks may have been told before.</summary>
    protected virtual async ValueTask<T> AskAsync<T>(Func<IOperatedSwitch, ValueTask<T>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await ReachAsync().ConfigureAwait(false);
        return await ask(Ledger).ConfigureAwait(false);
    }
}

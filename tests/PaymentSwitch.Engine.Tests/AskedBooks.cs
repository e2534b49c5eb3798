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
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A switch of which nothing can be asked but its books.</summary>
/// <param name="schemes">Its schemes.</param>
/// <param name="audit">What it says of its books.</param>
/// <param name="cycles">Its cycles; none where null.</param>
internal sealed class AskedBooks(SchemeCatalogue schemes, Func<BooksAudit> audit, Func<IReadOnlyList<SettlementCycle>>? cycles = null) : IOperatedSwitch
{
    public SchemeCatalogue Schemes => schemes;

    public ParticipantDirectory Directory => throw new NotSupportedException();

    public bool IsReady => true;

    public IMailboxes Mailboxes => throw new NotSupportedException();

    public ValueTask<BooksAudit> AuditAsync() => ValueTask.FromResult(audit());

    public ValueTask<IReadOnlyList<SettlementCycle>> ListCyclesAsync() => ValueTask.FromResult(cycles?.Invoke() ?? []);

    public ValueTask<IReadOnlyList<CycleEvent>> ListCycleFactsAsync(CycleId id) => throw new NotSupportedException();

    public ValueTask<ParticipantReply> CommandParticipantAsync(ParticipantId id, ParticipantCommand command) => throw new NotSupportedException();

    public ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command) => throw new NotSupportedException();

    public ValueTask<CycleReply> CommandCycleAsync(CycleId id, CycleCommand command) => throw new NotSupportedException();

    public ValueTask<CycleReply> ReplaceInstructionAsync(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act) => throw new NotSupportedException();

    public ValueTask<long> RequestApprovalAsync(RequestApproval command) => throw new NotSupportedException();

    public ValueTask<(ApprovalReply Reply, Approval? Approval)> CommandApprovalAsync(long number, ApprovalCommand command) => throw new NotSupportedException();

    public ValueTask<SchemeReply> ScheduleProfileAsync(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act) => throw new NotSupportedException();

    public ValueTask<SchemeReply> WithdrawProfileAsync(string scheme, int version, OperatorAct act) => throw new NotSupportedException();

    public ValueTask<SchemeReply> BroadcastAsync(string scheme, string eventCode, string text, OperatorAct act) => throw new NotSupportedException();

    public ValueTask<PartyKeyring> ShowPartyKeyringAsync() => throw new NotSupportedException();

    public ValueTask<bool> IsPayingAsync(PartyHandle party) => throw new NotSupportedException();

    public ValueTask<PrivacyReply> AdoptPartyKeysAsync(string keysId) => throw new NotSupportedException();

    public ValueTask<PrivacyReply> ErasePartyAsync(PartyHandle party, OperatorAct act) => throw new NotSupportedException();

    public ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Participant>> ListParticipantsAsync() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync(ParticipantId owner) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RequestToPay>> ListRequestsToPayAsync() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Approval>> ListApprovalsAsync() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<LiquidityTransfer>> ListLiquidityTransfersAsync() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<(string Scheme, ProfileScheduled Change)>> ListProfileChangesAsync() => throw new NotSupportedException();

    public ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal) => throw new NotSupportedException();

    public ValueTask<PaymentResult> AnswerAsync(AnswerPayment command) => throw new NotSupportedException();

    public ValueTask<PaymentResult> RecallAsync(RecallPayment command) => throw new NotSupportedException();

    public ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command) => throw new NotSupportedException();

    public ValueTask<PaymentResult> ReturnAsync(ReturnPayment command) => throw new NotSupportedException();

    public ValueTask<LiquidityResult> TransferLiquidityAsync(TransferLiquidity command) => throw new NotSupportedException();

    public ValueTask<LiquidityResult> TakeReceiptAsync(Uetr transfer, ParticipantId sender, bool accepted, string reason) => throw new NotSupportedException();

    public ValueTask<CycleResult> AnswerInstructionAsync(Uetr instruction, ParticipantId sender, bool confirmed, string reasonCode) => throw new NotSupportedException();

    public ValueTask<RequestResult> AskToPayAsync(Uetr request, AskToPay command) => throw new NotSupportedException();

    public ValueTask<Uetr?> FindRequestToPayAsync(ParticipantId debtor, string endToEndId) => throw new NotSupportedException();

    public ValueTask<RequestResult> AnswerRequestToPayAsync(Uetr request, AnswerRequestToPay command) => throw new NotSupportedException();

    public ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query) => throw new NotSupportedException();

    public ValueTask<PaymentHistory?> FindAsync(Uetr uetr) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync() => throw new NotSupportedException();

    public ValueTask<ParticipantReply> ChangeOwnStandingAsync(ParticipantId participant, bool signsOn) => throw new NotSupportedException();
}

/// <summary>Read models that show movements otherwise than they are.</summary>
/// <param name="truth">How they are.</param>
/// <param name="change">Gives what is shown of one; null to leave it out.</param>
internal sealed class ChangedMovements(IReadSide truth, Func<Movement, Movement?> change) : IReadSide
{
    /// <summary>How many movements were read.</summary>
    public long Read { get; private set; }

    /// <summary>The position that it says it has; null for the true one.</summary>
    public long? Says { get; set; }

    public long Position => Says ?? truth.Position;

    public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max)
    {
        IReadOnlyList<Movement> read = truth.ReadMovements(account, fromNumber, max);
        Read += read.Count;
        return [.. read.Select(change).Where(movement => movement is not null).Select(movement => movement!.Value)];
    }

    public long? FindMovement(AccountId account, long atOrAfterMs) => truth.FindMovement(account, atOrAfterMs);

    public Movement? LastMovement(AccountId account) => truth.LastMovement(account);

    public IReadOnlyList<AccountStanding> ListAccounts() => truth.ListAccounts();

    public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts) => throw new NotSupportedException();

    public void Clear() => throw new NotSupportedException();

    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max) => throw new NotSupportedException();

    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine;

/// <content>What operators do and see. Each completes when what it did is on stable storage.</content>
public sealed partial class EmbeddedSwitch : IOperatedSwitch
{
    /// <inheritdoc/>
    public ValueTask<ParticipantReply> CommandParticipantAsync(ParticipantId id, ParticipantCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Operation(core => core.CommandParticipant(id, command));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request is one that only payments and cycles may make.</exception>
    public ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command)
    {
        if (command is not (SetAccountTerms or SetPartyLimit or SetLiquidityWatch or FundAccount or WithdrawFromAccount or CloseAccount))
            throw new ArgumentException($"{command?.GetType().Name} is for payments and cycles only.", nameof(command));
        return Operation(core => core.Command(id, command));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request is one that only the switch itself may make.</exception>
    public ValueTask<CycleReply> CommandCycleAsync(CycleId id, CycleCommand command)
    {
        if (command is not (CutCycle or InstructCycle or ConfirmInstruction or FailInstruction or AbortCycle or ReopenCycle))
            throw new ArgumentException($"{command?.GetType().Name} is for the switch only.", nameof(command));
        return Operation(core => core.CommandCycle(id, command));
    }

    /// <inheritdoc/>
    public ValueTask<CycleReply> ReplaceInstructionAsync(CycleId id, ParticipantId participant, bool fromPrefunding, OperatorAct act) =>
        Operation(core => core.ReplaceInstruction(id, participant, fromPrefunding, act));

    /// <inheritdoc/>
    public ValueTask<long> RequestApprovalAsync(RequestApproval command) =>
        Operate(new CoreRequest<long>(core => core.RequestApproval(command)));

    /// <inheritdoc/>
    public ValueTask<(ApprovalReply Reply, Approval? Approval)> CommandApprovalAsync(long number, ApprovalCommand command) =>
        Operate(new CoreRequest<(ApprovalReply, Approval?)>(core => core.CommandApproval(number, command)));

    /// <inheritdoc/>
    public ValueTask<SchemeReply> ScheduleProfileAsync(string scheme, ReadOnlyMemory<byte> document, long effectiveAtMs, OperatorAct act) =>
        Operation(core => core.ScheduleProfile(scheme, document, effectiveAtMs, act));

    /// <inheritdoc/>
    public ValueTask<SchemeReply> BroadcastAsync(string scheme, string eventCode, string text, OperatorAct act) =>
        Operate(new CoreRequest<SchemeReply>(core => core.Broadcast(scheme, eventCode, text, act)));

    /// <inheritdoc/>
    public ValueTask<PartyKeyring> ShowPartyKeyringAsync() => Operate(new CoreRequest<PartyKeyring>(core => core.Keyring));

    /// <inheritdoc/>
    public ValueTask<bool> IsPayingAsync(PartyHandle party) => Operate(new CoreRequest<bool>(core => core.IsPaying(party)));

    /// <inheritdoc/>
    public ValueTask<PrivacyReply> AdoptPartyKeysAsync(string keysId) =>
        Operate(new CoreRequest<PrivacyReply>(core => core.AdoptPartyKeys(keysId)));

    /// <inheritdoc/>
    public ValueTask<PrivacyReply> ErasePartyAsync(PartyHandle party, OperatorAct act) =>
        Operation(core => core.EraseParty(party, act));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Participant>> ListParticipantsAsync() =>
        Operate(new CoreRequest<IReadOnlyList<Participant>>(core => core.ListParticipants()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync() =>
        Operate(new CoreRequest<IReadOnlyList<AccountState>>(core => core.CaptureAccounts()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SettlementCycle>> ListCyclesAsync() =>
        Operate(new CoreRequest<IReadOnlyList<SettlementCycle>>(core => core.ListCycles()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CycleEvent>> ListCycleFactsAsync(CycleId id) =>
        Operate(new CoreRequest<IReadOnlyList<CycleEvent>>(core => core.ListCycleFacts(id)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Approval>> ListApprovalsAsync() =>
        Operate(new CoreRequest<IReadOnlyList<Approval>>(core => core.ListApprovals()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LiquidityTransfer>> ListLiquidityTransfersAsync() =>
        Operate(new CoreRequest<IReadOnlyList<LiquidityTransfer>>(core => core.ListTransfers()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RequestToPay>> ListRequestsToPayAsync() =>
        Operate(new CoreRequest<IReadOnlyList<RequestToPay>>(core => core.ListRequests()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<(string Scheme, ProfileScheduled Change)>> ListProfileChangesAsync() =>
        Operate(new CoreRequest<IReadOnlyList<(string, ProfileScheduled)>>(core => core.ListProfileChanges()));

    /// <inheritdoc/>
    public ValueTask<BooksAudit> AuditAsync() => Operate(new CoreRequest<BooksAudit>(core => core.Audit()));
}

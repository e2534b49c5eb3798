using System.Security.Cryptography;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;
using LiquidityTransfer = PaymentSwitch.Iso20022.Messages.LiquidityTransfer;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>
/// What banks and the settlement bank say about the money behind the accounts: liquidity transfers (camt.050), the receipts
/// for them (camt.025), and the answers (pacs.002) to instructions for settlement cycles.
/// </summary>
internal sealed class LiquidityIntake(IPaymentSwitch paymentSwitch, IntakeReplies replies)
{
    private const string Transfer = "/Document/LqdtyCdtTrf/LqdtyCdtTrf";
    private static readonly RuleSubject Unknown = new("/Document/Rct/RctDtls/OrgnlMsgId/MsgId", "UNKNOWN_TRANSFER");
    private static readonly RuleSubject Taken = new(Transfer + "/LqdtyTrfId", "IDENTITY_TAKEN");
    private static readonly RuleSubject NotAllowed = new(Transfer, "NOT_ALLOWED");
    private static readonly RuleSubject NoSettlementBank = new(Transfer, "NO_SETTLEMENT_BANK");
    private const string NobodyNamed = "Nobody is named who has an account here in this currency, or Cdtr and CdtrAcct name two; expected Cdtr, CdtrAcct, or both of one participant.";
    private const string NotOwn = "A bank moves money out of its own account; what it wants to have here its settlement bank sends. Dbtr or DbtrAcct is not the sender's, or CdtrAcct is an account of this switch.";
    private static readonly RuleSubject StatusUnknown = new("/Document/FIToFIPmtStsRpt/TxInfAndSts/TxSts", "STATUS_UNKNOWN");
    private static readonly RuleSubject Contradicts = new("/Document/FIToFIPmtStsRpt/TxInfAndSts/TxSts", "ANSWER_CONTRADICTS");

    /// <summary>Takes a liquidity transfer: out of the sender's own account, or in from the settlement bank.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<LiquidityTransfer> message)
    {
        LiquidityInterpretation interpreted = LiquidityRules.Interpret(message, replies.SchemeOf(message), replies.NowMs);
        if (interpreted.Order is not LiquidityOrder order) return replies.Reject(sender, message, interpreted.Errors);
        bool comesIn = paymentSwitch.Directory.SettlementBank?.Id == sender;
        ParticipantId? found = comesIn ? await OwnerOfIncomingAsync(order) : OwnerOfOutgoing(sender, order);
        if (found is not ParticipantId owner)
            return replies.Reject(sender, message, comesIn ? 404 : 403, NotAllowed, comesIn ? NobodyNamed : NotOwn);
        LiquidityResult result = await paymentSwitch.TransferLiquidityAsync(new TransferLiquidity
        {
            Terms = new LiquidityTerms(
                sender, new AccountId(owner, order.Amount.Currency), comesIn ? LiquidityDirection.In : LiquidityDirection.Out,
                order.Amount.MinorUnits, order.Id, order.MessageId),
            Message = message.Original,
            Digest = SHA256.HashData(message.Original.Document.Span),
        });
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply switch
        {
            LiquidityReply.Done or LiquidityReply.Repeat => Outcome(result.Transfer!),
            LiquidityReply.IdentityConflict => replies.Reject(sender, message, 409, Taken, "The transfer's id was used before, for another transfer."),
            LiquidityReply.NoSettlementBank => replies.Reject(
                sender, message, 409, NoSettlementBank, "No settlement bank is connected to this switch: the operator moves money in and out."),
            LiquidityReply.Suspended => replies.Reject(
                sender, message, 403, NotAllowed, "The sender is suspended: it takes nothing out until the operator resumes it."),
            _ => replies.Reject(sender, message, 403, NotAllowed, "This sender may not move money of this account."),
        };
    }

    /// <summary>Takes the settlement bank's receipt for money that goes out.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<Receipt> message)
    {
        ReceiptInterpretation interpreted = ReceiptRules.Interpret(message);
        if (interpreted.Receipt is not RequestOutcome receipt) return replies.Reject(sender, message, interpreted.Errors);
        if (Parties.IdentityIn(receipt.OriginalMessageId, LiquidityMessages.InstructionKind) is not Uetr transfer)
            return replies.Reject(sender, message, 404, Unknown, $"The switch has sent no liquidity transfer '{receipt.OriginalMessageId}'.");
        LiquidityResult result = await paymentSwitch.TakeReceiptAsync(transfer, sender, receipt.IsDone, receipt.Text ?? receipt.Code);
        if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
        return result.Reply is LiquidityReply.Done or LiquidityReply.Repeat
            ? IntakeAnswer.Noted
            : replies.Reject(sender, message, 409, Unknown, "No transfer waits for this receipt: it is not known to the sender, or was answered before, the other way.");
    }

    /// <summary>Takes the settlement bank's answers to instructions; one message may have several.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, StatusReportMessage message)
    {
        if (message.Transactions.Count == 0)
            return replies.Reject(sender, message, 400, PaymentRules.AnswerUnknown, "No transaction (TxInfAndSts) is answered; expected one for each instruction.");
        List<(Uetr Instruction, TransactionStatus Status, bool Confirmed)> answers = [];
        foreach (TransactionStatus transaction in message.Transactions)
        {
            if (!Uetr.TryParse(transaction.Uetr, out Uetr instruction))
                return replies.Reject(sender, message, 400, PaymentRules.AnswerUnknown, "OrgnlUETR is missing or no UETR: it says which instruction is answered.");
            switch (transaction.Status)
            {
                case "ACSC" or "ACCC":
                    answers.Add((instruction, transaction, true));
                    break;
                case "RJCT":
                    answers.Add((instruction, transaction, false));
                    break;
                case "ACTC" or "ACCP" or "ACSP" or "ACWC" or "ACWP" or "PDNG" or "RCVD":
                    // On its way: the settlement bank will say more.
                    break;
                default:
                    return replies.Reject(
                        sender, message, 400, StatusUnknown, $"Found '{transaction.Status}', expected ACSC or ACCC, RJCT, or a status of what is on its way.");
            }
        }

        foreach ((Uetr instruction, TransactionStatus transaction, bool confirmed) in answers)
        {
            CycleResult result = await paymentSwitch.AnswerInstructionAsync(
                instruction, sender, confirmed, confirmed ? "" : transaction.Reason?.Code ?? "NARR");
            if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
            switch (result.Reply)
            {
                case CycleReply.SettledAlready when confirmed:
                case CycleReply.Done:
                    break;
                case CycleReply.NoSuchInstruction:
                    return replies.Reject(sender, message, 404, PaymentRules.AnswerUnknown, $"There is no instruction {instruction} to this sender.");
                default:
                    return replies.Reject(sender, message, 409, Contradicts, $"The instruction was answered before, the other way: {result.Reply}.");
            }
        }

        return IntakeAnswer.Noted;
    }

    private IntakeAnswer Outcome(Domain.Liquidity.LiquidityTransfer transfer) => transfer.IsFinal
        ? IntakeAnswer.Of(200, output => replies.Outgoing.Liquidity.WriteReceipt(output, transfer.Id, transfer.Last!))
        : IntakeAnswer.TakenIn();

    // The debtor, where one is named, is the sender; and no account of this switch is to get the money.
    private ParticipantId? OwnerOfOutgoing(ParticipantId sender, LiquidityOrder order)
    {
        string own = Parties.NumberOf(new AccountId(sender, order.Amount.Currency));
        if (order.DebtorAgent is not null && ParticipantOf(order.DebtorAgent) != sender) return null;
        if (IsHere(order.DebtorAccount) && order.DebtorAccount != own) return null;
        return IsHere(order.CreditorAccount) ? null : sender;
    }

    // Whoever is named as creditor, by agent or by account, has an account of this currency; where both are named they agree.
    private async ValueTask<ParticipantId?> OwnerOfIncomingAsync(LiquidityOrder order)
    {
        AccountId[] accounts = [.. (await paymentSwitch.ListAccountsAsync()).Select(account => account.Id).Where(id => id.Currency == order.Amount.Currency)];
        ParticipantId? byAgent = ParticipantOf(order.CreditorAgent);
        if (order.CreditorAgent is not null && byAgent is null) return null;
        foreach (AccountId id in accounts)
        {
            bool isNamed = IsHere(order.CreditorAccount) ? order.CreditorAccount == Parties.NumberOf(id) : byAgent == id.Participant;
            if (isNamed && (byAgent is null || byAgent == id.Participant)) return id.Participant;
        }

        return null;
    }

    // Where there are no BICs the switch itself names participants by their names, as member ids: they come back like that.
    private ParticipantId? ParticipantOf(AgentIdentification? agent)
    {
        if (paymentSwitch.Directory.Find(agent) is { } entry) return entry.Participant.Id;
        return agent is { Bic: null, MemberId: { } name } ? paymentSwitch.Directory.Find(new ParticipantId(name))?.Id : null;
    }

    // Accounts of this switch are named by participant and currency; numbers of another form are those of other books.
    private bool IsHere(string? account) => account is not null && paymentSwitch.Schemes.Current.Any(
        scheme => paymentSwitch.Directory.Participants.Any(participant => account == Parties.NumberOf(new AccountId(participant.Id, scheme.Currency))));
}

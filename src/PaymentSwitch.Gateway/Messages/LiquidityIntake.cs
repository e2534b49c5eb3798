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
    private static readonly RuleSubject Contradicts = new("/Document/FIToFIPmtStsRpt/TxInfAndSts/TxSts", "ANSWER_CONTRADICTS");

    /// <summary>Takes a liquidity transfer: out of the sender's own account, or in from the settlement bank.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<LiquidityTransfer> message)
    {
        LiquidityInterpretation interpreted = LiquidityRules.Interpret(message, replies.SchemeOf(message), replies.NowMs);
        if (interpreted.Order is not LiquidityOrder order) return replies.Reject(sender, message, interpreted.Errors);
        bool comesIn = paymentSwitch.Directory.SettlementBank?.Id == sender;
        // What comes in is for whoever is named as its creditor, by agent or by account; what goes out is the sender's.
        if (OwnerOf(sender, order, comesIn) is not ParticipantId owner)
            return replies.Reject(sender, message, 404, NotAllowed, "Nobody is named who has an account here; expected Cdtr or CdtrAcct.");
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
        foreach (TransactionStatus transaction in message.Transactions)
        {
            if (!Uetr.TryParse(transaction.Uetr, out Uetr instruction))
                return replies.Reject(sender, message, 400, PaymentRules.AnswerUnknown, "OrgnlUETR is missing or no UETR: it says which instruction is answered.");
            bool? confirmed = transaction.Status switch { "ACSC" or "ACCC" => true, "RJCT" => false, _ => null };
            // On its way: the settlement bank will say more.
            if (confirmed is null) continue;
            CycleResult result = await paymentSwitch.AnswerInstructionAsync(
                instruction, sender, confirmed.Value, confirmed.Value ? "" : transaction.Reason?.Code ?? "NARR");
            if (result.Admission != Admission.TakenIn) return IntakeAnswer.NotAdmitted(result.Admission);
            switch (result.Reply)
            {
                case CycleReply.Done or CycleReply.SettledAlready when confirmed.Value:
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

    private ParticipantId? OwnerOf(ParticipantId sender, LiquidityOrder order, bool comesIn)
    {
        if (!comesIn) return sender;
        if (paymentSwitch.Directory.Find(order.CreditorAgent) is DirectoryEntry entry) return entry.Participant.Id;
        string? name = order.CreditorAccount?.Split('/')[0] ?? order.CreditorAgent?.MemberId;
        return name is not null && paymentSwitch.Directory.Find(new ParticipantId(name)) is Participant named ? named.Id : null;
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Money between accounts and the settlement bank, by message.</content>
internal sealed partial class ReferenceLedger
{
    public Dictionary<Uetr, ReferenceTransfer> Transfers { get; } = [];

    public LiquidityReply Transfer(Uetr id, TransferLiquidity command)
    {
        if (Transfers.TryGetValue(id, out ReferenceTransfer? known)) return Same(known.Asked.Digest, command.Digest) ? LiquidityReply.Repeat : LiquidityReply.IdentityConflict;
        LiquidityTerms terms = command.Terms;
        string reference = $"{terms.Sender.Value}:{terms.Reference}";
        // What an account has booked once is never new again, however long ago the transfer was over.
        if (Account(terms.Account).References.ContainsKey(reference)) return LiquidityReply.IdentityConflict;
        if (SettlementBank is not ParticipantId bank) return LiquidityReply.NoSettlementBank;
        bool isIn = terms.Direction == LiquidityDirection.In;
        if (terms.Sender != (isIn ? bank : terms.Account.Participant)) return LiquidityReply.NotAllowed;
        if (!isIn && Participants.GetValueOrDefault(terms.Account.Participant)?.Standing == ParticipantStanding.Suspended) return LiquidityReply.Suspended;

        var transfer = new ReferenceTransfer(command);
        Transfers.Add(id, transfer);
        var act = new OperatorAct("model");
        AccountCommand booking = isIn ? new FundAccount(terms.AmountMinor, reference, act) : new WithdrawFromAccount(terms.AmountMinor, reference, act);
        transfer.Refusal = WhyNotFor(Account(terms.Account), booking) ?? Carry(Account(terms.Account), booking);
        if (transfer.Refusal != AccountReply.Done)
        {
            transfer.Status = LiquidityStatus.Refused;
            Tell(terms.Sender, DeliveryKind.LiquidityReceipt);
        }
        else if (isIn)
        {
            transfer.Status = LiquidityStatus.Settled;
            Tell(terms.Sender, DeliveryKind.LiquidityReceipt);
            TellBooking(terms.Account);
        }
        else
        {
            transfer.Status = LiquidityStatus.Booked;
            transfer.AwaitedFrom = bank;
            Tell(bank, DeliveryKind.InstructWithdrawal);
            TellBooking(terms.Account);
        }

        if (transfer.Status != LiquidityStatus.Booked) NoteOver("transfer", () => Transfers.Remove(id));

        return LiquidityReply.Done;
    }

    public LiquidityReply Receipt(Uetr id, ParticipantId sender, bool accepted)
    {
        if (!Transfers.TryGetValue(id, out ReferenceTransfer? transfer) || transfer.AwaitedFrom != sender) return LiquidityReply.Unknown;
        if (transfer.Status != LiquidityStatus.Booked)
            return accepted == (transfer.Status == LiquidityStatus.Settled) ? LiquidityReply.Repeat : LiquidityReply.Unknown;
        LiquidityTerms terms = transfer.Asked.Terms;
        transfer.Status = accepted ? LiquidityStatus.Settled : LiquidityStatus.Reversed;
        NoteOver("transfer", () => Transfers.Remove(id));
        Tell(terms.Sender, DeliveryKind.LiquidityReceipt);
        if (accepted) return LiquidityReply.Done;
        ReferenceAccount account = Account(terms.Account);
        account.TakeBack(terms.AmountMinor, terms.ReversalReference);
        TellBooking(terms.Account);
        Alert(account);
        return LiquidityReply.Done;
    }
}

/// <summary>A liquidity transfer as the reference keeps it.</summary>
internal sealed class ReferenceTransfer(TransferLiquidity asked)
{
    public TransferLiquidity Asked { get; } = asked;

    public LiquidityStatus Status { get; set; }

    public AccountReply Refusal { get; set; }

    public ParticipantId? AwaitedFrom { get; set; }
}

using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Scenarios;

/// <content>What banks say after the outcome: recalls, their answers, returns.</content>
public sealed partial class Scheme
{
    /// <summary>Alpha has paid Bravo, and the payment is settled.</summary>
    public async Task<Uetr> SettledAsync(long amountMinor, ParticipantId? from = null, ParticipantId? to = null)
    {
        Uetr uetr = await PayAsync(amountMinor, from, to);
        await AnswerAsync(uetr, "ACCP", by: to);
        return uetr;
    }

    /// <summary>Alpha's recall of a payment, that can be varied with <c>with</c>. The same id and reason make the same message.</summary>
    public static RecallPayment RecallOf(Uetr uetr, string reason = "DUPL", string id = "R1")
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"recall {id} {uetr} {reason}");
        return new RecallPayment { Sender = Alpha, Uetr = uetr, RecallId = id, ReasonCode = reason, Message = message, Digest = digest };
    }

    /// <summary>Alpha recalls a payment.</summary>
    public async Task<PaymentResult> RecallAsync(Uetr uetr, string reason = "DUPL", string id = "R1") =>
        await Host.Switch.RecallAsync(RecallOf(uetr, reason, id));

    /// <summary>Bravo's answer to a recall: no, for a reason; or yes, without one.</summary>
    public static AnswerRecall RecallAnswerOf(Uetr uetr, string? reason)
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"recall answer {uetr} {reason ?? "yes"}");
        return new AnswerRecall { Sender = Bravo, Uetr = uetr, Accepts = reason is null, ReasonCode = reason, Message = message, Digest = digest };
    }

    /// <summary>Bravo says that its answer to a recall comes later.</summary>
    public static AnswerRecall RecallPendingOf(Uetr uetr, string text = "later")
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"recall answer {uetr} {text}");
        return new AnswerRecall { Sender = Bravo, Uetr = uetr, IsPending = true, Message = message, Digest = digest };
    }

    /// <summary>Bravo refuses a recall.</summary>
    public async Task<PaymentResult> RefuseRecallAsync(Uetr uetr, string reason = "CUST") =>
        await Host.Switch.AnswerRecallAsync(RecallAnswerOf(uetr, reason));

    /// <summary>Bravo says yes to a recall by words.</summary>
    public async Task<PaymentResult> AcceptRecallAsync(Uetr uetr) => await Host.Switch.AnswerRecallAsync(RecallAnswerOf(uetr, reason: null));

    /// <summary>Bravo's return of a payment, that can be varied with <c>with</c>. The same id and amount make the same message.</summary>
    public ReturnPayment ReturnOf(Uetr uetr, long amountMinor, string id = "B1")
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"return {id} {uetr} {amountMinor}");
        return new ReturnPayment
        {
            Sender = Bravo,
            Uetr = uetr,
            ReturnId = id,
            Amount = new Money(amountMinor, Profile.Currency),
            ReasonCode = "FOCR",
            Message = message,
            Digest = digest,
        };
    }

    /// <summary>Bravo sends money of a payment back.</summary>
    public async Task<PaymentResult> ReturnAsync(Uetr uetr, long amountMinor, string id = "B1") =>
        await Host.Switch.ReturnAsync(ReturnOf(uetr, amountMinor, id));

    /// <summary>What a bank's account has on it.</summary>
    public async Task<long> BalanceAsync(ParticipantId bank) => (await AccountAsync(bank)).BalanceMinor;

    /// <summary>Money comes into a bank's account from outside.</summary>
    public async Task FundAsync(ParticipantId bank, long amountMinor, string reference) =>
        await Host.Switch.CommandAccountAsync(AccountOf(bank), new FundAccount(amountMinor, reference, new OperatorAct("scenario")));

    /// <summary>An operator changes what a bank may do.</summary>
    public async Task<ParticipantReply> StandAsync(ParticipantId bank, StandingChange change) =>
        await Host.Switch.CommandParticipantAsync(bank, new ChangeStanding(change, new OperatorAct("scenario", "test")));

    /// <summary>An operator brings a bank that is enabled, or has been, to another standing.</summary>
    public Task<ParticipantReply> StandAsync(ParticipantId bank, ParticipantStanding standing) => StandAsync(bank, standing switch
    {
        ParticipantStanding.Enabled => StandingChange.Resume,
        ParticipantStanding.ReceiveOnly => StandingChange.ReceiveOnly,
        ParticipantStanding.Suspended => StandingChange.Suspend,
        ParticipantStanding.SignedOff => StandingChange.SignOff,
        ParticipantStanding.Closed => StandingChange.Close,
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Nobody is brought to that standing again."),
    });

    private static (OriginalMessage Message, byte[] Digest) MessageOf(string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"<Document>{content}</Document>");
        return (new OriginalMessage(bytes, 0, bytes.Length), SHA256.HashData(bytes));
    }
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Engine;

/// <summary>
/// A running switch, as the gateway and the operators' side see it, whatever host is behind it. Everything that is
/// returned here was on stable storage before.
/// </summary>
public interface IPaymentSwitch
{
    /// <summary>The schemes that run on it.</summary>
    SchemeCatalogue Schemes { get; }

    /// <summary>Who is reached under which identification.</summary>
    ParticipantDirectory Directory { get; }

    /// <summary>Whether the switch has recovered and takes messages in.</summary>
    bool IsReady { get; }

    /// <summary>Takes a payment in. Completes when what followed from it at once is on stable storage.</summary>
    /// <param name="command">The payment.</param>
    /// <param name="awaitFinal">Whether the caller wants <see cref="SubmitResult.Final"/>.</param>
    ValueTask<SubmitResult> SubmitAsync(SubmitPayment command, bool awaitFinal);

    /// <summary>Takes the creditor agent's answer. Completes when what followed from it is on stable storage.</summary>
    ValueTask<PaymentResult> AnswerAsync(AnswerPayment command);

    /// <summary>Takes the debtor agent's recall and passes it on.</summary>
    ValueTask<PaymentResult> RecallAsync(RecallPayment command);

    /// <summary>Takes the creditor agent's answer to a recall and passes it on.</summary>
    ValueTask<PaymentResult> AnswerRecallAsync(AnswerRecall command);

    /// <summary>Takes a return, moves the money back, and passes it on.</summary>
    ValueTask<PaymentResult> ReturnAsync(ReturnPayment command);

    /// <summary>Takes a liquidity transfer and books it.</summary>
    ValueTask<LiquidityResult> TransferLiquidityAsync(TransferLiquidity command);

    /// <summary>Takes the settlement bank's receipt for money that goes out.</summary>
    /// <param name="transfer">Which transfer.</param>
    /// <param name="sender">Who says so.</param>
    /// <param name="accepted">Whether it has taken the money in.</param>
    /// <param name="reason">Why not, in its words.</param>
    ValueTask<LiquidityResult> TakeReceiptAsync(Uetr transfer, ParticipantId sender, bool accepted, string reason);

    /// <summary>Takes the settlement bank's answer to an instruction for a settlement cycle.</summary>
    /// <param name="instruction">Which instruction.</param>
    /// <param name="sender">Who says so; only the settlement bank may.</param>
    /// <param name="confirmed">Whether the money has moved.</param>
    /// <param name="reasonCode">Why not; empty where it has.</param>
    ValueTask<CycleResult> AnswerInstructionAsync(Uetr instruction, ParticipantId sender, bool confirmed, string reasonCode);

    /// <summary>Takes a request to pay and passes it on.</summary>
    /// <param name="request">Its identity.</param>
    /// <param name="command">The request.</param>
    ValueTask<RequestResult> AskToPayAsync(Uetr request, AskToPay command);

    /// <summary>The open request to pay that a debtor agent knows by its end-to-end id alone; null for none, or for several.</summary>
    ValueTask<Uetr?> FindRequestToPayAsync(ParticipantId debtor, string endToEndId);

    /// <summary>Takes the debtor agent's answer to a request to pay and passes it on.</summary>
    /// <param name="request">Which request.</param>
    /// <param name="command">The answer.</param>
    ValueTask<RequestResult> AnswerRequestToPayAsync(Uetr request, AnswerRequestToPay command);

    /// <summary>Answers a question for a payment's status, after everything that it rests on is on stable storage.</summary>
    ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query);

    /// <summary>A payment with its timeline, for those who may see it; null where there is none. Never waits for a decision.</summary>
    ValueTask<PaymentHistory?> FindAsync(Uetr uetr);

    /// <summary>
    /// The payment that a participant has sent under a transaction id, within the duplicate window; null for none, and where no
    /// scheme has them unique: then nobody keeps them.
    /// </summary>
    ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId);

    /// <summary>The accounts as they stand.</summary>
    ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync();

    /// <summary>The accounts of one participant, whole.</summary>
    ValueTask<IReadOnlyList<AccountState>> CaptureAccountsAsync(ParticipantId owner);

    /// <summary>A participant signs itself off, or on again.</summary>
    ValueTask<ParticipantReply> ChangeOwnStandingAsync(ParticipantId participant, bool signsOn);

    /// <summary>The mailboxes.</summary>
    IMailboxes Mailboxes { get; }
}

/// <summary>Whether a message was let in at all. Where it was not, nothing has happened, and it can be sent again.</summary>
public enum Admission
{
    /// <summary>Let in.</summary>
    TakenIn = 0,

    /// <summary>Too much is waiting. Try again a little later.</summary>
    Overloaded = 1,

    /// <summary>The switch is stopping, or has not recovered yet.</summary>
    NotReady = 2,
}

/// <summary>What became of a submitted payment.</summary>
/// <param name="Admission">Whether it was let in; the rest says nothing where it was not.</param>
/// <param name="Reply">Taken in, a repeat, or a clash of identities.</param>
/// <param name="Payment">The payment as it stands; for a clash of identities the one that was there before.</param>
/// <param name="Final">Completes with the final payment, when asked for; null otherwise and where it is final already.</param>
public readonly record struct SubmitResult(Admission Admission, PaymentReply Reply, Payment? Payment, Task<Payment>? Final);

/// <summary>What a payment replied.</summary>
/// <param name="Admission">Whether the message was let in; the rest says nothing where it was not.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Payment">The payment as it stands; null where there is none that the sender has a part in.</param>
public readonly record struct PaymentResult(Admission Admission, PaymentReply Reply, Payment? Payment);

/// <summary>A payment with all that has happened to it.</summary>
/// <param name="Payment">As it stands.</param>
/// <param name="Facts">Its facts, oldest first.</param>
public sealed record PaymentHistory(Payment Payment, IReadOnlyList<PaymentEvent> Facts);

/// <summary>What became of a liquidity transfer.</summary>
/// <param name="Admission">Whether the message was let in; the rest says nothing where it was not.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Transfer">The transfer as it stands; null where there is none.</param>
public readonly record struct LiquidityResult(Admission Admission, LiquidityReply Reply, LiquidityTransfer? Transfer);

/// <summary>What became of an answer to an instruction for a settlement cycle.</summary>
/// <param name="Admission">Whether the message was let in; the rest says nothing where it was not.</param>
/// <param name="Reply">The reply.</param>
public readonly record struct CycleResult(Admission Admission, CycleReply Reply);

/// <summary>What became of a request to pay.</summary>
/// <param name="Admission">Whether the message was let in; the rest says nothing where it was not.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Request">The request as it stands; null where there is none that the sender has a part in.</param>
public readonly record struct RequestResult(Admission Admission, RequestReply Reply, RequestToPay? Request);

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Mailboxes;

namespace PaymentSwitch.Engine;

/// <summary>
/// A running switch, as the gateway and the operators' side see it, whatever host is behind it. Everything that is
/// returned here was on stable storage before.
/// </summary>
public interface IPaymentSwitch
{
    /// <summary>The scheme.</summary>
    SchemeProfile Profile { get; }

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

    /// <summary>Answers a question for a payment's status, after everything that it rests on is on stable storage.</summary>
    ValueTask<PaymentResult> QueryStatusAsync(RequestPaymentStatus query);

    /// <summary>A payment with its timeline, for those who may see it; null where there is none. Never waits for a decision.</summary>
    ValueTask<PaymentHistory?> FindAsync(Uetr uetr);

    /// <summary>The accounts as they stand.</summary>
    ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync();

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

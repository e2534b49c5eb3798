using Akka.Actor;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>Something for a payment, wherever it is.</summary>
/// <param name="Payment">Which.</param>
/// <param name="Message">What.</param>
internal sealed record ToPayment(Uetr Payment, object Message);

/// <summary>Something for an account, wherever it is.</summary>
/// <param name="Account">Which.</param>
/// <param name="Ask">What is asked of it.</param>
internal sealed record ToAccount(AccountId Account, AskAccount Ask);

/// <summary>Somebody wants the payment with its facts.</summary>
internal sealed record FindPayment
{
    public static FindPayment Instance { get; } = new();
}

/// <summary>Somebody waits for the payment's outcome.</summary>
internal sealed record AwaitOutcome
{
    public static AwaitOutcome Instance { get; } = new();
}

/// <summary>The payment's deadline, or that of its recall, may have passed.</summary>
internal sealed record DeadlinePassed
{
    public static DeadlinePassed Instance { get; } = new();
}

/// <summary>The payment is to be there, and to go on with what it was at.</summary>
internal sealed record Wake
{
    public static Wake Instance { get; } = new();
}

/// <summary>A payment's reply: what is in it was stored before.</summary>
/// <param name="Payment">Which payment.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Facts">The payment's facts, oldest first; none where there is no such payment.</param>
internal sealed record PaymentAnswer(Uetr Payment, PaymentReply Reply, IReadOnlyList<PaymentEvent> Facts);

/// <summary>An account is asked for something.</summary>
/// <param name="Command">What.</param>
/// <param name="Tells">Whether its owner is told of what is booked.</param>
/// <param name="SentAtMs">When it was sent, in Unix milliseconds: what is older than <see cref="AccountActor.MessageAgeMaxMs"/> does not count any more.</param>
/// <param name="Step">The payment's step that it belongs to; null where no payment asks.</param>
/// <param name="Payment">Which payment asks.</param>
internal sealed record AskAccount(AccountCommand Command, bool Tells, long SentAtMs, PaymentStep? Step = null, Uetr Payment = default);

/// <summary>An account has replied: what is in it was stored before.</summary>
/// <param name="Heard">The reply.</param>
/// <param name="Step">The payment's step that it was asked for.</param>
internal sealed record AccountReplied(AccountHeard Heard, PaymentStep? Step);

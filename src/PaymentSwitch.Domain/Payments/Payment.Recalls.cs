using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

/// <content>What is asked and said after the outcome: recalls and their answers, and later outcomes.</content>
public sealed partial record Payment
{
    /// <summary>
    /// The debtor agent asks for the payment back. In this order: who asks, a repeat, the references, whether there is
    /// anything to ask back, the reason, another recall, the time.
    /// </summary>
    public PaymentDecision Decide(RecallPayment command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is null || Received.Sender != command.Sender) return new(PaymentReply.UnknownPayment);
        if (Aftermath.Recall is { } before && before.Request.Digest.Span.SequenceEqual(command.Digest.Span)) return new(PaymentReply.Repeat);
        if (!command.Original.Match(Received.Transfer)) return new(PaymentReply.AnswerMismatch);
        if (Status != PaymentStatus.Settled) return new(PaymentReply.NotSettled);
        ExceptionTerms terms = context.Profile.Exceptions;
        if (terms.RecallReasons.Count == 0) return new(PaymentReply.NotInScheme);
        if (!terms.RecallReasons.TryGetValue(command.ReasonCode, out long withinMs)) return new(PaymentReply.ReasonNotAllowed);
        if (Aftermath.Recall is { } other) return new(other.Status == RecallStatus.Open ? PaymentReply.RecallOpen : PaymentReply.RecalledBefore);
        if (ReturnableMinor == 0) return new(PaymentReply.ReturnedAlready);
        if (context.NowMs - FinalAtMs > withinMs) return new(PaymentReply.TooLate);
        return new(PaymentReply.Done, new RecallRequested(
            context.NowMs, command.RecallId, command.ReasonCode, context.NowMs + terms.RecallAnswerWithinMs, command.Message, command.Digest));
    }

    /// <summary>
    /// The creditor agent answers a recall by words. One that comes when the recall is due is too late, even when the switch
    /// has not yet noticed: then the recall lapses here. That the answer comes later is passed on once, and gives no more time.
    /// </summary>
    public PaymentDecision Decide(AnswerRecall command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is null || !WasForwarded || Received.Receiver != command.Sender) return new(PaymentReply.UnknownPayment);
        RecallAnswered? before = Aftermath.Recall?.Answer ?? Aftermath.LateRecallAnswer;
        if (before is not null && before.Digest.Span.SequenceEqual(command.Digest.Span)) return new(PaymentReply.Repeat);
        RecallAnswerPending? pending = Aftermath.Recall?.Pending ?? Aftermath.LateRecallPending;
        if (pending is not null && pending.Digest.Span.SequenceEqual(command.Digest.Span)) return new(PaymentReply.Repeat);
        if (!command.Original.Match(Received.Transfer)) return new(PaymentReply.AnswerMismatch);
        bool isOfLateAcceptance = LateAnswerIsRecalled && Aftermath.LateRecallAnswer is null;
        if (!isOfLateAcceptance)
        {
            if (Aftermath.Recall is not { Status: RecallStatus.Open }) return new(PaymentReply.NoRecallOpen);
            if (RecallIsDue(context)) return new(PaymentReply.NoRecallOpen, new RecallLapsed(context.NowMs));
        }

        if (command.IsPending)
        {
            return pending is not null
                ? new(PaymentReply.PendingBefore)
                : new(PaymentReply.Done, new RecallAnswerPending(context.NowMs, command.ReasonCode, command.Message, command.Digest));
        }

        if (command.Accepts && !isOfLateAcceptance) return new(PaymentReply.AcceptByReturn);
        if (!command.Accepts && !(command.ReasonCode is string reason && context.Profile.Exceptions.RecallRefusalReasons.Contains(reason)))
            return new(PaymentReply.ReasonNotAllowed);
        return new(PaymentReply.Done, new RecallAnswered(context.NowMs, command.Accepts, command.ReasonCode, command.Message, command.Digest));
    }

    /// <summary>Whether the time to answer the open recall has passed, noticed or not.</summary>
    private bool RecallIsDue(in PaymentContext context) =>
        Aftermath.Recall is { Status: RecallStatus.Open } recall && context.NowMs >= recall.Request.DueMs;

    /// <summary>The creditor agent, which had accepted without posting, says what became of it. Held may be followed by another outcome; nothing else may.</summary>
    private PaymentDecision DecideLaterOutcome(AnswerPayment command, in PaymentContext context)
    {
        if (command.Status == AnswerStatus || command.Status == Aftermath.LaterOutcome?.Status) return new(PaymentReply.Repeat);
        if (!context.Profile.AllowsLaterOutcome(command.Status))
            return new(context.Profile.AllowsAnswer(command.Status) ? PaymentReply.AnswerContradicts : PaymentReply.AnswerStatusNotAllowed);
        if (Aftermath.LaterOutcome is { Status: not "PDNG" }) return new(PaymentReply.AnswerContradicts);
        return new(PaymentReply.Done, new LaterOutcomeReceived(context.NowMs, command.Status, command.Reason, command.Message));
    }
}

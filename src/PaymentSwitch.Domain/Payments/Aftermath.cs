namespace PaymentSwitch.Domain.Payments;

/// <summary>
/// What comes after the outcome of a payment, which for nearly all of them is nothing: at most one recall, returns of up
/// to the amount, one of them under way at a time, and later outcomes where the creditor agent had accepted without posting.
/// </summary>
public sealed record Aftermath
{
    /// <summary>Nothing came after.</summary>
    public static Aftermath None { get; } = new();

    /// <summary>The recall; null for none.</summary>
    public Recall? Recall { get; private init; }

    /// <summary>The returns, oldest first.</summary>
    public IReadOnlyList<ReturnLeg> Returns { get; private init; } = [];

    /// <summary>The last of the later outcomes; null for none.</summary>
    public LaterOutcomeReceived? LaterOutcome { get; private init; }

    /// <summary>The creditor agent's answer to the switch's own recall of a late acceptance; null for none.</summary>
    public RecallAnswered? LateRecallAnswer { get; private init; }

    /// <summary>That the answer to the switch's own recall comes later, as the creditor agent has said; null where it has not.</summary>
    public RecallAnswerPending? LateRecallPending { get; private init; }

    /// <summary>The return that is being reserved or booked; null for none. Then it is the last one.</summary>
    public ReturnLeg? ReturnUnderWay => Returns.Count > 0 && !Returns[^1].IsClosed ? Returns[^1] : null;

    /// <summary>What went back, in minor units.</summary>
    public long ReturnedMinor => Sum(ReturnStatus.Settled);

    /// <summary>What went back or may still go back, in minor units.</summary>
    public long ReturnedOrPendingMinor => Sum(ReturnStatus.Settled) + Sum(ReturnStatus.Received);

    /// <summary>Whether no recall and no return is open.</summary>
    public bool IsClosed => ReferenceEquals(this, None) || (Recall is not { Status: RecallStatus.Open } && ReturnUnderWay is null);

    /// <summary>The aftermath after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    internal Aftermath Evolve(PaymentEvent fact) => fact switch
    {
        LaterOutcomeReceived e => this with { LaterOutcome = e },
        RecallRequested e => this with { Recall = new Recall(e, RecallStatus.Open) },
        RecallAnswered e => Recall is { Status: RecallStatus.Open }
            ? this with { Recall = Recall with { Status = RecallStatus.Refused, Answer = e, AnsweredAtMs = e.AtMs } }
            : this with { LateRecallAnswer = e },
        RecallAnswerPending e => Recall is { Status: RecallStatus.Open }
            ? this with { Recall = Recall with { Pending = e } }
            : this with { LateRecallPending = e },
        RecallLapsed e => this with { Recall = Recall! with { Status = RecallStatus.Lapsed, AnsweredAtMs = e.AtMs } },
        ReturnReceived e => this with { Returns = [.. Returns, new ReturnLeg(e, ReturnStatus.Received)] },
        PaymentReturned e => With(e.Number, sent => sent with { Status = ReturnStatus.Settled, Cycle = e.Cycle, FinalAtMs = e.AtMs }) with
        {
            Recall = Recall is { Status: RecallStatus.Open } ? Recall with { Status = RecallStatus.Returned, AnsweredAtMs = e.AtMs } : Recall,
        },
        ReturnRejected e => With(
            e.Number, sent => sent with { Status = ReturnStatus.Rejected, FinalAtMs = e.AtMs, Reason = e.Reason, IsClosed = true }),
        ReturnClosed e => With(e.Number, sent => sent with { IsClosed = true }),
        _ => throw new InvalidOperationException($"Nothing that comes after a payment: {fact.GetType().Name}."),
    };

    /// <summary>How many returns were rejected, and when the last of them was, in Unix milliseconds; 0 for none.</summary>
    internal (int Count, long LastAtMs) RejectedReturns()
    {
        (int count, long lastAtMs) = (0, 0);
        foreach (ReturnLeg sent in Returns)
            if (sent.Status == ReturnStatus.Rejected) (count, lastAtMs) = (count + 1, sent.FinalAtMs);
        return (count, lastAtMs);
    }

    private Aftermath With(int number, Func<ReturnLeg, ReturnLeg> change)
    {
        ReturnLeg[] returns = [.. Returns];
        returns[number - 1] = change(returns[number - 1]);
        return this with { Returns = returns };
    }

    private long Sum(ReturnStatus status)
    {
        long sumMinor = 0;
        foreach (ReturnLeg sent in Returns)
            if (sent.Status == status) sumMinor += sent.Received.AmountMinor;
        return sumMinor;
    }
}

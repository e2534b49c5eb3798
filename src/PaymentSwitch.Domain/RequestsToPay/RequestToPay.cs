using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Domain.RequestsToPay;

/// <summary>
/// A creditor's wish to be paid, passed on from its bank to the debtor's bank (pain.013), with the answer (pain.014) and the
/// payment that follows. It moves no money. Invariant: it is answered once, and paid by one payment at most.
/// </summary>
public sealed record RequestToPay
{
    /// <summary>Its identity: the UETR of the request, or one made from sender and end-to-end id.</summary>
    public required Uetr Id { get; init; }

    /// <summary>Where it stands.</summary>
    public RequestStatus Status { get; private init; }

    /// <summary>The fact that began it, with the message; null as long as it is unknown.</summary>
    public RequestReceived? Received { get; private init; }

    /// <summary>The debtor agent's answer; null before.</summary>
    public RequestAnswered? Answer { get; private init; }

    /// <summary>The fact that its answer comes later; null where that was not said.</summary>
    public RequestAnswerPending? Pending { get; private init; }

    /// <summary>The payment that it led to; null for none.</summary>
    public Uetr? PaidBy { get; private init; }

    /// <summary>Whether it can still be paid.</summary>
    public bool IsOpen => Status is RequestStatus.Received or RequestStatus.Accepted;

    /// <summary>A request of which nothing is known yet.</summary>
    public static RequestToPay Unknown(Uetr id) => new() { Id = id };

    /// <summary>Takes the request in.</summary>
    public RequestDecision Decide(AskToPay command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is not null)
        {
            bool same = Received.Sender == command.Sender && Received.Digest.Span.SequenceEqual(command.Digest.Span);
            return new(same ? RequestReply.Repeat : RequestReply.IdentityConflict);
        }

        if (!context.Profile.Exceptions.RequestsToPay) return new(RequestReply.NotInScheme);
        if (command.Amount.Currency != context.Profile.Currency) return new(RequestReply.NotInScheme);
        if (context.Directory.Find(command.CreditorAgent)?.Participant is not { MaySend: true } sender || sender.Id != command.Sender)
            return new(RequestReply.SenderNotCreditorAgent);
        if (context.Directory.Find(command.DebtorAgent)?.Participant is not { } receiver) return new(RequestReply.DebtorAgentUnknown);
        if (!receiver.MayReceive) return new(RequestReply.DebtorAgentUnavailable);
        if (command.ExpiresAtMs <= context.NowMs) return new(RequestReply.Expired);
        return new(RequestReply.Done, new RequestReceived(
            context.NowMs, command.Sender, receiver.Id, command.EndToEndId, command.Amount, command.ExpiresAtMs, command.Message, command.Digest));
    }

    /// <summary>The debtor agent answers. That its answer comes later is passed on once.</summary>
    public RequestDecision Decide(AnswerRequestToPay command, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is null || Received.Receiver != command.Sender) return new(RequestReply.Unknown);
        if (Answer is not null && Answer.Digest.Span.SequenceEqual(command.Digest.Span)) return new(RequestReply.Repeat);
        if (Pending is not null && Pending.Digest.Span.SequenceEqual(command.Digest.Span)) return new(RequestReply.Repeat);
        if (Answer is null && Status == RequestStatus.Expired) return new(RequestReply.Expired);
        if (Answer is not null || Status != RequestStatus.Received) return new(RequestReply.AnsweredBefore);
        if (nowMs >= Received.ExpiresAtMs) return new(RequestReply.Expired, new RequestExpired(nowMs));
        if (command.IsPending)
        {
            return Pending is not null
                ? new(RequestReply.PendingBefore)
                : new(RequestReply.Done, new RequestAnswerPending(nowMs, command.ReasonCode, command.Message, command.Digest));
        }

        return new(RequestReply.Done, new RequestAnswered(nowMs, command.Accepts, command.ReasonCode, command.Message, command.Digest));
    }

    /// <summary>
    /// A payment has settled that answers it; when its time has passed, even where the switch has not yet noticed, it
    /// expires here instead. Null: it cannot be paid any more.
    /// </summary>
    public RequestEvent? DecidePaid(Uetr payment, long nowMs) => DecideExpiry(nowMs) ?? (IsOpen ? new RequestPaid(nowMs, payment) : null);

    /// <summary>Its time has passed. Null: it has not.</summary>
    public RequestEvent? DecideExpiry(long nowMs) => IsOpen && nowMs >= Received!.ExpiresAtMs ? new RequestExpired(nowMs) : null;

    /// <summary>The request after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public RequestToPay Evolve(RequestEvent fact) => fact switch
    {
        RequestReceived e => this with { Received = e, Status = RequestStatus.Received },
        RequestAnswered e => this with { Answer = e, Status = e.Accepted ? RequestStatus.Accepted : RequestStatus.Refused },
        RequestAnswerPending e => this with { Pending = e },
        RequestPaid e => this with { PaidBy = e.Payment, Status = RequestStatus.Paid },
        RequestExpired => this with { Status = RequestStatus.Expired },
        _ => throw new InvalidOperationException($"Request to pay {Id}: unknown fact {fact?.GetType().Name}."),
    };
}

/// <summary>Where a request to pay stands. The numbers are shown.</summary>
public enum RequestStatus
{
    /// <summary>There is no such request.</summary>
    Unknown = 0,

    /// <summary>Passed on, not answered.</summary>
    Received = 1,

    /// <summary>The debtor agent says that it will be paid.</summary>
    Accepted = 2,

    /// <summary>The debtor agent says that it will not be paid. Final.</summary>
    Refused = 3,

    /// <summary>A payment has settled that answers it. Final.</summary>
    Paid = 4,

    /// <summary>Its time has passed. Final.</summary>
    Expired = 5,
}

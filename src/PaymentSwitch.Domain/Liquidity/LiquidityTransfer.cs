using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Liquidity;

/// <summary>
/// Money on its way between an account here and the settlement bank. Invariants: it is booked once or refused; what the
/// settlement bank will not take in goes back in full.
/// </summary>
public sealed record LiquidityTransfer
{
    /// <summary>Its identity: made from sender and reference, so that a repeat finds it.</summary>
    public required Uetr Id { get; init; }

    /// <summary>Where it stands.</summary>
    public LiquidityStatus Status { get; private init; }

    /// <summary>The fact that began it; null as long as it is unknown.</summary>
    public LiquidityRequested? Requested { get; private init; }

    /// <summary>Why it was refused; <see cref="AccountReply.Done"/> where it was not.</summary>
    public AccountReply Refusal { get; private init; }

    /// <summary>Why the settlement bank would not take it in; null where it did.</summary>
    public string? ReversalReason { get; private init; }

    /// <summary>The settlement bank whose receipt is awaited, or was; null for what comes in.</summary>
    public ParticipantId? AwaitedFrom { get; private init; }

    /// <summary>The last of its facts; null as long as it is unknown.</summary>
    public LiquidityEvent? Last { get; private init; }

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsFinal => Status is LiquidityStatus.Settled or LiquidityStatus.Refused or LiquidityStatus.Reversed;

    private LiquidityTerms Terms => Requested!.Terms;

    /// <summary>A transfer of which nothing is known yet.</summary>
    public static LiquidityTransfer Unknown(Uetr id) => new() { Id = id };

    /// <summary>Takes the transfer in.</summary>
    /// <param name="command">The transfer.</param>
    /// <param name="settlementBank">Who keeps the money behind the accounts; null for nobody.</param>
    /// <param name="isSuspended">Whether an operator has suspended the owner of the account: it takes nothing out then. Money may come in.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public LiquidityDecision Decide(TransferLiquidity command, ParticipantId? settlementBank, bool isSuspended, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Requested is not null)
            return new(Requested.Digest.Span.SequenceEqual(command.Digest.Span) ? LiquidityReply.Repeat : LiquidityReply.IdentityConflict);
        if (settlementBank is null) return new(LiquidityReply.NoSettlementBank);
        // A bank takes its own money out. In comes what the settlement bank has taken from the bank's account there.
        ParticipantId allowed = command.Terms.Direction == LiquidityDirection.Out ? command.Terms.Account.Participant : settlementBank.Value;
        if (command.Terms.Sender != allowed) return new(LiquidityReply.NotAllowed);
        if (isSuspended && command.Terms.Direction == LiquidityDirection.Out) return new(LiquidityReply.Suspended);
        return new(LiquidityReply.Done, new LiquidityRequested(nowMs, command.Terms, command.Message, command.Digest));
    }

    /// <summary>What the account is asked to book.</summary>
    public AccountCommand Booking()
    {
        var act = new OperatorAct(Terms.Sender.Value, Terms.Reference);
        return Terms.Direction == LiquidityDirection.In
            ? new FundAccount(Terms.AmountMinor, Terms.BookingReference, act)
            : new WithdrawFromAccount(Terms.AmountMinor, Terms.BookingReference, act);
    }

    /// <summary>What the account is asked to book when the settlement bank would not take it in.</summary>
    public AccountCommand Reversal() =>
        new FundAccount(Terms.AmountMinor, Terms.ReversalReference, new OperatorAct(AwaitedFrom!.Value.Value, ReversalReason ?? "")) { ComesBack = true };

    /// <summary>The account has replied.</summary>
    public LiquidityEvent? DecideBooked(AccountReply reply, ParticipantId? settlementBank, long nowMs)
    {
        if (Status != LiquidityStatus.Requested) return null;
        if (reply != AccountReply.Done) return new LiquidityRefused(nowMs, Terms, reply);
        return new LiquidityBooked(nowMs, Terms, Terms.Direction == LiquidityDirection.Out ? settlementBank : null);
    }

    /// <summary>The settlement bank's receipt (camt.025) for what went out.</summary>
    public LiquidityDecision DecideReceipt(ParticipantId sender, bool accepted, string reason, long nowMs)
    {
        if (AwaitedFrom is null || AwaitedFrom != sender) return new(LiquidityReply.Unknown);
        return Status switch
        {
            LiquidityStatus.Booked => new(LiquidityReply.Done, accepted ? new LiquidityConfirmed(nowMs, Terms) : new LiquidityReversed(nowMs, Terms, reason)),
            LiquidityStatus.Settled when accepted => new(LiquidityReply.Repeat),
            LiquidityStatus.Reversed when !accepted => new(LiquidityReply.Repeat),
            _ => new(LiquidityReply.Unknown),
        };
    }

    /// <summary>The transfer after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public LiquidityTransfer Evolve(LiquidityEvent fact)
    {
        LiquidityTransfer after = fact switch
        {
            LiquidityRequested e => this with { Requested = e, Status = LiquidityStatus.Requested },
            LiquidityBooked e => this with { AwaitedFrom = e.AwaitedFrom, Status = e.AwaitedFrom is null ? LiquidityStatus.Settled : LiquidityStatus.Booked },
            LiquidityRefused e => this with { Status = LiquidityStatus.Refused, Refusal = e.Reply },
            LiquidityConfirmed => this with { Status = LiquidityStatus.Settled },
            LiquidityReversed e => this with { Status = LiquidityStatus.Reversed, ReversalReason = e.Reason },
            _ => throw new InvalidOperationException($"Liquidity transfer {Id}: unknown fact {fact?.GetType().Name}."),
        };
        return after with { Last = fact };
    }
}

/// <summary>Where a liquidity transfer stands. The numbers are shown.</summary>
public enum LiquidityStatus
{
    /// <summary>There is no such transfer.</summary>
    Unknown = 0,

    /// <summary>Taken in; the account is asked.</summary>
    Requested = 1,

    /// <summary>Booked here; the settlement bank has not answered yet.</summary>
    Booked = 2,

    /// <summary>Done on both sides. Final.</summary>
    Settled = 3,

    /// <summary>The account refused it; nothing moved. Final.</summary>
    Refused = 4,

    /// <summary>The settlement bank would not take it in; the money is back on the account. Final.</summary>
    Reversed = 5,
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Liquidity;

/// <summary>Given facts of a liquidity transfer, when a message or a reply of the account, then a fact or none, and a reply.</summary>
public sealed class LiquidityTransferTests
{
    private static readonly ParticipantId Alpha = new("ALPHDEFFXXX");
    private static readonly ParticipantId Bank = new("SETLDEFFXXX");
    private static readonly AccountId Account = new(Alpha, Currency.Of("EUR"));
    private static readonly Uetr Id = Uetr.Parse("00000000-0000-4000-8000-000000000001");
    private static readonly OriginalMessage Message = new(new byte[] { 1 }, 0, 1);
    private static readonly byte[] Digest = [1];
    private static readonly LiquidityTerms Out = new(Alpha, Account, LiquidityDirection.Out, 500, "L1", "M1");
    private static readonly LiquidityTerms In = new(Bank, Account, LiquidityDirection.In, 500, "L1", "M1");
    private static readonly LiquidityEvent[] Going = [new LiquidityRequested(1, Out, Message, Digest)];
    private static readonly LiquidityEvent[] Coming = [new LiquidityRequested(1, In, Message, Digest)];
    private static readonly LiquidityEvent[] Gone = [.. Going, new LiquidityBooked(1, Out, Bank)];
    private static readonly LiquidityEvent[] Come = [.. Coming, new LiquidityBooked(1, In, null)];
    private static readonly LiquidityEvent[] Refused = [.. Going, new LiquidityRefused(1, Out, AccountReply.InsufficientFunds)];
    private static readonly LiquidityEvent[] Confirmed = [.. Gone, new LiquidityConfirmed(1, Out)];
    private static readonly LiquidityEvent[] Reversed = [.. Gone, new LiquidityReversed(1, Out, "no")];

    public static TheoryData<string, LiquidityEvent[], TransferLiquidity, bool, LiquidityReply, LiquidityEvent?> Messages => new()
    {
        // name, given, when, is there a settlement bank, reply, then
        { "out", [], Of(Out), true, LiquidityReply.Done, new LiquidityRequested(9, Out, Message, Digest) },
        { "in", [], Of(In), true, LiquidityReply.Done, new LiquidityRequested(9, In, Message, Digest) },
        { "out of another's account", [], Of(Out with { Sender = new("BRAVFRPPXXX") }), true, LiquidityReply.NotAllowed, null },
        { "out by the settlement bank", [], Of(Out with { Sender = Bank }), true, LiquidityReply.NotAllowed, null },
        { "in by the bank itself", [], Of(In with { Sender = Alpha }), true, LiquidityReply.NotAllowed, null },
        { "where there is no settlement bank", [], Of(Out), false, LiquidityReply.NoSettlementBank, null },
        { "again", Gone, Of(Out), true, LiquidityReply.Repeat, null },
        { "again after a refusal", Refused, Of(Out), true, LiquidityReply.Repeat, null },
        { "again when the settlement bank has gone", Confirmed, Of(Out), false, LiquidityReply.Repeat, null },
        { "other content", Gone, Of(Out) with { Digest = new byte[] { 2 } }, true, LiquidityReply.IdentityConflict, null },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Decides_on_messages(string name, LiquidityEvent[] given, TransferLiquidity when, bool isBankThere, LiquidityReply reply, LiquidityEvent? then)
    {
        LiquidityTransfer transfer = Of(given);
        LiquidityDecision decision = transfer.Decide(when, isBankThere ? Bank : null, isSuspended: false, nowMs: 9);
        Assert.Equal($"{name}: {reply} {Shown.Of(then)}", $"{name}: {decision.Reply} {Shown.Of(decision.Event)}");
        if (decision.Event is not null) Assert.Equal(new LiquidityDecision(LiquidityReply.Repeat), transfer.Evolve(decision.Event).Decide(when, Bank, isSuspended: false, nowMs: 10));
    }

    [Fact]
    public void A_suspended_bank_takes_nothing_out_and_gets_what_comes_in()
    {
        Assert.Equal(new LiquidityDecision(LiquidityReply.Suspended), Of([]).Decide(Of(Out), Bank, isSuspended: true, nowMs: 9));
        Assert.Equal(LiquidityReply.Done, Of([]).Decide(Of(In), Bank, isSuspended: true, nowMs: 9).Reply);
        Assert.Equal(LiquidityReply.Repeat, Of(Gone).Decide(Of(Out), Bank, isSuspended: true, nowMs: 9).Reply);
    }

    public static TheoryData<string, LiquidityEvent[], bool, LiquidityReply, LiquidityEvent?> Receipts => new()
    {
        // name, given, accepted, reply, then
        { "taken in", Gone, true, LiquidityReply.Done, new LiquidityConfirmed(9, Out) },
        { "not taken in", Gone, false, LiquidityReply.Done, new LiquidityReversed(9, Out, "no") },
        { "taken in again", Confirmed, true, LiquidityReply.Repeat, null },
        { "not taken in again", Reversed, false, LiquidityReply.Repeat, null },
        { "taken in and then not", Confirmed, false, LiquidityReply.Unknown, null },
        { "not taken in and then taken in", Reversed, true, LiquidityReply.Unknown, null },
        { "what came in", Come, true, LiquidityReply.Unknown, null },
        { "what was refused", Refused, true, LiquidityReply.Unknown, null },
        { "what is not booked", Going, true, LiquidityReply.Unknown, null },
        { "nothing", [], true, LiquidityReply.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Receipts))]
    public void Decides_on_receipts(string name, LiquidityEvent[] given, bool accepted, LiquidityReply reply, LiquidityEvent? then)
    {
        LiquidityTransfer transfer = Of(given);
        Assert.Equal(LiquidityReply.Unknown, transfer.DecideReceipt(Alpha, accepted, "no", nowMs: 9).Reply);
        LiquidityDecision decision = transfer.DecideReceipt(Bank, accepted, "no", nowMs: 9);
        Assert.Equal($"{name}: {reply} {Shown.Of(then)}", $"{name}: {decision.Reply} {Shown.Of(decision.Event)}");
        if (decision.Event is not null) Assert.Equal(new LiquidityDecision(LiquidityReply.Repeat), transfer.Evolve(decision.Event).DecideReceipt(Bank, accepted, "no", nowMs: 10));
    }

    [Fact]
    public void What_the_account_books_for_it_has_names_of_its_own()
    {
        Assert.Equal(new WithdrawFromAccount(500, "ALPHDEFFXXX:L1", new OperatorAct(Alpha.Value, "L1")), Of(Going).Booking());
        Assert.Equal(new FundAccount(500, "SETLDEFFXXX:L1", new OperatorAct(Bank.Value, "L1")), Of(Coming).Booking());
        var back = Assert.IsType<FundAccount>(Of(Reversed).Reversal());
        Assert.Equal((500L, Bank.Value, "no", true), (back.AmountMinor, back.Act.By, back.Act.Why, back.ComesBack));
        // No reference that a bank can choose makes the one under which another transfer's money comes back.
        foreach (string reference in new[] { "L1", "L1:back", "back:L1", ":L1", back.Reference })
            Assert.NotEqual(back.Reference, (Out with { Reference = reference }).BookingReference);
    }

    [Fact]
    public void The_accounts_reply_books_or_refuses_it_once()
    {
        Assert.Equal(new LiquidityBooked(9, Out, Bank), Of(Going).DecideBooked(AccountReply.Done, Bank, 9));
        Assert.Equal(new LiquidityBooked(9, In, null), Of(Coming).DecideBooked(AccountReply.Done, Bank, 9));
        Assert.Equal(new LiquidityRefused(9, Out, AccountReply.Closed), Of(Going).DecideBooked(AccountReply.Closed, Bank, 9));
        foreach (LiquidityEvent[] facts in new[] { Gone, Come, Refused, Confirmed, Reversed }) Assert.Null(Of(facts).DecideBooked(AccountReply.Done, Bank, 9));
    }

    [Fact]
    public void Everybody_whom_a_fact_concerns_is_told()
    {
        Assert.Empty(LiquidityFlow.DeliveriesAfter(Going[0]));
        Assert.Equal([(Bank, DeliveryKind.InstructWithdrawal), (Alpha, DeliveryKind.BookingNotification)], LiquidityFlow.DeliveriesAfter(Gone[1]));
        Assert.Equal([(Bank, DeliveryKind.LiquidityReceipt), (Alpha, DeliveryKind.BookingNotification)], LiquidityFlow.DeliveriesAfter(Come[1]));
        Assert.Equal([(Alpha, DeliveryKind.LiquidityReceipt), (Alpha, DeliveryKind.BookingNotification)], LiquidityFlow.DeliveriesAfter(Reversed[2]));
        foreach (LiquidityEvent fact in new[] { Refused[1], Confirmed[2] })
            Assert.Equal([(Alpha, DeliveryKind.LiquidityReceipt)], LiquidityFlow.DeliveriesAfter(fact));
    }

    [Fact]
    public void An_unknown_fact_stops_the_replay() => Assert.Throws<InvalidOperationException>(() => Of([new FactOfTomorrow(1)]));

    private static TransferLiquidity Of(LiquidityTerms terms) => new() { Terms = terms, Message = Message, Digest = Digest };

    private static LiquidityTransfer Of(IEnumerable<LiquidityEvent> facts) => facts.Aggregate(LiquidityTransfer.Unknown(Id), (transfer, fact) => transfer.Evolve(fact));

    private sealed record FactOfTomorrow(long AtMs) : LiquidityEvent(AtMs, Out);
}

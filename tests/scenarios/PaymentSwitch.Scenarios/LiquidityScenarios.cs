using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Money between accounts and the settlement bank: at once or not at all, booked once, and told to whom it concerns.</summary>
public abstract class LiquidityScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task What_the_settlement_bank_brings_in_is_on_the_account_at_once()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());

        LiquidityResult result = await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 500));

        Assert.Equal((LiquidityReply.Done, LiquidityStatus.Settled), (result.Reply, result.Transfer!.Status));
        Assert.Equal(10_500, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.IsType<LiquidityBooked>(Assert.Single(await scheme.MailAsync(Scheme.SettlementBank, DeliveryKind.LiquidityReceipt)).Fact);
        Assert.Equal([nameof(AccountFunded), nameof(LiquidityBooked)], (await scheme.MailAsync(Scheme.Alpha, DeliveryKind.BookingNotification)).Select(message => message.Fact.GetType().Name));
        Assert.Equal(LiquidityReply.Unknown, (await scheme.Host.Switch.TakeReceiptAsync(result.Transfer.Id, Scheme.SettlementBank, accepted: false, "")).Reply);
        await scheme.AssertBooksAsync(20_500);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_bank_takes_out_leaves_at_once_and_is_done_when_the_settlement_bank_has_it(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        LiquidityResult result = await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 10_000));
        Assert.Equal((LiquidityReply.Done, LiquidityStatus.Booked), (result.Reply, result.Transfer!.Status));
        Assert.Equal(0, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Single(await scheme.MailAsync(Scheme.SettlementBank, DeliveryKind.InstructWithdrawal));
        Assert.Equal([nameof(AccountFunded), nameof(LiquidityBooked)], (await scheme.ReadAllAsync(Scheme.Alpha)).Select(message => message.Fact.GetType().Name));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        Assert.Equal(LiquidityReply.Unknown, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true, by: Scheme.Alpha)).Reply);
        Assert.Equal(LiquidityReply.Unknown, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true, reference: "L2")).Reply);
        Assert.Equal(LiquidityStatus.Settled, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true)).Transfer!.Status);

        Assert.Equal(LiquidityReply.Repeat, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true)).Reply);
        Assert.Equal(LiquidityReply.Unknown, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: false)).Reply);
        Assert.IsType<LiquidityConfirmed>(Assert.Single(await scheme.MailAsync(Scheme.Alpha, DeliveryKind.LiquidityReceipt)).Fact);
        await scheme.AssertBooksAsync(10_000);
    }

    [Fact]
    public async Task A_suspended_bank_takes_nothing_out_but_an_operator_does_for_it()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        await scheme.StandAsync(Scheme.Alpha, StandingChange.Suspend);
        long position = scheme.Host.JournalPosition;

        LiquidityResult refused = await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 500));

        Assert.Equal((LiquidityReply.Suspended, null), (refused.Reply, refused.Transfer));
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(LiquidityReply.Done, (await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 500, "L2"))).Reply);
        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(Scheme.Alpha, new WithdrawFromAccount(1_000, "for it", Scheme.Operator)));
        Assert.Equal(9_500, await scheme.BalanceAsync(Scheme.Alpha));
        await scheme.StandAsync(Scheme.Alpha, StandingChange.Resume);
        Assert.Equal(LiquidityStatus.Booked, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 500))).Transfer!.Status);
        await scheme.AssertBooksAsync(19_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_settlement_bank_will_not_take_in_comes_back(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        // Named as the way back of another one might be named.
        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 4_000, "L1:back"));
        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 4_000));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        LiquidityResult result = await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: false);

        Assert.Equal((LiquidityReply.Done, LiquidityStatus.Reversed, "No such account."), (result.Reply, result.Transfer!.Status, result.Transfer.ReversalReason));
        Assert.Equal(6_000, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.IsType<LiquidityReversed>(Assert.Single(await scheme.MailAsync(Scheme.Alpha, DeliveryKind.LiquidityReceipt)).Fact);
        Assert.Equal(LiquidityReply.Repeat, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: false)).Reply);
        Assert.Equal(LiquidityReply.Unknown, (await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true)).Reply);
        await scheme.AssertBooksAsync(16_000);
    }

    [Fact]
    public async Task A_repeat_moves_nothing_and_other_content_under_the_same_reference_is_a_conflict()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 300));
        await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 20));
        long position = scheme.Host.JournalPosition;

        Assert.Equal(LiquidityReply.Repeat, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 300))).Reply);
        Assert.Equal(LiquidityReply.Repeat, (await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 20))).Reply);
        Assert.Equal(LiquidityReply.IdentityConflict, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 301))).Reply);
        Assert.Equal(LiquidityReply.IdentityConflict, (await scheme.TransferAsync(scheme.IncomingFor(Scheme.Bravo, 20))).Reply);

        Assert.Equal(position, scheme.Host.JournalPosition);
        // Another sender's references are its own.
        Assert.Equal(LiquidityReply.Done, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Bravo, 300))).Reply);
        await scheme.AssertBooksAsync(19_420);
    }

    [Fact]
    public async Task Money_that_is_not_there_is_not_taken_out_and_its_sender_is_told()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        await scheme.PayAsync(4_000);

        LiquidityResult result = await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 6_001));

        Assert.Equal((LiquidityReply.Done, LiquidityStatus.Refused, AccountReply.InsufficientFunds), (result.Reply, result.Transfer!.Status, result.Transfer.Refusal));
        Assert.IsType<LiquidityRefused>(Assert.Single(await scheme.MailAsync(Scheme.Alpha, DeliveryKind.LiquidityReceipt)).Fact);
        Assert.Equal(LiquidityReply.Repeat, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 6_001))).Reply);
        Assert.Equal(AccountReply.AmountOutOfRange, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 0, "L2"))).Transfer!.Refusal);
        Assert.Equal(AccountReply.AmountOutOfRange, (await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, -1, "L2"))).Transfer!.Refusal);
        Assert.Empty(await scheme.MailAsync(Scheme.SettlementBank, DeliveryKind.InstructWithdrawal));
        Assert.Equal(LiquidityStatus.Booked, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 6_000, "L3"))).Transfer!.Status);
        await scheme.AssertBooksAsync(14_000);
    }

    [Fact]
    public async Task A_bank_moves_its_own_money_only_and_the_settlement_bank_must_be_there()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), fundsMinor: 10_000);
        Assert.Equal(LiquidityReply.NoSettlementBank, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 100))).Reply);
        await scheme.EnrolAsync(Scheme.SettlementBank, ParticipantRole.SettlementBank);
        TransferLiquidity outgoing = scheme.OutgoingOf(Scheme.Alpha, 100);
        TransferLiquidity incoming = scheme.IncomingFor(Scheme.Alpha, 100);
        long position = scheme.Host.JournalPosition;

        Assert.Equal(LiquidityReply.NotAllowed, (await scheme.TransferAsync(outgoing with { Terms = outgoing.Terms with { Sender = Scheme.Bravo } })).Reply);
        Assert.Equal(LiquidityReply.NotAllowed, (await scheme.TransferAsync(outgoing with { Terms = outgoing.Terms with { Sender = Scheme.SettlementBank } })).Reply);
        Assert.Equal(LiquidityReply.NotAllowed, (await scheme.TransferAsync(incoming with { Terms = incoming.Terms with { Sender = Scheme.Alpha } })).Reply);

        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(LiquidityReply.Done, (await scheme.TransferAsync(outgoing)).Reply);
    }

    [Fact]
    public async Task A_closed_account_takes_nothing_in_and_none_is_closed_before_what_was_taken_out_has_arrived()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 10_000));
        Assert.Equal(AccountReply.NotEmpty, await scheme.AskAccountAsync(Scheme.Alpha, new CloseAccount(Scheme.Operator)));
        await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: false);
        Assert.Equal(10_000, await scheme.BalanceAsync(Scheme.Alpha));

        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 10_000, "L2"));
        await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: true, "L2");
        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(Scheme.Alpha, new CloseAccount(Scheme.Operator)));

        LiquidityResult result = await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 5));
        Assert.Equal((LiquidityStatus.Refused, AccountReply.Closed), (result.Transfer!.Status, result.Transfer.Refusal));
        await scheme.AssertBooksAsync(10_000);
    }

    [Fact]
    public async Task What_is_left_must_cover_the_cap_and_what_a_cycle_has_yet_to_bring_cannot_be_taken_out()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.SettledAsync(3_000, Scheme.Charlie, Scheme.Bravo);
        Assert.Equal(AccountReply.InsufficientFunds, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 5_001))).Transfer!.Refusal);
        Assert.Equal(AccountReply.InsufficientFunds, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Bravo, 5_001))).Transfer!.Refusal);
        Assert.Equal(AccountReply.Done, await scheme.CapAsync(Scheme.Alpha, 800));
        Assert.Equal(AccountReply.Done, await scheme.CapAsync(Scheme.Bravo, 0));

        // Alpha owes 800; Bravo is owed 3,800, and has brought in 10,000.
        Assert.Equal(AccountReply.InsufficientFunds, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 9_201, "L2"))).Transfer!.Refusal);
        Assert.Equal(AccountReply.Done, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 9_200, "L3"))).Transfer!.Refusal);
        Assert.Equal(AccountReply.InsufficientFunds, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Bravo, 10_001, "L2"))).Transfer!.Refusal);
        Assert.Equal(AccountReply.Done, (await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Bravo, 10_000, "L3"))).Transfer!.Refusal);
        await scheme.CutAsync();
        await scheme.InstructAsync(1);
        await scheme.ConfirmAllAsync(1);
        Assert.Equal((800L, 0L, 10_000L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo), await scheme.BalanceAsync(Scheme.Charlie)));
        await scheme.AssertBooksAsync(10_800);
    }

    [Fact]
    public async Task Funding_by_an_operator_counts_once_and_caps_are_held_against_use_and_prefunding()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        long position = scheme.Host.JournalPosition;

        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(Scheme.Alpha, new FundAccount(10_000, $"opening-{Scheme.Alpha}", Scheme.Operator)));
        Assert.Equal(AccountReply.ReferenceTaken, await scheme.AskAccountAsync(Scheme.Alpha, new FundAccount(1, $"opening-{Scheme.Alpha}", Scheme.Operator)));
        Assert.Equal(AccountReply.ReferenceTaken, await scheme.AskAccountAsync(Scheme.Alpha, new WithdrawFromAccount(10_000, $"opening-{Scheme.Alpha}", Scheme.Operator)));
        Assert.Equal(AccountReply.CapBelowUse, await scheme.CapAsync(Scheme.Alpha, 799));
        Assert.Equal(AccountReply.CapNotPrefunded, await scheme.CapAsync(Scheme.Alpha, 10_001));
        Assert.Equal(AccountReply.CapNotPrefunded, await scheme.CapAsync(Scheme.Alpha, null));
        Assert.Equal(AccountReply.TermsUnsound, await scheme.CapAsync(Scheme.Alpha, -1));
        Assert.Equal(position, scheme.Host.JournalPosition);

        Assert.Equal(AccountReply.Done, await scheme.CapAsync(Scheme.Alpha, 799, mayBeBelowUse: true));
        Assert.Equal(-1, (await scheme.AccountAsync(Scheme.Alpha)).HeadroomMinor);
        Assert.Equal(AccountReply.Done, await scheme.CapAsync(Scheme.Alpha, 10_000));
        await scheme.AssertBooksAsync(30_000);
    }
}

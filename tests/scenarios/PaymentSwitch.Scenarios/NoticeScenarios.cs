using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>What account owners are told of their money beside the outcomes of payments. The clock starts on Monday, 2026-03-02, at 10:00 UTC.</summary>
public abstract class NoticeScenarios
{
    private static readonly DeliveryKind[] Notices = [DeliveryKind.BookingNotification, DeliveryKind.DebitNotification, DeliveryKind.CreditNotification, DeliveryKind.Report];

    private static readonly SchemeProfile Timed = TestProfiles.NetByTimetable with
    {
        Notifications = new NotificationTerms { Statements = true, ReportTimes = [new TimeOnly(12, 0), new TimeOnly(16, 0)] },
    };

    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task Operators_bookings_are_told_each_once()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), fundsMinor: 0);
        AccountId account = scheme.AccountOf(Scheme.Alpha);
        for (int i = 0; i < 2; i++) await scheme.Host.Switch.CommandAccountAsync(account, new FundAccount(700, "F-1", Scheme.Operator));
        await scheme.Host.Switch.CommandAccountAsync(account, new WithdrawFromAccount(900, "W-0", Scheme.Operator));
        await scheme.Host.Switch.CommandAccountAsync(account, new WithdrawFromAccount(200, "W-1", Scheme.Operator));
        await scheme.Host.Switch.CommandAccountAsync(account, new SetAccountTerms(scheme.Profile.SettlementModel, new Cap(5), Scheme.Operator));

        Assert.Equal([700L, -200L], (await FactsAsync(scheme, Scheme.Alpha)).Cast<AccountEvent>().Select(fact => fact.Booking.AmountMinor));
        Assert.Empty(await FactsAsync(scheme, Scheme.Bravo));
    }

    [Theory]
    [InlineData(BookingNotices.None, 0, 0)]
    [InlineData(BookingNotices.Others, 1, 0)]
    [InlineData(BookingNotices.All, 1, 2)]
    public async Task The_profile_says_which_bookings_are_told(BookingNotices bookings, int ofFunding, int ofPayments)
    {
        await using Scheme scheme = await Scheme.StartAsync(
            NewHost(), TestProfiles.GrossWithAftermath with { Notifications = new NotificationTerms { Bookings = bookings } });
        Uetr uetr = await scheme.SettledAsync(300);
        await scheme.Host.Switch.ReturnAsync(scheme.ReturnOf(uetr, 100));
        await scheme.AnswerAsync(await scheme.PayAsync(50), "RJCT");

        DeliveryKind[] alpha = [.. (await NoticesAsync(scheme, Scheme.Alpha)).Select(message => message.Kind)];
        DeliveryKind[] bravo = [.. (await NoticesAsync(scheme, Scheme.Bravo)).Select(message => message.Kind)];

        Assert.Equal(ofFunding, alpha.Count(kind => kind == DeliveryKind.BookingNotification));
        Assert.Equal(new[] { DeliveryKind.DebitNotification, DeliveryKind.CreditNotification }[..ofPayments], alpha.Where(kind => kind != DeliveryKind.BookingNotification));
        Assert.Equal(new[] { DeliveryKind.CreditNotification, DeliveryKind.DebitNotification }[..ofPayments], bravo.Where(kind => kind != DeliveryKind.BookingNotification));
    }

    [Fact]
    public async Task Money_taken_out_and_sent_back_is_told_both_times()
    {
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost());
        await scheme.TransferAsync(scheme.OutgoingOf(Scheme.Alpha, 400));
        await scheme.GiveReceiptAsync(Scheme.Alpha, accepted: false);

        Assert.Equal(
            [nameof(AccountFunded), nameof(LiquidityBooked), nameof(LiquidityReversed)],
            (await FactsAsync(scheme, Scheme.Alpha)).Select(fact => fact.GetType().Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Participants_of_a_cycle_are_told_what_it_comes_to_when_it_is_netted_and_when_it_is_settled(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.SettledAsync(50);
        await scheme.SettledAsync(100, Scheme.Bravo, Scheme.Alpha);
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        await scheme.CutAsync();
        var netted = Assert.IsType<CycleReported>((await FactsAsync(scheme, Scheme.Alpha))[^1]);
        await scheme.InstructAsync(1);
        Assert.Same(netted.GetType(), (await FactsAsync(scheme, Scheme.Alpha))[^1].GetType());
        Assert.Single(await scheme.MailAsync(Scheme.Alpha, DeliveryKind.Report));
        await scheme.ConfirmAllAsync(1);

        Assert.Equal((CycleStage.Netted, scheme.Profile.Currency, new DateOnly(2026, 3, 2)), (netted.Stage, netted.Currency, netted.BusinessDate));
        Assert.Equal(new ParticipantPosition(Scheme.Alpha, 850, 100) { DebitCount = 2, CreditCount = 1 }, netted.Positions[0]);
        var settled = Assert.IsType<CycleReported>((await scheme.MailAsync(Scheme.Alpha, DeliveryKind.Report))[^1].Fact);
        Assert.Equal(CycleStage.Settled, settled.Stage);
        Assert.Equal(netted.Positions, settled.Positions);
        Assert.Equal((-750L, 750L), (BookedBy(await FactsAsync(scheme, Scheme.Bravo)), BookedBy(await FactsAsync(scheme, Scheme.Alpha))));
        // Who booked nothing in it is told nothing.
        Assert.Empty(await scheme.MailAsync(Scheme.Charlie, DeliveryKind.Report));
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task What_was_told_of_a_cycle_is_taken_back_when_it_is_stopped()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.CutAsync();
        await scheme.CommandAsync(1, new AbortCycle(Scheme.Operator));
        await scheme.CommandAsync(1, new ReopenCycle(Scheme.Operator));

        Assert.Equal(
            [CycleStage.Netted, CycleStage.Aborted, CycleStage.Netted],
            (await scheme.MailAsync(Scheme.Bravo, DeliveryKind.Report)).Select(message => ((CycleReported)message.Fact).Stage));
    }

    [Fact]
    public async Task A_default_that_prefunding_covers_is_told_to_the_defaulter()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.CutAsync();
        await scheme.InstructAsync(1);
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);
        await scheme.ConfirmAllAsync(1);

        var told = Assert.IsType<AccountCycleSettled>((await scheme.MailAsync(Scheme.Alpha, DeliveryKind.BookingNotification))[^1].Fact);
        Assert.Equal((true, -800L, 0L), (told.Covered, told.NetMinor, told.Booking.AmountMinor));
        var paid = Assert.IsType<AccountCycleSettled>((await scheme.MailAsync(Scheme.Bravo, DeliveryKind.BookingNotification))[^1].Fact);
        Assert.Equal((false, -800L), (paid.Covered, paid.Booking.AmountMinor));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_day_is_told_at_the_times_of_the_profile_and_when_it_has_ended(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), Timed);
        await scheme.SettledAsync(800);
        await scheme.UntilTimeAsync("2026-03-02 11:59:59.999");
        Assert.Empty(await StatementsAsync(scheme, Scheme.Alpha));
        await scheme.UntilTimeAsync("2026-03-02 12:00:00.000");
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        await scheme.SettledAsync(100, Scheme.Bravo, Scheme.Alpha);
        await scheme.UntilTimeAsync("2026-03-02 16:00:00.000");
        await scheme.UntilTimeAsync("2026-03-03 00:00:00.000");
        await scheme.SettledAsync(5);
        await scheme.UntilTimeAsync("2026-03-03 12:00:00.000");

        StatementIssued[] told = await StatementsAsync(scheme, Scheme.Alpha);
        Assert.Equal(
            [
                (StatementKind.Intraday, 2, "12:00", 9_200L, new Turnover(1, 800, 1, 10_000)),
                (StatementKind.Intraday, 2, "16:00", 9_300L, new Turnover(1, 800, 2, 10_100)),
                (StatementKind.EndOfDay, 2, "00:00", 9_300L, new Turnover(1, 800, 2, 10_100)),
                (StatementKind.Intraday, 3, "12:00", 9_295L, new Turnover(1, 5, 0, 0)),
            ],
            told.Select(fact => (fact.Kind, fact.BusinessDate.Day, DateTimeOffset.FromUnixTimeMilliseconds(fact.ToMs).ToString("HH:mm", null), fact.BalanceMinor, fact.Turnover!)));
        Assert.Equal(told[1].FromMs, told[2].FromMs);
        Assert.Equal(told[2].ToMs, told[3].FromMs);
        Assert.Empty(await StatementsAsync(scheme, Scheme.SettlementBank));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Days_that_ended_while_the_switch_was_down_are_told_one_by_one_and_once(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), Timed);
        await scheme.SettledAsync(800);
        scheme.Host.Clock.Advance(Scheme.MsBetween("2026-03-02 10:00", "2026-03-04 13:00"));
        await scheme.Host.RestartAsync(fromJournalAlone);
        await scheme.Host.RestartAsync(fromJournalAlone);

        StatementIssued[] told = await StatementsAsync(scheme, Scheme.Bravo);
        Assert.Equal(
            [(StatementKind.EndOfDay, 2), (StatementKind.EndOfDay, 3), (StatementKind.Intraday, 4)],
            told.Select(fact => (fact.Kind, fact.BusinessDate.Day)));
        Assert.Equal([new Turnover(0, 0, 2, 10_800), Turnover.None, Turnover.None], told.Select(fact => fact.Turnover));
    }

    [Fact]
    public async Task A_scheme_tells_nothing_by_itself_unless_its_profile_says_so()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.UntilTimeAsync("2026-03-05 13:00:00.000");
        Assert.Empty(await scheme.MailAsync(Scheme.Alpha, DeliveryKind.Report));
    }

    [Fact]
    public async Task A_broadcast_of_one_scheme_does_not_reach_the_banks_of_another()
    {
        await using Scheme sterling = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable, others: TestProfiles.Gross);
        Scheme euro = await sterling.BesideAsync(TestProfiles.Gross, 10_000);
        var agent = new ParticipantId("INSTGB2LXXX");
        await sterling.EnrolAsync(agent, ParticipantRole.InstructingParty);
        await sterling.Host.Switch.CommandParticipantAsync(agent, new SetPrincipals([Scheme.Charlie], Scheme.Operator));

        await sterling.Host.Switch.BroadcastAsync(euro.Profile.Name, "OPER", "Of euro.", Scheme.Operator);
        await sterling.Host.Switch.BroadcastAsync(sterling.Profile.Name, "OPER", "Of sterling.", Scheme.Operator);
        await sterling.UntilTimeAsync("2026-03-02 17:00:00.000");

        foreach ((ParticipantId who, bool isInEuro) in new[] { (Scheme.Alpha, true), (Scheme.Bravo, true), (Scheme.Charlie, false), (agent, false) })
        {
            Assert.Equal(
                isInEuro ? ["Of euro.", "Of sterling."] : new[] { "Of sterling." },
                (await sterling.BroadcastsAsync(who)).OfType<BroadcastSent>().Select(sent => sent.Text));
            Assert.Single((await sterling.BroadcastsAsync(who)).OfType<CycleOpened>());
        }
    }

    private static long BookedBy(IReadOnlyList<IDomainEvent> facts) => facts.OfType<AccountCycleSettled>().Single().Booking.AmountMinor;

    private static async Task<IReadOnlyList<MailboxMessage>> NoticesAsync(Scheme scheme, ParticipantId participant) =>
        [.. (await scheme.ReadAllAsync(participant)).Where(message => Notices.Contains(message.Kind))];

    private static async Task<IReadOnlyList<IDomainEvent>> FactsAsync(Scheme scheme, ParticipantId participant) =>
        [.. (await NoticesAsync(scheme, participant)).Select(message => message.Fact)];

    private static async Task<StatementIssued[]> StatementsAsync(Scheme scheme, ParticipantId participant) =>
        [.. (await FactsAsync(scheme, participant)).OfType<StatementIssued>()];
}

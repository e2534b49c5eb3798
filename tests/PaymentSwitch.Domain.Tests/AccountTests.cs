using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Given facts, when a request, then a fact or none, and a reply.</summary>
public sealed class AccountTests
{
    private static readonly AccountId Id = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly Uetr P1 = Uetr.Parse("00000000-0000-4000-8000-000000000001");
    private static readonly Uetr P2 = Uetr.Parse("00000000-0000-4000-8000-000000000002");
    private static readonly AccountEvent Opened = new AccountTermsSet(1, SettlementModel.Gross, Cap.Unlimited, new OperatorAct("test"));
    private static readonly AccountEvent Funded = new AccountFunded(1, 1_000, "f", new OperatorAct("test"));

    public static TheoryData<string, AccountEvent[], AccountCommand, AccountReply, AccountEvent?> Cases => new()
    {
        // name, given, when, reply, then
        { "reserve within the balance", [Opened, Funded], new ReserveFunds(P1, 1_000), AccountReply.Done, new FundsReserved(2, P1, 1_000) },
        { "reserve beyond the balance", [Opened, Funded], new ReserveFunds(P1, 1_001), AccountReply.InsufficientFunds, null },
        { "reserve beyond what others left", [Opened, Funded, new FundsReserved(1, P1, 600)], new ReserveFunds(P2, 401), AccountReply.InsufficientFunds, null },
        { "reserve again", [Opened, Funded, new FundsReserved(1, P1, 600)], new ReserveFunds(P1, 600), AccountReply.Done, null },
        { "reserve nothing", [Opened, Funded], new ReserveFunds(P1, 0), AccountReply.AmountOutOfRange, null },
        { "reserve less than nothing", [Opened, Funded], new ReserveFunds(P1, -5), AccountReply.AmountOutOfRange, null },
        { "reserve on an account that is not open", [Funded], new ReserveFunds(P1, 1), AccountReply.NotOpen, null },
        { "reserve beyond the cap", [new AccountTermsSet(1, SettlementModel.Gross, new Cap(500), new OperatorAct("test")), Funded], new ReserveFunds(P1, 501), AccountReply.InsufficientHeadroom, null },
        { "post", [Opened, Funded, new FundsReserved(1, P1, 600)], new PostReservation(P1), AccountReply.Done, new ReservationPosted(2, P1, 600) },
        { "post again", [Opened, Funded, new FundsReserved(1, P1, 600), new ReservationPosted(1, P1, 600)], new PostReservation(P1), AccountReply.Done, null },
        { "release", [Opened, Funded, new FundsReserved(1, P1, 600)], new ReleaseReservation(P1), AccountReply.Done, new ReservationReleased(2, P1, 600) },
        { "release again", [Opened, Funded], new ReleaseReservation(P1), AccountReply.Done, null },
        { "credit", [Opened], new CreditAccount(P1, 7, true), AccountReply.Done, new AccountCredited(2, P1, 7, true) },
        { "credit again where it may repeat", [Opened, new AccountCredited(1, P1, 7, true)], new CreditAccount(P1, 7, true), AccountReply.Done, null },
        { "reserve again what was posted and may repeat", [Opened, Funded, new FundsReserved(1, P1, 600, null, true), new ReservationPosted(1, P1, 600)], new ReserveFunds(P1, 600, null, true), AccountReply.Done, null },
        { "reserve again what was released and may repeat", [Opened, Funded, new FundsReserved(1, P1, 600, null, true), new ReservationReleased(1, P1, 600)], new ReserveFunds(P1, 600, null, true), AccountReply.Done, null },
        { "forget a debit", [Opened, Funded, new FundsReserved(1, P1, 600, null, true), new ReservationPosted(1, P1, 600)], new ForgetBooking(P1), AccountReply.Done, new BookingForgotten(2, P1) },
        { "credit again what another host has remembered", [Opened, new AccountCredited(1, P1, 7, true)], new CreditAccount(P1, 7, false), AccountReply.Done, null },
        { "forget a credit", [Opened, new AccountCredited(1, P1, 7, true)], new ForgetBooking(P1), AccountReply.Done, new BookingForgotten(2, P1) },
        { "forget again", [Opened, new AccountCredited(1, P1, 7, true), new BookingForgotten(1, P1)], new ForgetBooking(P1), AccountReply.Done, null },
        { "fund", [Opened], new FundAccount(5, "x", new OperatorAct("test")), AccountReply.Done, new AccountFunded(2, 5, "x", new OperatorAct("test")) },
        { "fund again under the same reference", [Opened, Funded], new FundAccount(1_000, "f", new OperatorAct("test")), AccountReply.Done, null },
        { "fund with another amount under the same reference", [Opened, Funded], new FundAccount(5, "f", new OperatorAct("test")), AccountReply.ReferenceTaken, null },
        { "fund beyond what a balance can hold", [Opened, Funded], new FundAccount(Money.MinorUnitsMax, "x", new OperatorAct("test")), AccountReply.AmountOutOfRange, null },
        { "withdraw what is reserved", [Opened, Funded, new FundsReserved(1, P1, 600)], new WithdrawFromAccount(401, "w", new OperatorAct("test")), AccountReply.InsufficientFunds, null },
        { "withdraw the rest", [Opened, Funded, new FundsReserved(1, P1, 600)], new WithdrawFromAccount(400, "w", new OperatorAct("test")), AccountReply.Done, new AccountWithdrawn(2, 400, "w", new OperatorAct("test")) },
        { "the same terms", [Opened], new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, new OperatorAct("test")), AccountReply.Done, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, AccountEvent[] given, AccountCommand when, AccountReply reply, AccountEvent? then)
    {
        var account = new Account(Id);
        foreach (AccountEvent fact in given) account.Evolve(fact);
        AccountState before = account.Capture();

        AccountDecision decision = account.Decide(when, nowMs: 2);

        Assert.True(reply == decision.Reply && then == decision.Event, $"{name}: {decision}");
        Assert.Equivalent(before, account.Capture());
        if (then is not null) account.Evolve(then);
        Assert.Equal(account.ReservedMinor, account.Reservations.Values.Sum(reservation => reservation.AmountMinor));
        Assert.Equivalent(account.Capture(), Account.Restore(account.Capture()).Capture());
    }

    [Fact]
    public void Headroom_goes_down_with_debits_and_up_with_credits()
    {
        var account = new Account(Id);
        account.Evolve(new AccountTermsSet(1, SettlementModel.DeferredNet, new Cap(1_000), new OperatorAct("test")));
        account.Evolve(new FundsReserved(1, P1, 700));
        Assert.Equal(300, account.HeadroomMinor);
        account.Evolve(new ReservationPosted(1, P1, 700));
        Assert.Equal((300L, -700L), (account.HeadroomMinor, account.BalanceMinor));
        account.Evolve(new AccountCredited(1, P2, 900, false));
        Assert.Equal((1_200L, 200L), (account.HeadroomMinor, account.BalanceMinor));
        account.Evolve(new AccountTermsSet(1, SettlementModel.DeferredNet, new Cap(0), new OperatorAct("test")));
        Assert.Equal(200, account.HeadroomMinor);
    }

    [Fact]
    public void An_unknown_fact_stops_the_replay()
    {
        var account = new Account(Id);
        Assert.Throws<InvalidOperationException>(() => account.Evolve(new FactOfTomorrow(1)));
    }

    private sealed record FactOfTomorrow(long AtMs) : AccountEvent(AtMs);
}

using System.Collections.Frozen;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Accounts;

/// <summary>Which accounts there can be, and under which terms.</summary>
public sealed class AccountOwnersTests
{
    private static readonly OperatorAct Act = new("test");
    private static readonly ParticipantId Alpha = new("ALPHDEFFXXX");
    private static readonly Participant Bank = new(Alpha, "Alpha", ParticipantStanding.Enabled, []);
    private static readonly SchemeCatalogue Schemes = SchemeCatalogue.Of([Scheme("gross", "EUR", SettlementModel.Gross), Scheme("net", "GBP", SettlementModel.DeferredNet)]);

    public static TheoryData<string, string, AccountCommand, Participant?, AccountReply> Cases => new()
    {
        // name, currency, when, owner, reply
        { "gross terms", "EUR", Terms(SettlementModel.Gross), Bank, AccountReply.Done },
        { "net terms, covered", "GBP", Terms(SettlementModel.DeferredNet) with { MustBePrefunded = true }, Bank, AccountReply.Done },
        { "a currency that nobody settles", "USD", Terms(SettlementModel.Gross), Bank, AccountReply.CurrencyNotSettled },
        { "money in a currency that nobody settles", "USD", Fund, Bank, AccountReply.CurrencyNotSettled },
        { "nobody's terms", "EUR", Terms(SettlementModel.Gross), null, AccountReply.OwnerNotEnrolled },
        { "nobody's money", "EUR", Fund, null, AccountReply.OwnerNotEnrolled },
        { "an instructing party's terms", "EUR", Terms(SettlementModel.Gross), Bank with { Role = ParticipantRole.InstructingParty }, AccountReply.OwnerNotDirect },
        { "the settlement bank's money", "EUR", Fund, Bank with { Role = ParticipantRole.SettlementBank }, AccountReply.OwnerNotDirect },
        { "terms of one that has left", "EUR", Terms(SettlementModel.Gross), Bank with { Standing = ParticipantStanding.Closed }, AccountReply.OwnerClosed },
        { "money for one that has left", "EUR", Fund, Bank with { Standing = ParticipantStanding.Closed }, AccountReply.OwnerClosed },
        { "money that comes back to one that has left", "EUR", Fund with { ComesBack = true }, Bank with { Standing = ParticipantStanding.Closed }, AccountReply.Done },
        { "money for one that is tested", "EUR", Fund, Bank with { Standing = ParticipantStanding.Onboarding }, AccountReply.Done },
        { "net terms where it settles gross", "EUR", Terms(SettlementModel.DeferredNet), Bank, AccountReply.ModelNotInScheme },
        { "gross terms where it settles net", "GBP", Terms(SettlementModel.Gross), Bank, AccountReply.ModelNotInScheme },
        { "a covered cap where it settles gross", "EUR", Terms(SettlementModel.Gross) with { MustBePrefunded = true }, Bank, AccountReply.ModelNotInScheme },
        { "money that nobody owns is taken out", "USD", new WithdrawFromAccount(1, "w", Act), null, AccountReply.Done },
        { "an account that nobody owns is closed", "USD", new CloseAccount(Act), null, AccountReply.Done },
    };

    private static FundAccount Fund => new(1, "f", Act);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, string currency, AccountCommand when, Participant? owner, AccountReply reply)
    {
        var account = new Account(new AccountId(Alpha, Currency.Of(currency)));
        Assert.Equal($"{name}: {reply}", $"{name}: {AccountOwners.Check(account, when, owner, Schemes)}");
    }

    [Fact]
    public void What_was_booked_once_is_said_again_whatever_became_of_the_owner()
    {
        var account = new Account(new AccountId(Alpha, Currency.Of("EUR")));
        account.Evolve(new AccountFunded(1, 1, "f", Act));
        Assert.Equal(AccountReply.Done, AccountOwners.Check(account, Fund, Bank with { Standing = ParticipantStanding.Closed }, Schemes));
    }

    private static SetAccountTerms Terms(SettlementModel model) => new(model, Cap.Unlimited, Act);

    private static SchemeProfile Scheme(string name, string currency, SettlementModel model) => new()
    {
        Name = name,
        Currency = Currency.Of(currency),
        SettlementModel = model,
        Clock = new SchemeClock(10_000, 2_000, 1_000, 5_000),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08"),
        AcceptingStatuses = FrozenSet.Create("ACCP"),
        Rules = FrozenSet<SchemeRule>.Empty,
    };
}

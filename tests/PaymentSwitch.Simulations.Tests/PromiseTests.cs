using PaymentSwitch.Simulations.Books;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The checks must find what is wrong: each planted violation is seen, and nothing else is.</summary>
public sealed class PromiseTests
{
    private const string Document = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><a/></Document>";
    private static readonly Outcome Settled = new("ACSC", null, "<m/>");
    private static readonly Outcome Rejected = new("RJCT", "AC04", "<m/>");

    [Fact]
    public void A_life_in_order_breaks_nothing() => Assert.Equal([], Broken(Payment(Behaviour.Accept, [Settled], [Settled])));

    [Fact]
    public void A_lost_outcome_is_found() =>
        Assert.Equal(["every payment has exactly one outcome", "both banks heard the same"], Broken(Payment(Behaviour.Accept, [], [Settled])));

    [Fact]
    public void A_payment_that_settles_twice_is_found() => Assert.Equal(
        ["every payment has exactly one outcome", "nothing settles twice"], Broken(Payment(Behaviour.Accept, [Settled, Settled], [Settled])));

    [Fact]
    public void Different_outcomes_at_two_banks_are_found() =>
        Assert.Equal(["both banks heard the same"], Broken(Payment(Behaviour.Accept, [Settled], [Rejected])));

    [Fact]
    public void Altered_data_are_found() =>
        Assert.Equal(["the creditor bank gets the whole message, once"], Broken(Payment(Behaviour.Accept, [Settled], [Settled], Document.Replace("<a/>", "<b/>", StringComparison.Ordinal))));

    [Fact]
    public void A_payment_forwarded_twice_is_found() =>
        Assert.Equal(["the creditor bank gets the whole message, once"], Broken(Payment(Behaviour.Accept, [Settled], [Settled], Document, Document)));

    [Fact]
    public void A_late_acceptance_that_settles_is_found() => Assert.Equal(
        ["the outcome is what the banks' doings make it", "a late or contradicting answer moves nothing"], Broken(Payment(Behaviour.AcceptLate, [Settled], [Settled])));

    [Fact]
    public void Money_that_is_missing_and_money_that_stays_reserved_are_found()
    {
        var accounts = new[] { new BankAccounts("A", new BankBook(100), 90, 5), new BankAccounts("B", new BankBook(100), 100, 0) };
        Assert.Equal(
            ["the switch's accounts are the banks' own books", "nothing stays reserved", "the sum of all balances is what was brought in"],
            Promises.Check([], accounts, [], interrupted: false).Where(promise => !promise.IsKept).Select(promise => promise.Promise));
    }

    private static IEnumerable<string> Broken(PaymentRecord payment) =>
        Promises.Check([payment], [], [], interrupted: false).Where(promise => !promise.IsKept).Select(promise => promise.Promise);

    private static PaymentRecord Payment(Behaviour behaviour, Outcome[] debtor, Outcome[] creditor, params string[] forwarded)
    {
        var payment = new PaymentRecord
        {
            Uetr = Guid.NewGuid(), Debtor = "A", CreditorBic = "B", AmountMinor = 1, Behaviour = behaviour, Sent = $"<m>{Document}</m>", IsAcknowledged = true,
        };
        foreach (string document in forwarded.Length == 0 ? [Document] : forwarded) payment.CreditorIsSent(document);
        foreach (Outcome outcome in debtor) payment.DebtorHears(outcome);
        foreach (Outcome outcome in creditor) payment.CreditorHears(outcome);
        return payment;
    }
}

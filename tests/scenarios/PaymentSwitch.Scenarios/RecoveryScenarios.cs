using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>After a restart the switch is as it was, from a snapshot or from the journal alone, and goes on.</summary>
public abstract class RecoveryScenarios
{
    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_open_payments_and_mailboxes_are_as_they_were(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var settled = await scheme.PayAsync(1_000);
        await scheme.AnswerAsync(settled, "ACCP");
        var open = await scheme.PayAsync(2_000);
        IReadOnlyList<AccountStanding> accounts = await scheme.Host.Switch.ListAccountsAsync();
        IReadOnlyList<MailboxMessage> mail = await scheme.ReadAllAsync(Scheme.Bravo);

        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal(accounts, await scheme.Host.Switch.ListAccountsAsync());
        IReadOnlyList<MailboxMessage> after = await scheme.ReadAllAsync(Scheme.Bravo);
        Assert.Equal(
            mail.Select(message => (message.Cursor, message.Kind, message.Payment?.Uetr, message.Payment?.Status, message.Fact.AtMs)),
            after.Select(message => (message.Cursor, message.Kind, message.Payment?.Uetr, message.Payment?.Status, message.Fact.AtMs)));
        Assert.Equal(PaymentStatus.Settled, (await scheme.AnswerAsync(open, "ACCP")).Payment!.Status);
        var next = await scheme.PayAsync(500, Scheme.Bravo, Scheme.Alpha);
        await scheme.AnswerAsync(next, "ACCP", by: Scheme.Alpha);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deadline_that_passed_while_the_switch_was_down_expires_at_once(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var due = await scheme.PayAsync(1_000);
        scheme.Host.Clock.Advance(6_000);
        var open = await scheme.PayAsync(2_000);

        scheme.Host.Clock.Advance(5_000);
        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal(PaymentStatus.Expired, (await scheme.UntilFinalAsync(due, 0)).Status);
        Assert.Equal(PaymentStatus.Reserved, (await scheme.PaymentAsync(open)).Status);
        Assert.Equal(PaymentStatus.Expired, (await scheme.UntilFinalAsync(open, 5_010)).Status);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Many_restarts_change_nothing()
    {
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 2, SnapshotEveryFacts = 20 };
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: limits);
        for (int i = 0; i < 12; i++)
        {
            var uetr = await scheme.PayAsync(100);
            if (i % 3 != 2) await scheme.AnswerAsync(uetr, i % 3 == 0 ? "ACCP" : "RJCT");
            await scheme.Host.RestartAsync(fromJournalAlone: i % 4 == 3);
        }

        Assert.Equal(100_000 - 400, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);
        Assert.Equal(20, (await scheme.ReadAllAsync(Scheme.Bravo)).Count(message => message.Payment is not null));
        await scheme.AssertNothingMadeOrLostAsync(200_000, reservedMinor: 400);
    }
}

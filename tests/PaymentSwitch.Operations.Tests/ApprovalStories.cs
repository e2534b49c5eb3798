using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Operations.Catalogue;
using static PaymentSwitch.Operations.Tests.TwoOperators;

namespace PaymentSwitch.Operations.Tests;

/// <summary>What moves money or standing, asked for by one operator and granted by another.</summary>
public sealed class ApprovalStories
{
    private const string Alpha = "\"participant\":\"ALPHDEFFXXX\"";

    [Fact]
    public async Task A_cap_is_set_by_two_operators()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        long number = await running.RequestAsync("cap-set", $"{Alpha},\"limit\":\"250.00\"");
        Assert.Null(await running.FieldAsync("account-show", Alpha, "cap"));
        JsonElement waiting = Assert.Single(await running.RowsAsync("approvals-list", ""));
        Assert.Equal(("Pending", "cap set", "the-supervisor"), (waiting.GetProperty("status").GetString(), waiting.GetProperty("command").GetString(), waiting.GetProperty("by").GetString()));
        Reply granted = await running.GrantAsync(number);
        Assert.Equal("250.00", AdminApiTests.RecordOf(granted).GetProperty("cap").GetString());
        Assert.Equal("250.00", await running.FieldAsync("account-show", Alpha, "cap"));
        Assert.Equal(("CarriedOut", "done"), (await running.FieldAsync("approval-show", $"\"number\":{number}", "status"), await running.FieldAsync("approval-show", $"\"number\":{number}", "outcome")));
        Assert.Empty(await running.RowsAsync("approvals-list", ""));
        Assert.Single(await running.RowsAsync("approvals-list", "\"all\":true"));
        AccountTermsSet fact = running.Journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event).OfType<AccountTermsSet>().Last();
        Assert.Equal(new OperatorAct("the-supervisor", "for the test", "the-second") { Approval = number }, fact.Act);
    }

    [Fact]
    public async Task Nobody_grants_his_own_request_but_may_withdraw_it()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        long number = await running.RequestAsync("cap-set", $"{Alpha},\"limit\":\"250.00\"");
        Reply own = await running.GrantAsync(number, "token-supervisor");
        Assert.Equal("403 approval.own-request", RefusalOf(own));
        Assert.Equal("403 operator.not-allowed", RefusalOf(await running.GrantAsync(number, "token-operator")));
        Assert.Equal("Pending", await running.FieldAsync("approval-show", $"\"number\":{number}", "status"));
        Assert.Equal("Denied", AdminApiTests.RecordOf(await running.AskAsync("approval-deny", $"\"number\":{number}")).GetProperty("status").GetString());
        Assert.Equal("409 approval.decided-before", RefusalOf(await running.GrantAsync(number)));
        Assert.Equal("404 approval.unknown", RefusalOf(await running.GrantAsync(number + 1)));
        Assert.Null(await running.FieldAsync("account-show", Alpha, "cap"));
    }

    [Fact]
    public async Task Nobody_decides_after_its_time()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        long number = await running.RequestAsync("cap-set", $"{Alpha},\"limit\":\"250.00\"");
        running.Clock.Advance(24 * 60 * 60 * 1000);
        Assert.Contains(RefusalOf(await running.GrantAsync(number)), new[] { "409 approval.expired", "409 approval.decided-before" });
        Assert.Equal("Expired", await running.FieldAsync("approval-show", $"\"number\":{number}", "status"));
        Assert.Null(await running.FieldAsync("account-show", Alpha, "cap"));
    }

    [Fact]
    public async Task A_cap_below_use_is_refused_and_allowed_with_the_flag()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        await running.SettleAsync();
        long number = await running.RequestAsync("cap-set", $"{Alpha},\"limit\":\"10.00\"");
        Reply refused = await running.GrantAsync(number);
        Assert.Equal("409 account.cap-below-use", RefusalOf(refused));
        Assert.Contains($"Approval {number} is granted, and what it asks for is refused.", refused.Body, StringComparison.Ordinal);
        Assert.StartsWith("refused, account.cap-below-use", await running.FieldAsync("approval-show", $"\"number\":{number}", "outcome"), StringComparison.Ordinal);
        Reply set = await running.BothAsync("cap-set", $"{Alpha},\"limit\":\"10.00\",\"below-use\":true");
        Assert.Equal("-2.50", AdminApiTests.RecordOf(set).GetProperty("headroom").GetString());
        Assert.Equal("400 cap.ambiguous", RefusalOf(await running.AskAsync("cap-set", Alpha)));
    }

    [Fact]
    public async Task A_funding_without_a_reference_is_named_by_its_approval()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Reply funded = await running.BothAsync("account-fund", $"{Alpha},\"amount\":\"5.00\"");
        Assert.Equal("1005.00", AdminApiTests.RecordOf(funded).GetProperty("balance").GetString());
        AccountState account = (await running.Engine.CaptureAccountsAsync()).Single(account => account.Id.Participant.Value == RunningOperations.Alpha);
        Assert.Contains(new KeyValuePair<string, long>("approval-1", 500), account.References);
    }

    [Fact]
    public async Task An_account_is_emptied_closed_and_takes_no_funding()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("409 account.not-empty", RefusalOf(await running.BothAsync("account-close", Alpha)));
        Assert.Equal("409 participant.accounts-open", RefusalOf(await running.BothAsync("participant-close", Alpha)));
        Assert.Equal(200, (await running.BothAsync("account-withdraw", $"{Alpha},\"amount\":\"1000.00\",\"reference\":\"last\"")).Status);
        Assert.Equal(200, (await running.BothAsync("account-close", Alpha)).Status);
        Assert.Equal("409 account.closed", RefusalOf(await running.BothAsync("account-fund", $"{Alpha},\"amount\":\"5.00\",\"reference\":\"R\"")));
        Assert.Equal(200, (await running.BothAsync("participant-close", Alpha)).Status);
        Assert.Equal("409 participant.closed", RefusalOf(await running.BothAsync("participant-resume", Alpha)));
    }

    [Fact]
    public async Task A_bank_joins_by_two_operators_at_each_step_and_loses_its_token_by_one()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        const string Charlie = "\"participant\":\"CHARNLAAXXX\"";
        string hash = new('c', 64);
        long number = await running.RequestAsync("participant-enrol", $"{Charlie},\"name\":\"Charlie Bank\"");
        Assert.Equal("404 participant.not-enrolled", RefusalOf(await running.AskAsync("participant-show", Charlie)));
        Assert.Equal("404 participant.not-enrolled", RefusalOf(await running.AskAsync("account-open", Charlie)));
        Assert.Equal("404 participant.not-enrolled", RefusalOf(await running.AskAsync("credentials-add", $"{Charlie},\"kind\":\"token\",\"value\":\"{hash}\"")));
        Assert.Equal("Enabled", AdminApiTests.RecordOf(await running.GrantAsync(number)).GetProperty("standing").GetString());
        Assert.Equal("409 participant.enrolled", RefusalOf(await running.AskAsync("participant-enrol", $"{Charlie},\"name\":\"Again\"")));
        Assert.Equal("500.00", AdminApiTests.RecordOf(await running.BothAsync("account-open", $"{Charlie},\"limit\":\"500.00\"")).GetProperty("cap").GetString());
        Assert.Equal("409 account.open", RefusalOf(await running.AskAsync("account-open", Charlie)));
        Assert.Equal("400 account.currency-not-settled", RefusalOf(await running.AskAsync("account-open", $"{Charlie},\"currency\":\"USD\"")));
        Assert.Equal(200, (await running.BothAsync("credentials-add", $"{Charlie},\"kind\":\"token\",\"value\":\"{hash}\"")).Status);

        Assert.Equal(200, (await running.AskAsync("credentials-revoke", $"{Charlie},\"value\":\"cccccccc\"")).Status);
        Assert.Empty(await running.RowsAsync("credentials-list", Charlie));
    }

    [Fact]
    public async Task A_suspended_bank_is_resumed()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("Suspended", AdminApiTests.RecordOf(await running.BothAsync("participant-suspend", Alpha)).GetProperty("standing").GetString());
        Assert.Equal("409 participant.not-onboarding", RefusalOf(await running.BothAsync("participant-enable", Alpha)));
        Assert.Equal("409 participant.stands-so-already", RefusalOf(await running.BothAsync("participant-suspend", Alpha)));
        Assert.Equal("409 participant.stopped-by-operator", RefusalOf(await running.BothAsync("participant-sign-off", Alpha)));
        Assert.Equal("Enabled", AdminApiTests.RecordOf(await running.BothAsync("participant-resume", Alpha)).GetProperty("standing").GetString());
        Assert.Equal("409 participant.stands-so-already", RefusalOf(await running.BothAsync("participant-enable", Alpha)));
    }

    [Fact]
    public async Task What_was_granted_before_a_crash_is_carried_out_at_the_next_start_and_once()
    {
        RunningOperations first = await RunningOperations.StartAsync(fourEyes: true);
        long number = await first.RequestAsync("account-fund", $"{Alpha},\"amount\":\"5.00\"");
        // As after a crash between the grant and the booking.
        (ApprovalReply reply, _) = await first.Engine.CommandApprovalAsync(number, new DecideApproval(true, new OperatorAct("the-second", "looked at it")));
        Assert.Equal(ApprovalReply.Done, reply);
        first.KeepsJournal = true;
        await first.DisposeAsync();

        RunningOperations second = await RunningOperations.StartAsync(fourEyes: true, before: first);
        Assert.Equal(["1 done"], second.TookUp);
        Assert.Equal("1005.00", await second.FieldAsync("account-show", Alpha, "balance"));
        Assert.Equal("done", await second.FieldAsync("approval-show", $"\"number\":{number}", "outcome"));
        AccountFunded fact = second.Journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event).OfType<AccountFunded>().Last();
        Assert.Equal(("approval-1", new OperatorAct("the-supervisor", "for the test", "the-second") { Approval = 1 }), (fact.Reference, fact.Act));
        second.KeepsJournal = true;
        await second.DisposeAsync();

        await using RunningOperations third = await RunningOperations.StartAsync(fourEyes: true, before: second);
        Assert.Empty(third.TookUp);
        Assert.Equal("1005.00", await third.FieldAsync("account-show", Alpha, "balance"));
    }
}

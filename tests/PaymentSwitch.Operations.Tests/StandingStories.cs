using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using static PaymentSwitch.Operations.Tests.TwoOperators;

namespace PaymentSwitch.Operations.Tests;

/// <summary>Participants, their credentials and agents, limits and alerts, profiles: what operators change beside money and cycles.</summary>
public sealed class StandingStories
{
    private const string Alpha = "\"participant\":\"ALPHDEFFXXX\"";
    private const string Charlie = "\"participant\":\"CHARNLAAXXX\"";

    [Fact]
    public async Task A_bank_is_onboarded_given_a_token_and_enabled()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("Onboarding", AdminApiTests.RecordOf(await running.AskAsync("participant-onboard", $"{Charlie},\"name\":\"Charlie Bank\"")).GetProperty("standing").GetString());
        Reply waits = await running.AskAsync("credentials-generate", $"{Charlie},\"name\":\"first\",\"until\":\"2027-01-01T00:00:00Z\"");
        Assert.Equal(202, waits.Status);
        JsonElement made = JsonDocument.Parse(waits.Body).RootElement.GetProperty("record");
        string token = made.GetProperty("token").GetString()!;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        Assert.Empty(await running.RowsAsync("credentials-list", Charlie));
        Reply shown = await running.AskAsync("approval-show", "\"number\":1");
        Assert.Contains(hash, shown.Body, StringComparison.Ordinal);
        Reply granted = await running.GrantAsync(1);
        Assert.Equal(200, granted.Status);
        // Nobody but who asked has seen it, and it stands nowhere.
        string journal = string.Join('\n', running.Journal.Read(1).SelectMany(group => group.Entries).SelectMany(entry => TextsOf(entry.Event)));
        Assert.Contains(hash, journal, StringComparison.Ordinal);
        Assert.All([shown.Body, granted.Body, journal], text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        JsonElement listed = Assert.Single(await running.RowsAsync("credentials-list", Charlie));
        Assert.Equal((hash, "first", "2027-01-01T00:00:00.000Z"), (listed.GetProperty("value").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("until").GetString()));
        Assert.DoesNotContain(token, (await running.AskAsync("credentials-list", Charlie)).Body, StringComparison.Ordinal);
        Credential kept = Assert.Single((await running.Engine.ListParticipantsAsync()).Single(participant => participant.Id.Value == "CHARNLAAXXX").Credentials);
        Assert.Equal(new Credential(CredentialKind.BearerToken, hash, "first", 1_798_761_600_000), kept);
        Assert.Equal("Enabled", AdminApiTests.RecordOf(await running.BothAsync("participant-enable", Charlie)).GetProperty("standing").GetString());
    }

    [Fact]
    public async Task Credentials_are_added_replaced_and_revoked()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        string first = new('a', 64);
        string second = "aaaaaaaa" + new string('b', 56);
        Assert.Equal("400 credential.invalid", RefusalOf(await running.AskAsync("credentials-add", $"{Alpha},\"kind\":\"token\",\"value\":\"my-secret-token\"")));
        Assert.DoesNotContain("my-secret", (await running.AskAsync("credentials-add", $"{Alpha},\"kind\":\"token\",\"value\":\"my-secret-token\"")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await running.BothAsync("credentials-add", $"{Alpha},\"kind\":\"token\",\"value\":\"{first}\",\"name\":\"one\"")).Status);
        Assert.Equal(200, (await running.BothAsync("credentials-add", $"{Alpha},\"kind\":\"certificate\",\"value\":\"{second}\"")).Status);
        Assert.Equal("409 participant.credential-taken", RefusalOf(await running.BothAsync("credentials-add", $"\"participant\":\"BRAVFRPPXXX\",\"kind\":\"token\",\"value\":\"{first}\"")));
        Assert.Equal("409 credential.ambiguous", RefusalOf(await running.AskAsync("credentials-revoke", $"{Alpha},\"value\":\"aaaaaaaa\"")));
        Assert.Equal("404 credential.unknown", RefusalOf(await running.AskAsync("credentials-revoke", $"{Alpha},\"value\":\"aaa\"")));
        Assert.Equal(200, (await running.AskAsync("credentials-revoke", $"{Alpha},\"value\":\"aaaaaaaab\"")).Status);
        Assert.Equal("one", Assert.Single(await running.RowsAsync("credentials-list", Alpha)).GetProperty("name").GetString());
        Assert.Equal("400 credential.invalid", RefusalOf(await running.AskAsync("credentials-set", $"{Alpha},\"credentials\":\"token=my-secret-token\"")));
        Assert.Equal(200, (await running.BothAsync("credentials-set", $"{Alpha},\"credentials\":\"token={first},endpoint=https://bank.example/in\"")).Status);
        JsonElement[] set = await running.RowsAsync("credentials-list", Alpha);
        Assert.Equal(["one", ""], set.Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(200, (await running.BothAsync("credentials-set", Alpha)).Status);
        Assert.Empty(await running.RowsAsync("credentials-list", Alpha));
    }

    [Fact]
    public async Task Agents_change_at_a_moment_and_take_nobodys_name()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        const string Agents = "\"own\":\"ALPHDEFFXXX\",\"reachable\":\"ALPSDEMM=Alpha Savings,GBDSC:200000\"";
        Assert.Equal("400 participant.in-the-past", RefusalOf(await running.AskAsync("agents-set", $"{Alpha},{Agents},\"effective-at\":\"2026-03-02T09:00:00Z\"")));
        Assert.Equal("400 argument.invalid", RefusalOf(await running.AskAsync("agents-set", $"{Alpha},\"own\":\"ALPH\"")));
        Assert.Equal("409 participant.agent-taken", RefusalOf(await running.BothAsync("agents-set", $"{Alpha},\"own\":\"BRAVFRPPXXX\"")));
        Assert.Equal("409 agent.taken", RefusalOf(await running.AskAsync("agents-set", $"{Alpha},\"own\":\"PSWTBEBB\"")));
        JsonElement scheduled = AdminApiTests.RecordOf(await running.BothAsync("agents-set", $"{Alpha},{Agents},\"effective-at\":\"2026-03-02T11:01:00+01:00\""));
        Assert.Equal("2026-03-02T10:01:00.000Z", scheduled.GetProperty("agentsChangeAt").GetString());
        Assert.Equal(JsonValueKind.Null, scheduled.GetProperty("reachable").ValueKind);
        running.Clock.Advance(60_000);
        for (int tries = 0; await running.FieldAsync("participant-show", Alpha, "reachable") != "ALPSDEMMXXX, GBDSC:200000"; tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("Alpha Savings", (await running.Engine.ListParticipantsAsync()).Single(participant => participant.Id.Value == RunningOperations.Alpha).Agents[1].Name);
    }

    [Fact]
    public async Task Principals_are_for_instructing_parties_and_name_direct_participants()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("409 participant.wrong-role", RefusalOf(await running.AskAsync("principals-set", $"{Alpha},\"principals\":\"BRAVFRPPXXX\"")));
        await running.Engine.CommandParticipantAsync(
            new ParticipantId("SERVICE1"), new EnrolParticipant("Service", [new ReachableAgent(AgentIdentification.OfBic("SERVDEFFXXX"), "Service", false)], new OperatorAct("test")) { Role = ParticipantRole.InstructingParty });
        Assert.Equal("409 participant.not-direct", RefusalOf(await running.AskAsync("principals-set", "\"participant\":\"SERVICE1\",\"principals\":\"NOBODY\"")));
        Reply set = await running.BothAsync("principals-set", "\"participant\":\"SERVICE1\",\"principals\":\"ALPHDEFFXXX, BRAVFRPPXXX\"");
        Assert.Equal("ALPHDEFFXXX, BRAVFRPPXXX", AdminApiTests.RecordOf(set).GetProperty("principals").GetString());
    }

    [Fact]
    public async Task A_reachable_party_gets_a_limit_by_two_operators_and_loses_it()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("409 agent.not-reachable", RefusalOf(await running.AskAsync("party-limit-set", $"{Alpha},\"party\":\"savings\",\"agents\":\"ALPSDEMM\",\"limit\":\"5.00\"")));
        await running.BothAsync("agents-set", $"{Alpha},\"own\":\"ALPHDEFFXXX\",\"reachable\":\"ALPSDEMM\"");
        Assert.Equal(200, (await running.BothAsync("party-limit-set", $"{Alpha},\"party\":\"savings\",\"agents\":\"ALPSDEMM\",\"limit\":\"5.00\"")).Status);
        JsonElement limit = Assert.Single(await running.RowsAsync("party-limits-list", Alpha));
        Assert.Equal(("savings", "5.00", "5.00", "ALPSDEMMXXX"), (limit.GetProperty("party").GetString(), limit.GetProperty("limit").GetString(), limit.GetProperty("headroom").GetString(), limit.GetProperty("agents").GetString()));
        Assert.Equal(200, (await running.BothAsync("party-limit-remove", $"{Alpha},\"party\":\"savings\"")).Status);
        Assert.Empty(await running.RowsAsync("party-limits-list", Alpha));
    }

    [Fact]
    public async Task A_crossed_bound_is_an_alert()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("400 account.terms-unsound", RefusalOf(await running.AskAsync("watch-set", $"{Alpha},\"balance-floor\":\"5.00\",\"balance-ceiling\":\"4.00\"")));
        Assert.Equal("404 account.not-open", RefusalOf(await running.AskAsync("watch-show", Charlie)));
        Assert.Equal(200, (await running.AskAsync("watch-set", $"{Alpha},\"balance-floor\":\"990.00\",\"hysteresis\":\"1.00\"")).Status);
        Assert.Empty(await running.RowsAsync("alerts-list", ""));
        await running.SettleAsync();
        JsonElement alert = Assert.Single(await running.RowsAsync("alerts-list", ""));
        Assert.Equal(("ALPHDEFFXXX", "BalanceFloor", "990.00"), (alert.GetProperty("participant").GetString(), alert.GetProperty("alert").GetString(), alert.GetProperty("bound").GetString()));
        Assert.Equal("BalanceFloor", await running.FieldAsync("watch-show", Alpha, "raised"));
    }

    [Fact]
    public async Task A_profile_is_scheduled_by_two_operators_and_comes_into_force()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        string profile = Profile("200.00");
        string Arguments(string text, string at = "2026-03-02T10:01:00Z", string scheme = "sct-inst") =>
            $"\"scheme\":\"{scheme}\",\"profile\":{JsonSerializer.Serialize(text)},\"effective-at\":\"{at}\"";
        Assert.Equal("404 scheme.unknown", RefusalOf(await running.AskAsync("profile-schedule", Arguments(profile, scheme: "nowhere"))));
        Assert.Equal("400 scheme.in-the-past", RefusalOf(await running.AskAsync("profile-schedule", Arguments(profile, "2026-03-02T10:00:00Z"))));
        Assert.Equal("400 scheme.other-scheme", RefusalOf(await running.AskAsync("profile-schedule", Arguments(profile.Replace("\"sct-inst\"", "\"mine\"", StringComparison.Ordinal)))));
        Reply unreadable = await running.AskAsync("profile-schedule", Arguments("{ \"name\": 5 }"));
        Assert.Equal("400 scheme.unreadable", RefusalOf(unreadable));
        Assert.Contains("\"detail\":\"profile: ", unreadable.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be read. Nothing", unreadable.Body, StringComparison.Ordinal);
        Assert.Empty(await running.RowsAsync("approvals-list", ""));

        long number = await running.RequestAsync("profile-schedule", Arguments(profile));
        Assert.Empty(await running.RowsAsync("profile-changes", ""));
        Assert.Equal(200, (await running.GrantAsync(number)).Status);
        JsonElement change = Assert.Single(await running.RowsAsync("profile-changes", ""));
        Assert.Equal((1, "2026-03-02T10:01:00.000Z", "the-second"), (change.GetProperty("version").GetInt32(), change.GetProperty("effectiveAt").GetString(), change.GetProperty("approvedBy").GetString()));
        Assert.Equal("0", await running.FieldAsync("scheme-show", "\"scheme\":\"sct-inst\"", "version"));
        running.Clock.Advance(60_000);
        for (int tries = 0; await running.FieldAsync("scheme-show", "\"scheme\":\"sct-inst\"", "version") != "1"; tries++)
        {
            Assert.InRange(tries, 0, 500);
            // What is in force is told with the next thing that is stored.
            await running.AskAsync("broadcast-send", "\"event\":\"TEST\",\"text\":\"hello\"");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("200.00", await running.FieldAsync("scheme-show", "\"scheme\":\"sct-inst\"", "amountMax"));
        Assert.Equal("1", (await running.RowsAsync("schemes-list", ""))[0].GetProperty("version").ToString());
    }

    [Fact]
    public async Task A_profile_that_was_scheduled_is_taken_back_by_two_operators()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        const string First = "\"scheme\":\"sct-inst\",\"version\":1";
        Assert.Equal("404 scheme.unknown", RefusalOf(await running.AskAsync("profile-withdraw", "\"scheme\":\"nowhere\",\"version\":1")));
        Assert.Equal("404 scheme.no-such-version", RefusalOf(await running.AskAsync("profile-withdraw", First)));
        await running.BothAsync("profile-schedule", $"\"scheme\":\"sct-inst\",\"profile\":{JsonSerializer.Serialize(Profile("200.00"))},\"effective-at\":\"2026-03-02T10:01:00Z\"");

        Assert.Equal(200, (await running.BothAsync("profile-withdraw", First)).Status);

        Assert.Empty(await running.RowsAsync("profile-changes", ""));
        running.Clock.Advance(60_000);
        await running.AskAsync("broadcast-send", "\"event\":\"TEST\",\"text\":\"hello\"");
        Assert.Equal("0", await running.FieldAsync("scheme-show", "\"scheme\":\"sct-inst\"", "version"));
    }

    [Fact]
    public async Task A_broadcast_reaches_everybody()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        long before = running.Engine.Mailboxes.LastCursor(new ParticipantId(RunningOperations.Bravo));
        Assert.Equal("400 argument.invalid", RefusalOf(await running.AskAsync("broadcast-send", "\"event\":\"LATER\",\"text\":\"w\"")));
        Assert.Equal("404 scheme.unknown", RefusalOf(await running.AskAsync("broadcast-send", "\"event\":\"TEST\",\"text\":\"w\",\"scheme\":\"nowhere\"")));
        Assert.Equal(200, (await running.AskAsync("broadcast-send", "\"event\":\"TEST\",\"text\":\"a test\"")).Status);
        Assert.Equal(before + 1, running.Engine.Mailboxes.LastCursor(new ParticipantId(RunningOperations.Bravo)));
    }

    [Fact]
    public async Task A_statement_has_its_balances_and_goes_on_on_the_next_page()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        await running.SettleAsync();
        const string Day = $"{Alpha},\"from\":\"2026-03-02T00:00:00Z\",\"to\":\"2026-03-03T00:00:00Z\"";
        JsonElement[] rows = await running.RowsAsync("statement", Day);
        Assert.Equal(["Opening", "Funding", "PaymentOut", "Closing"], rows.Select(row => row.GetProperty("kind").GetString()));
        Assert.Equal(["0.00", "1000.00", "987.50", "987.50"], rows.Select(row => row.GetProperty("balance").GetString()));
        JsonElement[] first = await running.RowsAsync("statement", $"{Day},\"max\":1");
        Assert.Equal(("Continued", "2"), (first[^1].GetProperty("kind").GetString(), first[^1].GetProperty("number").ToString()));
        Assert.Equal(["Opening", "PaymentOut", "Closing"], (await running.RowsAsync("statement", $"{Day},\"from-number\":2")).Select(row => row.GetProperty("kind").GetString()));
        Assert.Equal("400 statement.not-in-period", RefusalOf(await running.AskAsync("statement", $"{Day},\"from-number\":9")));
        Assert.Equal("400 statement.period-empty", RefusalOf(await running.AskAsync("statement", $"{Alpha},\"from\":\"2026-03-02T00:00:00Z\",\"to\":\"2026-03-02T00:00:00Z\"")));
        Assert.Equal("404 account.not-open", RefusalOf(await running.AskAsync("movements-list", Charlie)));
        Assert.Equal("-12.50", Assert.Single(await running.RowsAsync("movements-list", $"{Alpha},\"max\":1")).GetProperty("amount").GetString());
        JsonElement outlook = Assert.Single(await running.RowsAsync("outlook", Alpha));
        Assert.Equal(("12.50", "987.50"), (outlook.GetProperty("netOutflow").GetString(), outlook.GetProperty("room").GetString()));
        Assert.True(outlook.GetProperty("secondsToLimit").GetInt64() > 0);
    }

    [Fact]
    public async Task What_is_not_there_is_refused_by_its_code()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        const string Id = "\"id\":\"c1f2a3c4-d5e6-4789-8abc-def012345678\"";
        Assert.Equal("404 liquidity.unknown", RefusalOf(await running.AskAsync("liquidity-show", Id)));
        Assert.Equal("501 reconciliation.not-configured", RefusalOf(await running.AskAsync("reconcile", "")));
        Assert.Equal("404 request.unknown", RefusalOf(await running.AskAsync("request-show", Id)));
        Assert.Equal("404 approval.unknown", RefusalOf(await running.AskAsync("approval-deny", "\"number\":1")));
        Assert.Equal("404 participant.not-enrolled", RefusalOf(await running.AskAsync("credentials-list", Charlie)));
        Assert.Empty(await running.RowsAsync("liquidity-list", ""));
        Assert.Empty(await running.RowsAsync("requests-list", ""));
        Assert.Equal("400 argument.invalid", RefusalOf(await running.AskAsync("statement", $"{Alpha},\"from\":\"2026-03-02T00:00:00\",\"to\":\"2026-03-03T00:00:00Z\"")));
    }

    private static IEnumerable<string> TextsOf(IDomainEvent fact) => fact switch
    {
        ApprovalRequested e => e.Arguments.Select(argument => argument.Value),
        CredentialsSet e => e.Credentials.Select(credential => credential.ToString()),
        ApprovalCarriedOut e => [e.Outcome],
        _ => [fact.ToString()!],
    };

    private static string Profile(string amountMax)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "PaymentSwitch.sln"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests run outside the repository.");
        string text = File.ReadAllText(Path.Combine(root, "src/PaymentSwitch.Iso20022/Schemes/sct-inst.json"));
        string changed = text.Replace("\"settlementModel\"", $"\"amountMax\": \"{amountMax}\",\n  \"settlementModel\"", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        return changed;
    }
}

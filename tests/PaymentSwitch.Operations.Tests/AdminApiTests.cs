using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using static PaymentSwitch.Operations.Tests.RunningOperations;

namespace PaymentSwitch.Operations.Tests;

/// <summary>The admin API as operators' programs call it: who may do what, what is refused and how it is told.</summary>
public sealed class AdminApiTests
{
    private const string Fund = """{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.50","reference":"FT-1"},"why":"cover for the afternoon"}""";

    [Fact]
    public async Task Without_a_known_token_nothing_is_shown()
    {
        await using RunningOperations running = await StartAsync();
        foreach (string? token in new[] { null, "token-nobody", "", new string('x', 600) })
        {
            Reply reply = await running.GetAsync(token, "/admin/v1/commands");
            Assert.Equal((401, "application/problem+json", "Bearer realm=\"paymentswitch-operators\""), (reply.Status, reply.Type, reply.Challenge));
            Assert.Equal("operator.not-authenticated", CodeOf(reply));
        }

        Assert.Equal(401, (await running.PostAsync((string?)null, "account-fund", Fund)).Status);
        Assert.Equal(100_000, (await AccountOf(running, Alpha)).BalanceMinor);
    }

    [Theory]
    // role, command, status
    [InlineData(OperatorRole.Viewer, "account-fund", 403)]
    [InlineData(OperatorRole.Operator, "account-fund", 403)]
    [InlineData(OperatorRole.Auditor, "account-fund", 403)]
    [InlineData(OperatorRole.Supervisor, "account-fund", 200)]
    [InlineData(OperatorRole.Viewer, "account-show", 400)]
    [InlineData(OperatorRole.Auditor, "accounts-list", 400)]
    public async Task A_command_needs_its_role(OperatorRole role, string command, int status)
    {
        await using RunningOperations running = await StartAsync();
        Reply reply = await running.PostAsync(role, command, Fund);
        Assert.Equal(status, reply.Status);
        if (status == 403) Assert.Equal("operator.not-allowed", CodeOf(reply));
        Assert.Equal(status == 200 ? 101_250 : 100_000, (await AccountOf(running, Alpha)).BalanceMinor);
    }

    [Theory]
    // body, status, code, what the text says
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.50"},"why":"w"}""", 400, "argument.missing", "reference: found nothing, expected a text")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.50","reference":"R","amuont":"1"},"why":"w"}""", 400, "argument.unknown", "'amuont' is no argument of account fund; expected one of participant, amount, reference, currency.")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.505","reference":"R"},"why":"w"}""", 400, "argument.invalid", "amount: found '12.505', expected a decimal amount in EUR with at most 2 decimals.")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":12.50,"reference":"R"},"why":"w"}""", 400, "argument.invalid", "amount: expected a string")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"0","reference":"R"},"why":"w"}""", 400, "account.amount-out-of-range", "expected more than zero")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"999999999999999.99","reference":"R"},"why":"w"}""", 200, null, "1000000000000999.99")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"9999999999999999.99","reference":"R"},"why":"w"}""", 400, "account.amount-out-of-range", "within 999999999999999999 minor units")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.50","reference":"R"}}""", 400, "why.missing", "why: found nothing, expected the reason for account fund.")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12.50","reference":"R"},"why":"  "}""", 400, "why.invalid", "why: expected a text")]
    [InlineData("""{"arguments":{"participant":"CHARNLAAXXX","amount":"12.50","reference":"R"},"why":"w"}""", 404, "account.not-open", "CHARNLAAXXX has no account in EUR")]
    [InlineData("""{"arguments":{"participant":"ALPHDEFFXXX","amount":"12","reference":"R","currency":"JPY"},"why":"w"}""", 404, "account.not-open", "ALPHDEFFXXX has no account in JPY")]
    [InlineData("""{"argumentz":{}}""", 400, "body.invalid", "argumentz: expected arguments (an object) and why (a string).")]
    [InlineData("""{"why":5}""", 400, "body.invalid", "why: expected")]
    [InlineData("""[]""", 400, "body.invalid", "has to be an object")]
    [InlineData("""{"why":"a","why":"b"}""", 400, "body.not-json", "has a member twice")]
    [InlineData("""{"arguments":{"reference":"\ud800"}}""", 400, "body.not-json", "no JSON")]
    [InlineData("""{""", 400, "body.not-json", "no JSON")]
    public async Task A_request_that_is_wrong_is_told_what_and_changes_nothing(string body, int status, string? code, string text)
    {
        await using RunningOperations running = await StartAsync();
        Reply reply = await running.PostAsync(OperatorRole.Supervisor, "account-fund", body);
        Assert.Equal(status, reply.Status);
        Assert.Contains(text, reply.Body);
        if (code is null) return;
        Assert.Equal(code, CodeOf(reply));
        Assert.Equal("application/problem+json", reply.Type);
        Assert.All(await running.Engine.ListAccountsAsync(), account => Assert.Equal(100_000, account.BalanceMinor));
    }

    [Fact]
    public async Task A_body_is_bounded_and_has_to_be_json()
    {
        await using RunningOperations running = await StartAsync();
        Reply large = await running.PostAsync(OperatorRole.Supervisor, "account-fund", $$"""{"why":"{{new string('x', 20_000)}}"}""");
        Assert.Equal((413, "request.broken"), (large.Status, CodeOf(large)));
        using var form = new HttpRequestMessage(HttpMethod.Post, "/admin/v1/commands/status") { Content = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded") };
        Reply typed = await running.SendAsync("token-viewer", form);
        Assert.Equal((415, "body.not-json"), (typed.Status, CodeOf(typed)));
    }

    [Fact]
    public async Task An_unknown_command_and_a_change_by_get_are_refused()
    {
        await using RunningOperations running = await StartAsync();
        Reply unknown = await running.PostAsync(OperatorRole.Supervisor, "account-steal", Fund);
        Assert.Equal((404, "command.unknown"), (unknown.Status, CodeOf(unknown)));
        Reply get = await running.GetAsync("token-supervisor", "/admin/v1/commands/account-fund?participant=ALPHDEFFXXX&amount=1&reference=R&why=w");
        Assert.Equal((405, "command.not-a-view"), (get.Status, CodeOf(get)));
        Assert.Equal(400, (await running.GetAsync("token-viewer", "/admin/v1/commands/payments-list?max=1&max=2")).Status);
    }

    [Fact]
    public async Task The_same_funding_sent_again_changes_nothing_and_the_journal_has_the_operator()
    {
        await using RunningOperations running = await StartAsync();
        Assert.Equal(200, (await running.PostAsync(OperatorRole.Supervisor, "account-fund", Fund)).Status);
        Reply again = await running.PostAsync(OperatorRole.Supervisor, "account-fund", Fund);
        Assert.Equal("1012.50", RecordOf(again).GetProperty("balance").GetString());
        Reply other = await running.PostAsync(OperatorRole.Supervisor, "account-fund", Fund.Replace("12.50", "13.00", StringComparison.Ordinal));
        Assert.Equal((409, "account.reference-taken"), (other.Status, CodeOf(other)));
        AccountFunded fact = Assert.Single(Facts<AccountFunded>(running), fact => fact.Reference == "FT-1");
        Assert.Equal(new OperatorAct("the-supervisor", "cover for the afternoon"), fact.Act);
    }

    [Fact]
    public async Task A_withdrawal_beyond_what_is_available_is_refused()
    {
        await using RunningOperations running = await StartAsync();
        Reply much = await running.PostAsync(OperatorRole.Supervisor, "account-withdraw", Fund.Replace("12.50", "1000.01", StringComparison.Ordinal));
        Assert.Equal((409, "account.insufficient-funds"), (much.Status, CodeOf(much)));
        Reply all = await running.PostAsync(OperatorRole.Supervisor, "account-withdraw", Fund.Replace("12.50", "1000.00", StringComparison.Ordinal));
        Assert.Equal("0.00", RecordOf(all).GetProperty("balance").GetString());
    }

    [Fact]
    public async Task A_cap_is_set_and_taken_away()
    {
        await using RunningOperations running = await StartAsync();
        Reply set = await running.PostAsync(OperatorRole.Supervisor, "cap-set", """{"arguments":{"participant":"ALPHDEFFXXX","limit":"0"},"why":"w"}""");
        Assert.Equal(("0.00", "0.00"), (RecordOf(set).GetProperty("cap").GetString(), RecordOf(set).GetProperty("headroom").GetString()));
        Assert.Equal(0, (await AccountOf(running, Alpha)).Cap.LimitMinor);
        Reply taken = await running.PostAsync(OperatorRole.Supervisor, "cap-set", """{"arguments":{"participant":"ALPHDEFFXXX","unlimited":true},"why":"w"}""");
        Assert.Equal(JsonValueKind.Null, RecordOf(taken).GetProperty("cap").ValueKind);
        foreach (string both in new[] { "", ""","limit":"1","unlimited":true""" })
            Assert.Equal("cap.ambiguous", CodeOf(await running.PostAsync(OperatorRole.Supervisor, "cap-set", $$"""{"arguments":{"participant":"ALPHDEFFXXX"{{both}}},"why":"w"}""")));
    }

    [Fact]
    public async Task A_participant_is_suspended_and_resumed_with_the_reason_in_the_journal()
    {
        await using RunningOperations running = await StartAsync();
        const string Body = """{"arguments":{"participant":"BRAVFRPPXXX"},"why":"its answers come late"}""";
        Assert.Equal("Suspended", RecordOf(await running.PostAsync(OperatorRole.Operator, "participant-suspend", Body)).GetProperty("standing").GetString());
        ParticipantStandingChanged fact = Assert.Single(Facts<ParticipantStandingChanged>(running));
        Assert.Equal(("the-operator", "its answers come late"), (fact.Act.By, fact.Act.Why));
        Reply partly = await running.PostAsync(OperatorRole.Operator, "participant-suspend", """{"arguments":{"participant":"BRAVFRPPXXX","receive-only":true},"why":"w"}""");
        Assert.True(RecordOf(partly).GetProperty("mayReceive").GetBoolean());
        Assert.Equal("Enabled", RecordOf(await running.PostAsync(OperatorRole.Operator, "participant-resume", Body)).GetProperty("standing").GetString());
        Assert.Equal("participant.not-enrolled", CodeOf(await running.PostAsync(OperatorRole.Operator, "participant-suspend", Body.Replace("BRAV", "NOBO", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_bank_is_enrolled_gets_an_account_and_takes_nobodys_name()
    {
        await using RunningOperations running = await StartAsync();
        Assert.Equal("participant.not-enrolled", CodeOf(await running.PostAsync(OperatorRole.Supervisor, "account-open", """{"arguments":{"participant":"CHARNLAAXXX"},"why":"w"}""")));
        Reply enrolled = await running.PostAsync(OperatorRole.Supervisor, "participant-enrol", """{"arguments":{"participant":"CHARNLAAXXX","name":"Charlie Bank"},"why":"joins"}""");
        Assert.Equal(("Enabled", "CHARNLAAXXX"), (RecordOf(enrolled).GetProperty("standing").GetString(), RecordOf(enrolled).GetProperty("agents").GetString()));
        Reply opened = await running.PostAsync(OperatorRole.Supervisor, "account-open", """{"arguments":{"participant":"CHARNLAAXXX","limit":"500.00"},"why":"joins"}""");
        Assert.Equal(("0.00", "500.00"), (RecordOf(opened).GetProperty("balance").GetString(), RecordOf(opened).GetProperty("cap").GetString()));
        Assert.Equal("account.open", CodeOf(await running.PostAsync(OperatorRole.Supervisor, "account-open", """{"arguments":{"participant":"CHARNLAAXXX"},"why":"w"}""")));
        foreach ((string arguments, string code) in new[]
        {
            ("""{"participant":"CHARNLAAXXX","name":"Again"}""", "participant.enrolled"),
            ("""{"participant":"DELTITMMXXX","name":"D","bic":"ALPHDEFF"}""", "agent.taken"),
            ("""{"participant":"DELTITMMXXX","name":"D","bic":"PSWTBEBBXXX"}""", "agent.taken"),
            ("""{"participant":"12345678","name":"D"}""", "argument.invalid"),
            ("""{"participant":"12345678","name":"D","clearing-system":"USABA"}""", "argument.invalid"),
            ("""{"participant":"DELTITMMXXX","name":"D","clearing-system":"USABA"}""", "argument.missing"),
        })
            Assert.Equal(code, CodeOf(await running.PostAsync(OperatorRole.Supervisor, "participant-enrol", $$"""{"arguments":{{arguments}},"why":"w"}""")));
        Reply member = await running.PostAsync(OperatorRole.Supervisor, "participant-enrol", """{"arguments":{"participant":"12345678","name":"D","member-id":"021000021","clearing-system":"USABA"},"why":"w"}""");
        Assert.Equal("USABA:021000021", RecordOf(member).GetProperty("agents").GetString());
    }

    [Fact]
    public async Task A_fault_is_told_as_unknown_outcome()
    {
        await using RunningOperations running = await StartAsync(new CommandCatalogue(new Broken()));
        Reply reply = await running.PostAsync(OperatorRole.Viewer, "test-broken", "{}");
        Assert.Equal((500, "switch.failed"), (reply.Status, CodeOf(reply)));
        Assert.Equal("on purpose", running.TakeFault()!.Message);
    }

    internal static string? CodeOf(Reply reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("code").GetString();

    internal static JsonElement RecordOf(Reply reply)
    {
        Assert.True(reply.Status == 200, reply.Body);
        return JsonDocument.Parse(reply.Body).RootElement.GetProperty("record");
    }

    private static async Task<AccountStanding> AccountOf(RunningOperations running, string bank) =>
        (await running.Engine.ListAccountsAsync()).Single(account => account.Id.Participant.Value == bank);

    private static IEnumerable<TFact> Facts<TFact>(RunningOperations running) =>
        running.Journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event).OfType<TFact>();

    private sealed class Broken : IOperatorCommand
    {
        public CommandDefinition Definition { get; } = new("test broken", "Summary.", "Description.", OperatorRole.Viewer, CommandDanger.None);

        public Task<Results.OperatorResult> RunAsync(OperatorCall call) => throw new InvalidDataException("on purpose");
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Tests;

namespace PaymentSwitch.Cli.Tests.Operating;

/// <summary>The operators' commands, as an operator and as a script call them, against a real switch behind a real web server.</summary>
public sealed class OperatorTests
{
    private const string Uetr = "b1f2a3c4-d5e6-4789-8abc-def012345678";

    [Fact]
    public async Task Help_has_every_command_of_the_catalogue_and_needs_no_switch()
    {
        foreach (CommandDefinition definition in CommandCatalogue.Shipped.Commands.Select(command => command.Definition))
        {
            CommandRun run = await CommandRun.Of([.. definition.Name.Split(' '), "--help"]);
            Assert.Equal((0, ""), (run.Code, run.Errors));
            Assert.Contains($"{definition.Summary} {definition.Description} Needs the role {definition.Role}.", run.Output);
            Assert.All(definition.Arguments, argument => Assert.Contains(argument.IsRequired || argument.HasPlace ? $"<{argument.Name.ToUpperInvariant()}>" : $"--{argument.Name}", run.Output));
            Assert.Equal(definition.NeedsWhy, run.Output.Contains("--why <TEXT> (REQUIRED)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_group_lists_its_commands_in_a_line_each()
    {
        CommandRun run = await CommandRun.Of("account", "--help");
        Assert.Contains(run.Lines, line => line.TrimEnd().EndsWith("Shows how one account stands.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_a_table_of_at_most_80_columns()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        await running.SettleAsync();
        CommandRun accounts = await Run(running, OperatorRole.Viewer, 80, "accounts", "list");
        Assert.Equal(
            [
                "participant  cur  balance  reserved  available  headroom  cap  cap used",
                "-----------  ---  -------  --------  ---------  --------  ---  --------",
                "ALPHDEFFXXX  EUR   987.50      0.00     987.50         -    -     12.50",
                "BRAVFRPPXXX  EUR  1012.50      0.00    1012.50         -    -    -12.50",
            ],
            accounts.Lines);
        CommandRun payments = await Run(running, OperatorRole.Viewer, 80, "payments", "list", "--status", "Settled");
        Assert.Equal(
            [
                "uetr                                  amount  status   from         to",
                "------------------------------------  ------  -------  -----------  -----------",
                $"{Uetr}   12.50  Settled  ALPHDEFFXXX  BRAVFRPPXXX",
                "Not enough room for: reason, cur, final, received, number. --output json has everything.",
            ],
            payments.Lines);
        Assert.All(payments.Lines[..3], line => Assert.InRange(line.Length, 1, 80));
        CommandRun wide = await Run(running, OperatorRole.Viewer, null, "payments", "list");
        Assert.Equal(3, wide.Lines.Length);
        Assert.Contains("BRAVFRPPXXX", wide.Output);
    }

    [Theory]
    // outcome, mismatches, exit code
    [InlineData(ReconciliationOutcome.Matched, 0, 0)]
    [InlineData(ReconciliationOutcome.Mismatched, 1, 1)]
    [InlineData(ReconciliationOutcome.ReadModelsLag, 0, 1)]
    public async Task Reconcile_ends_with_0_only_where_everything_fits(ReconciliationOutcome outcome, int mismatches, int code)
    {
        var books = new KnownBooks(new ReconciliationReport
        {
            Outcome = outcome, Position = 7, AtMs = 1, TookMs = 2, IsFull = true, AccountsChecked = 2, LivePaymentsChecked = 0, MovementsChecked = 3, PaymentsChecked = 1, PaymentsCheckedInAll = 1, Totals = [],
            Mismatches = [.. Enumerable.Repeat(new BooksMismatch("balance", null, null, 5, "The balance is wrong."), mismatches)], MismatchCount = mismatches,
        });
        await using RunningOperations running = await RunningOperations.StartAsync(reconciliation: books);
        CommandRun run = await Run(running, OperatorRole.Viewer, 80, "reconcile", "--full");
        Assert.Equal((code, true), (run.Code, books.WasFull));
        Assert.Contains(run.Lines, line => line.StartsWith("outcome ", StringComparison.Ordinal) && line.EndsWith(outcome.ToString(), StringComparison.Ordinal));
        Assert.Equal(code, (await Run(running, OperatorRole.Viewer, 80, "reconcile", "--output", "json")).Code);
        CommandRun list = await Run(running, OperatorRole.Viewer, 80, "mismatches", "list");
        Assert.Equal(mismatches > 0, list.Output.Contains("balance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_a_second_operator_ends_with_5_and_is_granted()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        CommandRun waits = await Run(running, OperatorRole.Supervisor, 80, "account", "fund", "ALPHDEFFXXX", "12.50", "--why", "cover", "--yes");
        Assert.Equal(5, waits.Code);
        Assert.Equal(["Waits for a second pair of eyes: approval 1."], waits.Lines);
        CommandRun own = await Run(running, OperatorRole.Supervisor, 80, "approval", "grant", "1", "--why", "mine", "--yes");
        Assert.Equal(1, own.Code);
        Assert.Contains("approval.own-request: ", own.Errors);
        Assert.Equal("1000.00", await BalanceOf(running));
        CommandRun granted = await CommandRun.OfAsync("", Environment(running.Address, RunningOperations.Second), null, 80, "approval", "grant", "1", "--why", "looked at it", "--yes");
        Assert.Equal(0, granted.Code);
        Assert.Contains("balance      1012.50", granted.Lines);
        Assert.Equal("1012.50", await BalanceOf(running));
    }

    [Fact]
    public async Task Every_list_fits_80_columns_in_the_middle_of_a_settlement_day()
    {
        SchemeProfile net = SchemeProfileReader.BuiltIn("sct-inst") with { SettlementModel = SettlementModel.DeferredNet };
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true, profiles: [net]);
        await running.SettleAsync();
        int approvals = 0;
        foreach (string setUp in new[]
        {
            "cycle cut 1", "cycle instruct 1", "participant suspend BRAVFRPPXXX", "credentials generate ALPHDEFFXXX --name first",
            "watch set ALPHDEFFXXX --balance-floor 990.00", "agents set ALPHDEFFXXX ALPHDEFFXXX --reachable ALPSDEMM", "party-limit set ALPHDEFFXXX savings ALPSDEMM --limit 5.00",
        })
        {
            CommandRun asked = await Run(running, OperatorRole.Supervisor, 80, [.. setUp.Split(' '), "--why", "w", "--yes"]);
            Assert.Contains(asked.Code, new[] { 0, 5 });
            if (asked.Code == 0) continue;
            // What makes a new token shows it to who asked.
            Assert.Equal(setUp.StartsWith("credentials generate", StringComparison.Ordinal), asked.Lines.Any(line => line.StartsWith("token ", StringComparison.Ordinal)));
            string number = (++approvals).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (setUp.StartsWith("participant", StringComparison.Ordinal) || setUp.StartsWith("party-limit", StringComparison.Ordinal)) continue;
            CommandRun granted = await CommandRun.OfAsync("", Environment(running.Address, RunningOperations.Second), null, 80, "approval", "grant", number, "--why", "w", "--yes");
            Assert.Equal(0, granted.Code);
        }

        string[] withRows =
        [
            "approvals list", "accounts list", "account positions ALPHDEFFXXX", "alerts list", "outlook", "cycles list", "cycle positions 1", "participants list", "credentials list ALPHDEFFXXX",
            "schemes list", "payments list", "movements list ALPHDEFFXXX", "statement ALPHDEFFXXX 2026-03-02T00:00:00Z 2026-03-03T00:00:00Z", "mailboxes list",
        ];
        foreach (string list in withRows)
        {
            CommandRun run = await Run(running, OperatorRole.Viewer, 80, list.Split(' '));
            Assert.True(run.Code == 0 && run.Lines.Length > 2 && !run.Lines.Contains("(none)"), $"{list}: {run.Output}{run.Errors}");
            Assert.All(run.Lines.Where(line => !line.StartsWith("Not enough room", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 80));
        }

        foreach (string list in new[] { "party-limits list ALPHDEFFXXX", "profile changes", "requests list", "liquidity list" })
        {
            CommandRun run = await Run(running, OperatorRole.Viewer, 80, list.Split(' '));
            Assert.Equal((0, "(none)"), (run.Code, run.Lines[2]));
            Assert.All(run.Lines, line => Assert.InRange(line.Length, 1, 80));
        }
    }

    [Fact]
    public async Task A_trace_shows_the_milliseconds_between_the_steps()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        await running.SettleAsync();
        CommandRun run = await Run(running, OperatorRole.Viewer, 80, "payment", "trace", Uetr);
        Assert.Equal(0, run.Code);
        Assert.Contains("status         Settled", run.Lines);
        Assert.Equal(
            [
                "2026-03-02T10:00:00.000Z              PaymentReceived   from ALPHDEFFXXX",
                "2026-03-02T10:00:00.000Z       +0 ms  PaymentForwarded  -",
                "2026-03-02T10:00:00.250Z     +250 ms  PaymentSettled    ACCP",
                "2026-03-02T10:00:00.250Z       +0 ms  PaymentClosed     -",
            ],
            run.Lines[^4..]);
    }

    [Fact]
    public async Task Json_is_what_the_admin_api_answers()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        CommandRun run = await Run(running, OperatorRole.Viewer, 80, "account", "show", "ALPHDEFFXXX", "--output", "json");
        JsonElement answer = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal("1000.00", answer.GetProperty("record").GetProperty("available").GetString());
        CommandRun refused = await Run(running, OperatorRole.Viewer, 80, "account", "show", "NOBODY", "--output", "json");
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Equal("account.not-open", JsonDocument.Parse(refused.Errors).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Money_moves_after_yes_and_not_otherwise()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        string[] fund = ["account", "fund", "ALPHDEFFXXX", "12.50", "FT-1", "--why", "cover"];
        CommandRun nobody = await Run(running, OperatorRole.Supervisor, null, fund);
        Assert.Equal((2, ""), (nobody.Code, nobody.Output));
        Assert.Contains("where nobody can be asked, say --yes", nobody.Errors);
        CommandRun no = await Asked(running, "no", fund);
        Assert.Equal(2, no.Code);
        Assert.Contains("account fund participant=ALPHDEFFXXX amount=12.50 reference=FT-1", no.Errors);
        Assert.Contains("This moves money. Type yes to go on: ", no.Errors);
        Assert.Equal("1000.00", await BalanceOf(running));
        CommandRun yes = await Asked(running, "yes", fund);
        Assert.Equal(0, yes.Code);
        Assert.Contains("balance      1012.50", yes.Lines);
        Assert.Equal(0, (await Run(running, OperatorRole.Supervisor, null, [.. fund[..4], "FT-2", .. fund[5..], "--yes"])).Code);
        Assert.Equal("1025.00", await BalanceOf(running));
    }

    [Theory]
    // exit code, role, what standard error says, arguments
    [InlineData(1, OperatorRole.Viewer, "operator.not-allowed: account fund needs the role Supervisor; the-viewer has Viewer.", "account fund ALPHDEFFXXX 1 R --why w --yes")]
    [InlineData(1, OperatorRole.Viewer, "payment.unknown: There is no payment 'b1f2a3c4-d5e6-4789-8abc-def012345678'.", "payment trace b1f2a3c4-d5e6-4789-8abc-def012345678")]
    [InlineData(1, OperatorRole.Supervisor, "account.insufficient-funds: ", "account withdraw ALPHDEFFXXX 5000 R --why w --yes")]
    [InlineData(2, OperatorRole.Supervisor, "argument.invalid: amount: found '1.234', expected a decimal amount in EUR with at most 2 decimals.", "account fund ALPHDEFFXXX 1.234 R --why w --yes")]
    [InlineData(2, OperatorRole.Supervisor, "Option '--why' is required.", "account fund ALPHDEFFXXX 1 R --yes")]
    [InlineData(2, OperatorRole.Supervisor, "Required argument missing", "account fund ALPHDEFFXXX --why w --yes")]
    [InlineData(2, OperatorRole.Supervisor, "argument.missing: reference: found nothing", "account fund ALPHDEFFXXX 1 --why w --yes")]
    [InlineData(2, OperatorRole.Supervisor, "PROFILE: Could not find file", "profile schedule sct-inst /nowhere-at-all 2026-03-02T18:00:00Z --why w --yes")]
    [InlineData(2, OperatorRole.Supervisor, "expected a moment with its zone", "statement ALPHDEFFXXX yesterday 2026-03-02T18:00:00Z")]
    [InlineData(2, OperatorRole.Supervisor, "payswitch account fund --help shows what there is.", "account fund ALPHDEFFXXX --why w --yes")]
    [InlineData(2, OperatorRole.Viewer, "'--all' is no option here.", "account show --all")]
    [InlineData(2, OperatorRole.Viewer, "argument.invalid: status: found 'Open', expected one of Settled, Rejected, Expired.", "payments list --status Open")]
    [InlineData(2, OperatorRole.Viewer, "'steal'", "account steal")]
    [InlineData(2, OperatorRole.Viewer, "--server: found 'nowhere', expected http://HOST:PORT", "status --server nowhere")]
    [InlineData(2, OperatorRole.Viewer, "--token-file: Could not find file", "status --token-file /nowhere-at-all")]
    public async Task What_is_refused_ends_with_its_code_and_says_why(int code, OperatorRole role, string says, string arguments)
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        CommandRun run = await Run(running, role, null, arguments.Split(' '));
        Assert.Equal(code, run.Code);
        Assert.Contains(says, run.Errors);
        Assert.Equal("1000.00", await BalanceOf(running));
    }

    [Fact]
    public async Task An_unknown_token_and_a_switch_that_is_not_there_end_with_3()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        CommandRun unknown = await CommandRun.OfAsync("", Environment(running.Address, "token-nobody"), null, null, "status");
        Assert.Equal(3, unknown.Code);
        Assert.Contains("operator.not-authenticated", unknown.Errors);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var nowhere = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        CommandRun away = await CommandRun.OfAsync("", Environment(nowhere, "token-viewer"), null, null, "status");
        Assert.Equal(3, away.Code);
        Assert.Contains($"The switch cannot be reached at {nowhere}", away.Errors);
        CommandRun without = await CommandRun.OfAsync("", null, null, null, "status");
        Assert.Equal(2, without.Code);
        Assert.Contains("There is no token", without.Errors);
    }

    [Fact]
    public async Task What_breaks_off_or_is_no_admin_api_ends_with_4()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}");
        foreach (string answer in new[] { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{" })
        {
            Task serving = AnswerOnceAsync(server, answer);
            CommandRun run = await CommandRun.OfAsync("", Environment(address, "t"), null, null, "cap", "set", "ALPHDEFFXXX", "--unlimited", "--why", "w", "--yes");
            await serving;
            Assert.Equal((4, ""), (run.Code, run.Output));
            Assert.Contains("whether the command was carried out is not known", run.Errors);
        }
    }

    [Fact]
    public async Task A_token_comes_from_a_file_and_a_name_cannot_steer_the_terminal()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        await running.Engine.CommandParticipantAsync(
            new ParticipantId("EVILDEFFXXX"), new EnrolParticipant("\u001b[2Jgone", [new ReachableAgent(AgentIdentification.OfBic("EVILDEFFXXX"), "x", false)], new Domain.OperatorAct("test")));
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "token-viewer\n", TestContext.Current.CancellationToken);
        CommandRun run = await CommandRun.OfAsync("", null, null, 80, "participants", "list", "--server", running.Address.ToString(), "--token-file", file);
        File.Delete(file);
        Assert.Equal(0, run.Code);
        Assert.Contains("?[2Jgone", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    private sealed class KnownBooks(ReconciliationReport report) : IReconciliation
    {
        public bool WasFull { get; private set; }

        public ReconciliationReport? Last { get; private set; }

        public ReconciliationCounts Counts => default;

        public Task<ReconciliationReport> RunAsync(bool isFull, CancellationToken cancel = default)
        {
            WasFull |= isFull;
            Last = report;
            return Task.FromResult(report);
        }
    }

    private static Task<CommandRun> Run(RunningOperations running, OperatorRole role, int? width, params string[] arguments) =>
        CommandRun.OfAsync("", Environment(running.Address, RunningOperations.TokenOf(role)), null, width, arguments);

    private static Task<CommandRun> Asked(RunningOperations running, string types, string[] arguments) =>
        CommandRun.OfAsync("", Environment(running.Address, RunningOperations.TokenOf(OperatorRole.Supervisor)), types, 80, arguments);

    private static Dictionary<string, string> Environment(Uri address, string token) => new() { ["PAYSWITCH_SERVER"] = address.ToString(), ["PAYSWITCH_TOKEN"] = token };

    private static async Task<string?> BalanceOf(RunningOperations running)
    {
        CommandRun run = await Run(running, OperatorRole.Viewer, null, "account", "show", "ALPHDEFFXXX", "--output", "json");
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("record").GetProperty("balance").GetString();
    }

    private static async Task AnswerOnceAsync(TcpListener server, string answer)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[8192]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}

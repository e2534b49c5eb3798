using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Server.Startup;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Audit;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Server.Tests;

/// <summary>The program as a process: how it starts, how it stops, what it says when it cannot.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-").FullName;
    private readonly List<Process> _started = [];

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task It_starts_stops_in_good_order_and_finds_everything_again()
    {
        (Process first, Uri address) = await StartAsync();
        string account = await AccountAsync(address);
        Assert.Equal(0, await TerminateAsync(first));
        Assert.Equal(0, (await RunAsync("rebuild-read-model", $"--DataFolder={Data}")).ExitCode);
        (Process second, address) = await StartAsync();
        Assert.Equal(account, await AccountAsync(address));
        Assert.Contains("\"balance\":\"5000000.00\"", account, StringComparison.Ordinal);
        Assert.Equal(0, await TerminateAsync(second));
        string log = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(Data, "logs")).Single(), TestContext.Current.CancellationToken);
        Assert.All(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("\"Uetr\":", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_taken_back_from_a_cluster_where_none_can_be()
    {
        (int code, string error) = await RunAsync("take-entities-back", $"--DataFolder={Data}");
        Assert.Equal(2, code);
        Assert.Contains("Storage:Kind: found 'Sqlite', expected Postgres", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_and_what_was_said_of_it_are_the_same_after_a_restart()
    {
        (Process first, Uri address) = await StartAsync();
        (Uetr uetr, byte[] transfer) = SandboxMessages.CreditTransfer();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(address, "sandbox-alph", transfer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(address, "sandbox-brav", SandboxMessages.Answer(uetr, "ACCP"))).Status);
        string[] before = await EverythingAsync(address, uetr);
        (HttpStatusCode Status, string Body) outcome = await PostAsync(address, "sandbox-alph", transfer);
        Assert.Equal(0, await TerminateAsync(first));

        (Process second, address) = await StartAsync();
        Assert.Equal(before, await EverythingAsync(address, uetr));
        Assert.Equal(outcome, await PostAsync(address, "sandbox-alph", transfer));
        Assert.Contains("<TxSts>ACSC</TxSts>", outcome.Body, StringComparison.Ordinal);
        Assert.Contains("\"balance\":\"4999987.50\"", before[0], StringComparison.Ordinal);
        Assert.Contains("\"balance\":\"5000012.50\"", before[1], StringComparison.Ordinal);
        Assert.Equal(0, await TerminateAsync(second));
    }

    [Fact]
    public async Task What_it_leaves_behind_is_signed_up_to_the_last_group_and_a_payment_of_it_is_proven()
    {
        string folder = Path.Combine(_folder, "elsewhere");
        (Process running, Uri address) = await StartAsync($"--Checkpoints:Folder={folder}", "--Checkpoints:EverySeconds=1", "--Checkpoints:FollowEveryMs=50");
        (Uetr uetr, byte[] transfer) = SandboxMessages.CreditTransfer();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(address, "sandbox-alph", transfer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(address, "sandbox-brav", SandboxMessages.Answer(uetr, "ACCP"))).Status);
        // While it runs, too.
        while (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.txt").Length == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(0, await TerminateAsync(running));

        using CheckpointKeys keys = CheckpointKeys.Read(Directory.GetFiles(Data, "checkpoint-key.*.pub.pem"));
        var checkpoints = new CheckpointFolder(folder);
        JournalPlace journal = JournalPlace.OfSqlite(Path.Combine(Data, "journal.db"));
        AuditReport report = JournalAudit.Run(journal, checkpoints.All(), keys);
        Assert.True(report.IsWhole, string.Join('\n', report.Problems));
        Assert.Equal(report.Groups, report.SignedUpTo);
        MadeProof proof = PaymentProofs.Make(journal, uetr, checkpoints.Latest()!.Checkpoint!);
        ProofVerdict verdict = PaymentProofs.Check(proof.File, keys);
        Assert.True(verdict.Holds, verdict.Problem);
        Assert.Contains(verdict.Facts, fact => fact.Text.StartsWith("settled: final", StringComparison.Ordinal));

        // Started again on a journal that lacks its last group: payments go on, the alarm is in the log, and nothing is signed any more.
        int before = checkpoints.All().Count;
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "journal.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM journal WHERE position = (SELECT MAX(position) FROM journal)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        foreach (string file in Directory.GetFiles(Data, "snapshot.db*").Concat(Directory.GetFiles(Data, "read.db*"))) File.Delete(file);
        // The note of the journal's end tells that, too; whoever has taken the group away may take the note.
        (int code, string errors) = await RunAsync($"--DataFolder={Data}", "--Http:Listen=http://127.0.0.1:0", "--Operations:Listen=");
        Assert.Equal(3, code);
        Assert.Contains($"position {report.Groups} was stored", errors, StringComparison.Ordinal);
        File.Delete(Path.Combine(Data, "journal.db.head"));
        (running, address) = await StartAsync($"--Checkpoints:Folder={folder}", "--Checkpoints:EverySeconds=1", "--Checkpoints:FollowEveryMs=50");
        await UntilLoggedAsync("No checkpoint is made any more");
        await AccountAsync(address);
        Assert.Equal(0, await TerminateAsync(running));
        Assert.Equal(before, checkpoints.All().Count);
    }

    [Fact]
    public async Task A_start_by_a_clock_that_is_behind_the_journal_is_an_alarm_and_payments_are_too_old_until_it_has_caught_up()
    {
        (Process running, Uri address) = await StartAsync();
        await AccountAsync(address);
        Assert.Equal(0, await TerminateAsync(running));
        using (SqliteJournal journal = SqliteJournal.Open(Path.Combine(Data, "journal.db")))
            journal.Append(new CommitGroup { Position = journal.LastPosition + 1, AtMs = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds() });
        (running, address) = await StartAsync();
        await UntilLoggedAsync("behind the last time in the journal");
        (_, byte[] transfer) = SandboxMessages.CreditTransfer();
        Assert.Contains("TM01", (await PostAsync(address, "sandbox-alph", transfer)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await TerminateAsync(running));
    }

    [Fact]
    public async Task Checkpoints_that_cannot_be_written_are_an_alarm_and_payments_go_on()
    {
        string file = Path.Combine(_folder, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        (Process running, Uri address) = await StartAsync($"--Checkpoints:Folder={file}/checkpoints", "--Checkpoints:EverySeconds=1", "--Checkpoints:FollowEveryMs=50");
        await UntilLoggedAsync("no checkpoint could be written");
        (Uetr uetr, byte[] transfer) = SandboxMessages.CreditTransfer();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(address, "sandbox-alph", transfer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(address, "sandbox-brav", SandboxMessages.Answer(uetr, "ACCP"))).Status);
        Assert.Equal(0, await TerminateAsync(running));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_that_others_may_read_stops_the_start()
    {
        string key = Path.Combine(_folder, "key.pem");
        CheckpointSigner.Open(key).Dispose();
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (int code, string errors) = await RunAsync($"--DataFolder={Data}", "--Http:Listen=http://127.0.0.1:0", "--Operations:Listen=", $"--Checkpoints:KeyFile={key}");
        Assert.Equal(3, code);
        Assert.Contains("Checkpoints:KeyFile", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_it_leaves_behind_names_anybody_and_without_its_party_keys_it_does_not_start()
    {
        (Process running, Uri address) = await StartAsync();
        (Uetr uetr, byte[] transfer) = SandboxMessages.CreditTransfer();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(address, "sandbox-alph", transfer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(address, "sandbox-brav", SandboxMessages.Answer(uetr, "ACCP"))).Status);
        string mail = await GetAsync(address, "sandbox-brav", "/v1/mailbox?wait=10");
        string[] people = [.. Regex.Matches(Encoding.UTF8.GetString(transfer), "<(Nm|IBAN)>([^<]+)<").Select(match => match.Groups[2].Value)];
        Assert.True(people.Length >= 2, Encoding.UTF8.GetString(transfer));
        Assert.All(people, person => Assert.Contains(person, mail, StringComparison.Ordinal));
        Assert.Equal(0, await TerminateAsync(running));

        foreach (string file in Directory.GetFiles(Data, "*", SearchOption.AllDirectories))
        {
            byte[] stored = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            foreach (string person in people) Assert.True(stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes(person)) < 0, $"{person} stands in {file}.");
        }

        string keys = Path.Combine(Data, "party-keys.txt");
        File.Move(keys, keys + ".away");
        (int code, string errors) = await RunAsync($"--DataFolder={Data}", "--Http:Listen=http://127.0.0.1:0", "--Operations:Listen=");
        Assert.Equal(3, code);
        Assert.Contains("party-keys.txt is missing", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(keys));
        File.Move(keys + ".away", keys);
        (running, address) = await StartAsync();
        Assert.Equal(mail, await GetAsync(address, "sandbox-brav", "/v1/mailbox?wait=10"));
        Assert.Equal(0, await TerminateAsync(running));
    }

    private async Task UntilLoggedAsync(string told)
    {
        while (true)
        {
            foreach (string log in Directory.Exists(Path.Combine(Data, "logs")) ? Directory.GetFiles(Path.Combine(Data, "logs")) : [])
            {
                using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                if ((await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Contains(told, StringComparison.Ordinal)) return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task It_stops_while_readers_wait_and_each_is_answered()
    {
        (Process running, Uri address) = await StartAsync("--Gateway:RequestsUnderWayMax=1");
        Task<string> waiting = WhenLetInAsync(address, "/v1/mailbox?after=1&wait=30");
        // Its first message tells of the opening funding; it waits for another one.
        // One request may be under way: the reader is, from the moment that another one is refused.
        while (true)
        {
            try
            {
                await AccountAsync(address);
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.TooManyRequests)
            {
                break;
            }
        }

        Assert.Equal(0, await TerminateAsync(running));
        Assert.Equal("""{"messages":[],"next":1}""", await waiting);
    }

    private static async Task<string> WhenLetInAsync(Uri address, string path)
    {
        while (true)
        {
            try
            {
                return await GetAsync(address, "sandbox-alph", path);
            }
            catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task A_journal_that_fails_while_it_runs_ends_it_with_4_and_nobody_is_told_of_success()
    {
        (Process running, Uri address) = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(address, "sandbox-alph", SandboxMessages.CreditTransfer().Xml)).Status);
        // Another writer has come: what this one appends from now on is refused.
        Execute("UPDATE writer SET epoch = epoch + 1");
        HttpStatusCode? answer = null;
        try
        {
            answer = (await PostAsync(address, "sandbox-alph", SandboxMessages.CreditTransfer().Xml)).Status;
        }
        catch (HttpRequestException brokenOff)
        {
            TestContext.Current.SendDiagnosticMessage(brokenOff.Message);
        }

        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(answer is null or HttpStatusCode.InternalServerError, $"{answer}");
        Assert.Equal(4, running.ExitCode);
        string log = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(Data, "logs")).Single(), TestContext.Current.CancellationToken);
        Assert.Contains("fenced", log, StringComparison.Ordinal);
        Assert.Contains("\"Level\":\"Fatal\"", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_leave_no_trace_in_the_data_folder()
    {
        (int code, string error) = await RunAsync($"--DataFolder={Data}", "--Participants:3:OpeningFunding=1.234", "--Serilog:MinimumLevel:Default=Loud");
        Assert.Equal(2, code);
        Assert.Contains("Participants:3:OpeningFunding", error, StringComparison.Ordinal);
        Assert.Contains("Serilog:MinimumLevel:Default", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task An_address_of_another_machine_ends_it_with_3_and_one_sentence()
    {
        // 192.0.2.0/24 is kept for documentation: no machine has it.
        (int code, string error) = await RunAsync($"--DataFolder={Data}", "--Http:Listen=http://192.0.2.1:8080");
        Assert.Equal(3, code);
        Assert.Contains("cannot listen on http://192.0.2.1:8080", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_log_folder_that_cannot_be_made_ends_it_with_3()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "logs"), "", TestContext.Current.CancellationToken);
        (int code, string error) = await RunAsync($"--DataFolder={Data}");
        Assert.Equal(3, code);
        Assert.Contains("log folder", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variable_of_the_project_s_tests_is_no_setting()
    {
        (int code, string error) = await RunAsync("--help");
        Assert.Equal((0, ""), (code, error));
        Process process = Start("PAYMENTSWITCH_REFERENCE", $"--DataFolder={Data}", "--Engine:Nothing=1");
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("REFERENCE", error, StringComparison.Ordinal);
        Assert.Contains("Engine:Nothing", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sct-inst")]
    [InlineData("fps")]
    [InlineData("fednow")]
    public void The_warm_up_reads_valid_messages_in_every_scheme(string scheme) => Assert.Equal(
        64,
        WarmUp.Run(new MessageReader(SchemaCatalogue.LoadShipped(), new MessageLimits()), SchemeProfileReader.BuiltIn(scheme), "PSWTBEBBXXX"));

    [Fact]
    public async Task A_wrong_setting_or_word_ends_it_with_2()
    {
        (int code, string error) = await RunAsync("--Engine:Nothing=1");
        Assert.Equal(2, code);
        Assert.Contains("Engine:Nothing: unknown key", error, StringComparison.Ordinal);
        (code, error) = await RunAsync("serve");
        Assert.Equal(2, code);
        Assert.Contains("'serve' is no command", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_ends_it_with_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        (int code, string error) = await RunAsync($"--DataFolder={Data}", $"--Http:Listen={address}");
        Assert.Equal(3, code);
        Assert.Contains($"cannot listen on {address}: the address is in use", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_or_is_in_use_ends_it_with_3()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        (int code, string error) = await RunAsync($"--DataFolder={file}/data");
        Assert.Equal(3, code);
        Assert.Contains("cannot be created or written", error, StringComparison.Ordinal);

        (Process running, _) = await StartAsync();
        (code, error) = await RunAsync($"--DataFolder={Data}");
        Assert.Equal(3, code);
        Assert.Contains("is being written by another process", error, StringComparison.Ordinal);
        Assert.Equal(0, await TerminateAsync(running));
    }

    [Fact]
    public async Task A_journal_of_a_later_version_or_a_damaged_one_is_refused_and_left_as_it_is()
    {
        (Process running, _) = await StartAsync();
        await TerminateAsync(running);
        File.Delete(Path.Combine(Data, "snapshot.db"));
        Execute("UPDATE journal SET payload = zeroblob(8) WHERE position = 3");
        (int code, string error) = await RunAsync($"--DataFolder={Data}");
        Assert.Equal(3, code);
        Assert.Contains("position 3 is damaged", error, StringComparison.Ordinal);

        Execute("PRAGMA user_version = 99");
        (code, error) = await RunAsync($"--DataFolder={Data}");
        Assert.Equal(3, code);
        Assert.Contains("is of version 99", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private static Task<string> AccountAsync(Uri address) => GetAsync(address, "sandbox-alph", "/v1/account");

    private static async Task<string[]> EverythingAsync(Uri address, Uetr uetr) =>
    [
        await AccountAsync(address),
        await GetAsync(address, "sandbox-brav", "/v1/account"),
        await GetAsync(address, "sandbox-alph", "/v1/mailbox?wait=10"),
        await GetAsync(address, "sandbox-brav", "/v1/mailbox?wait=10"),
        await GetAsync(address, "sandbox-brav", $"/v1/payments/{uetr}"),
    ];

    private static async Task<string> GetAsync(Uri address, string token, string path)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(Uri address, string token, byte[] message)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var content = new ByteArrayContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using HttpResponseMessage response = await http.PostAsync(new Uri("/v1/messages", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> TerminateAsync(Process process)
    {
        Assert.Equal(0, Kill(process.Id, 15));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "journal.db"), Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<(Process Process, Uri Address)> StartAsync(params string[] arguments)
    {
        Process process = Start([$"--DataFolder={Data}", "--Http:Listen=http://127.0.0.1:0", "--Operations:Listen=", .. arguments]);
        const string Says = "PaymentSwitch listens on ";
        while (await process.StandardOutput.ReadLineAsync() is string line)
        {
            if (!line.StartsWith(Says, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return (process, new Uri(line[Says.Length..]));
        }

        throw new InvalidOperationException($"The switch did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    private async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        Process process = Start(arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private Process Start(params string[] arguments)
    {
        // A word in front that names a variable of the environment sets it.
        string? variable = arguments[0].StartsWith("PAYMENTSWITCH_", StringComparison.Ordinal) ? arguments[0] : null;
        if (variable is not null) arguments = arguments[1..];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PaymentSwitch.Server.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        if (variable is not null) start.Environment[variable] = "somewhere";
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
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

    private static async Task<string> AccountAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-alph");
        return await http.GetStringAsync(new Uri("/v1/account", UriKind.Relative));
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

    private async Task<(Process Process, Uri Address)> StartAsync()
    {
        Process process = Start($"--DataFolder={Data}", "--Http:Listen=http://127.0.0.1:0");
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
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PaymentSwitch.Server.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}

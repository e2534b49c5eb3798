using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace PaymentSwitch.Server.Tests;

/// <summary>The operators' side of the program, as a process: where it listens, whom it knows, and what outlives a restart.</summary>
public sealed class OperationsTests : IDisposable
{
    private const string Suspend = """{"arguments":{"participant":"BRAVFRPPXXX"},"why":"its answers come late"}""";
    private const string Cap = """{"arguments":{"participant":"ALPHDEFFXXX","limit":"250.00"},"why":"agreed with the bank"}""";

    private static string Grant(int number) => $$"""{"arguments":{"number":{{number}}},"why":"seen"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("operations").FullName;
    private readonly List<Process> _started = [];
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_an_operator_has_done_outlives_a_restart_with_the_old_settings()
    {
        (Process first, _, Uri operators) = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(operators, "sandbox-operator", "participant-suspend", Suspend)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(operators, "sandbox-supervisor", "cap-set", Cap)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(operators, "sandbox-supervisor", "approval-grant", Grant(1))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(operators, "sandbox-supervisor", "approval-grant", Grant(2))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(operators, "sandbox-second", "approval-grant", Grant(2))).Status);
        Assert.Equal(0, await TerminateAsync(first));

        (Process second, _, operators) = await StartAsync();
        Assert.Contains("\"standing\":\"Suspended\"", (await PostAsync(operators, "sandbox-viewer", "participant-show", Suspend)).Body, StringComparison.Ordinal);
        Assert.Contains("\"cap\":\"250.00\"", (await PostAsync(operators, "sandbox-viewer", "account-show", """{"arguments":{"participant":"ALPHDEFFXXX"}}""")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await TerminateAsync(second));
        string log = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(_folder, "logs")).Single(), TestContext.Current.CancellationToken);
        Assert.Contains("its answers come late", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Banks_and_operators_do_not_meet()
    {
        (Process running, Uri banks, Uri operators) = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(operators, "sandbox-alph", "participant-suspend", Suspend)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(banks, "sandbox-supervisor", "participant-suspend", Suspend)).Status);
        // A bank may write any host into its request.
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(banks, "sandbox-supervisor", "participant-suspend", Suspend, host: operators.Authority)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(banks, "/v1/account"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-supervisor");
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        using HttpResponseMessage gateway = await _http.GetAsync(new Uri(operators, "/v1/account"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gateway.StatusCode);
        Assert.Equal(0, await TerminateAsync(running));
    }

    [Fact]
    public async Task A_taken_address_ends_it_with_3_and_the_name_of_its_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        Process process = Start($"--Operations:Listen={address}");
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, process.ExitCode);
        Assert.Contains($"cannot listen on {address}: the address is in use (setting Operations:Listen)", error, StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private static async Task<int> TerminateAsync(Process process)
    {
        Assert.Equal(0, Kill(process.Id, 15));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(Uri address, string token, string command, string body, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/admin/v1/commands/{command}")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Host = host;
        using HttpResponseMessage response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(Process Process, Uri Banks, Uri Operators)> StartAsync()
    {
        Process process = Start("--Operations:Listen=http://127.0.0.1:0");
        Uri? banks = null;
        while (await process.StandardOutput.ReadLineAsync() is string line)
        {
            if (AddressIn(line, "PaymentSwitch listens on ") is Uri found) banks = found;
            if (AddressIn(line, "  operators ") is not Uri operators) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return (process, banks!, operators);
        }

        throw new InvalidOperationException($"The switch did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    private static Uri? AddressIn(string line, string says) => line.StartsWith(says, StringComparison.Ordinal) ? new Uri(line[says.Length..]) : null;

    private Process Start(string operations)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "PaymentSwitch.Server.dll"), $"--DataFolder={_folder}", "--Http:Listen=http://127.0.0.1:0", operations];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Takeover;

/// <summary>Two servers on one PostgreSQL, as a user runs them: one is active, the other stands by. They change places.</summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private const string Supervisor = "sandbox-supervisor";
    private static readonly TimeSpan FollowsWithin = TimeSpan.FromSeconds(30);
    private readonly string _folder;
    private readonly string[] _settings;
    private readonly int[] _ports = [LoopbackPort.Claim(), LoopbackPort.Claim()];
    private readonly int[] _operatorPorts = [LoopbackPort.Claim(), LoopbackPort.Claim()];
    private readonly SwitchProcess?[] _servers = new SwitchProcess?[2];

    private readonly string[] _connections;

    private TwoServers(string folder, string[] connections, int leaseMs, string[] more)
    {
        _folder = folder;
        _connections = connections;
        _settings =
        [
            .. more, "--Storage:Kind=Postgres", $"--Privacy:KeyFile={Path.Combine(folder, "party-keys.txt")}", $"--Standby:LeaseMs={leaseMs}",
            $"--Standby:RenewEveryMs={leaseMs / 6}", "--Engine:SnapshotEveryFacts=5000", "--Engine:FinishedPaymentsInMemoryMax=500",
            "--Engine:MailboxMessagesInMemoryMax=500",
        ];
    }

    /// <summary>Which of the two is active.</summary>
    public int ActiveIndex { get; private set; }

    /// <summary>The active one.</summary>
    public SwitchProcess Active => _servers[ActiveIndex]!;

    /// <summary>The one that stands by.</summary>
    public SwitchProcess Standby => _servers[1 - ActiveIndex]!;

    /// <summary>Starts both, one after the other.</summary>
    /// <param name="folder">Takes their folders.</param>
    /// <param name="postgres">The server.</param>
    /// <param name="leaseMs">How long the lease lasts, in ms.</param>
    public static Task<TwoServers> StartAsync(string folder, TemporaryPostgres postgres, int leaseMs) =>
        StartAsync(folder, [postgres.ConnectionString, postgres.ConnectionString], leaseMs);

    /// <summary>Starts both, one after the other, each with a way of its own to the database.</summary>
    /// <param name="folder">Takes their folders.</param>
    /// <param name="connections">How each of the two reaches the database.</param>
    /// <param name="leaseMs">How long the lease lasts, in ms.</param>
    /// <param name="more">More settings, as <c>--Key=Value</c>.</param>
    public static async Task<TwoServers> StartAsync(string folder, string[] connections, int leaseMs, params string[] more)
    {
        var servers = new TwoServers(folder, connections, leaseMs, more);
        try
        {
            servers._servers[0] = await SwitchProcess.StartAsync(servers.FolderOf(0), servers._ports[0], servers.SettingsOf(0));
            await servers.StartStandbyAsync();
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the one that is not active, and waits until it stands by.</summary>
    public async Task StartStandbyAsync()
    {
        int index = 1 - ActiveIndex;
        if (_servers[index] is SwitchProcess ended) await ended.DisposeAsync();
        _servers[index] = null;
        _servers[index] = await SwitchProcess.StartStandbyAsync(FolderOf(index), _ports[index], SettingsOf(index));
        // As somebody would who upgrades by hand: until the active one sees that it is followed.
        long began = Stopwatch.GetTimestamp();
        while (!(await StatusAsync(ActiveIndex)).Contains("\"standbys\":1", StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(began) > FollowsWithin) throw new InvalidOperationException($"No standby follows: {await StatusAsync(ActiveIndex)}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until the standby is the active one, and takes it for that.</summary>
    /// <param name="since">The moment at which the other one was ended.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <returns>How long that took since then.</returns>
    public async Task<TimeSpan> TakenOverAsync(long since, TimeSpan atMost)
    {
        await Standby.WaitUntilReadyAsync(atMost);
        TimeSpan took = Stopwatch.GetElapsedTime(since);
        ActiveIndex = 1 - ActiveIndex;
        return took;
    }

    /// <summary>Lets the active one hand over, by the operators' command.</summary>
    public async Task HandOverAsync()
    {
        using HttpClient operators = Operators(ActiveIndex);
        using HttpResponseMessage answer = await operators.PostAsJsonAsync(
            new Uri("/admin/v1/commands/standby-takeover", UriKind.Relative), new { why = "upgrade" });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"standby takeover: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The numbers that the active one or the standby has for Prometheus, by name.</summary>
    public async Task<IReadOnlyDictionary<string, long>> MetricsAsync(bool active)
    {
        using HttpClient operators = Operators(active ? ActiveIndex : 1 - ActiveIndex);
        operators.DefaultRequestHeaders.Authorization = null;
        string text = await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>How the active one or the standby stands, as its operators see it.</summary>
    public Task<string> StatusAsync(bool active) => StatusAsync(active ? ActiveIndex : 1 - ActiveIndex);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (SwitchProcess? server in _servers)
            if (server is not null) await server.DisposeAsync();
    }

    private async Task<string> StatusAsync(int index)
    {
        using HttpClient operators = Operators(index);
        return await operators.GetStringAsync(new Uri("/admin/v1/commands/status", UriKind.Relative));
    }

    private HttpClient Operators(int index)
    {
        var client = new HttpClient(new SwitchConnections()) { BaseAddress = new Uri($"http://127.0.0.1:{_operatorPorts[index]}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Supervisor);
        return client;
    }

    private string FolderOf(int index) => Path.Combine(_folder, $"server-{index + 1}");

    private string[] SettingsOf(int index) => [.. _settings, $"--Storage:Postgres:ConnectionString={_connections[index]}", $"--Operations:Listen=http://127.0.0.1:{_operatorPorts[index]}"];
}

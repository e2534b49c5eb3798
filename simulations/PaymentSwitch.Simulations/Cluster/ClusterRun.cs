using System.Diagnostics;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Faults;
using PaymentSwitch.Simulations.Postgres;

namespace PaymentSwitch.Simulations.Cluster;

/// <summary>
/// The nodes of a cluster under load from banks that use any of them, while nodes are killed, cut off, set apart, restarted one after the
/// other, and the database restarts. At the end every promise must have been kept.
/// </summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    // A node that has hung for so long is asked no more: another one is.
    private static readonly TimeSpan BanksWait = TimeSpan.FromSeconds(20);
    // Each account books on its own: what has left one is on its way to the other for a moment.
    private static readonly TimeSpan RestsWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private readonly ClusterSettings _settings;
    private readonly Random _random;
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-cluster-").FullName;
    private readonly FaultFindings _findings = new();
    private readonly TemporaryPostgres _postgres;
    private readonly ClusterNetwork? _network;
    private readonly ClusterNodes _nodes;
    private readonly UnshakenBanks _banks;
    private bool _isOver;

    private ClusterRun(ClusterSettings settings, TemporaryPostgres postgres, ClusterNetwork? network)
    {
        _settings = settings;
        _random = new Random(settings.Seed);
        _postgres = postgres;
        _network = network;
        _nodes = new ClusterNodes(settings.Nodes, _folder, postgres, network);
        IReadOnlyList<Uri> addresses = _nodes.Addresses;
        _banks = new UnshakenBanks(
            addresses[0], new Random(_random.Next()), settings.PaymentsPerSecond, source => FaultPayments.Among(source, withSilence: true), [.. addresses.Skip(1)], BanksWait)
        {
            IsPaused = true,
        };
    }

    /// <summary>Runs it.</summary>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here, or the cluster's program is not built.</exception>
    public static async Task<FaultFindings> RunAsync(ClusterSettings settings)
    {
        string binaries = TemporaryPostgres.FindBinaries() ?? throw new InvalidOperationException("There is no PostgreSQL here: set PAYMENTSWITCH_POSTGRES to the folder of its programs.");
        using ClusterNetwork? network = settings.Cuts > 0 ? ClusterNetwork.TryMake(settings.Nodes) : null;
        await using TemporaryPostgres postgres = await TemporaryPostgres.StartAsync(
            binaries, "max_connections=300", network is null ? "listen_addresses=127.0.0.1" : $"listen_addresses=127.0.0.1,{ClusterNetwork.Here}");
        if (network is not null) await postgres.AllowAsync(ClusterNetwork.Network);
        await using var run = new ClusterRun(settings, postgres, network);
        await run.RunAsync();
        return run._findings;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _banks.Dispose();
        await _nodes.DisposeAsync();
        // The logs stay where something was wrong, or it did not come to the end.
        if (_isOver && _findings.Violations.Count == 0) Directory.Delete(_folder, recursive: true);
        else Console.WriteLine($"The logs are kept in {_folder}.");
    }

    private async Task RunAsync()
    {
        for (int node = 0; node < _nodes.Count; node++)
        {
            await _nodes.LaunchAsync(node);
            // The first one makes what the others find.
            if (node == 0) await _nodes.ReadyAsync(node);
        }

        await _nodes.AllReadyAsync();
        _banks.IsPaused = false;
        await Task.Delay(2_000);
        for (int kill = 0; kill < _settings.Kills; kill++) await KillAsync();
        if (_network is null && _settings.Cuts > 0) _findings.Note("network namespaces are not allowed here: no node was cut off");
        for (int cut = 0; cut < _settings.Cuts && _network is not null; cut++) await CutAsync(_network, apart: cut % 2 == 1);
        for (int round = 0; round < _settings.RollingRestarts; round++) await RestartAllAsync();
        for (int restart = 0; restart < _settings.PostgresRestarts; restart++) await RestartPostgresAsync();
        await _nodes.AllReadyAsync();
        await _banks.ComeToRestAsync(RestsWithin);
        // Late: a payment may wait for longer than its deadline for a node's death to be noticed.
        _findings.Take(await _banks.CheckAsync((_, reason) => reason is "AB05" or "TM01"), _banks.Banks.Payments.Count);
        int? ledger = await _nodes.LedgerAsync();
        for (int node = 0; node < _nodes.Count; node++)
            if (node != ledger) ExpectExit(node, await _nodes[node].StopAsync(), [0], "stopped at the end");
        if (ledger is int last) ExpectExit(last, await _nodes[last].StopAsync(), [0], "stopped at the end");
        if (_nodes.StartedAgain > 0) _findings.Note($"{_nodes.StartedAgain} times a node ended by itself before it was ready, and was started again");
        StoredPayments.Check(FaultStore.Postgres(_postgres), _findings);
        _isOver = true;
    }

    private async Task KillAsync()
    {
        int node = _random.Next(_nodes.Count);
        bool hasLedger = await _nodes.LedgerAsync() == node;
        await Task.Delay(_random.Next(200, 1_500));
        long since = Stopwatch.GetTimestamp();
        await _nodes[node].KillAsync();
        _findings.Count(hasLedger ? "kills of the node with the ledger" : "kills of another node");
        // Some of the time it is back before the others have noticed.
        await Task.Delay(_random.Next(2) == 0 ? 0 : _random.Next(5_000, 12_000));
        await _nodes.LaunchAsync(node);
        await _nodes.AllReadyAsync();
        await ReportAsync(hasLedger ? $"node {node}, which had the ledger, was killed" : $"node {node} was killed", since);
    }

    private async Task CutAsync(ClusterNetwork network, bool apart)
    {
        int node = _random.Next(_nodes.Count);
        bool hasLedger = await _nodes.LedgerAsync() == node;
        await Task.Delay(_random.Next(200, 1_500));
        long since = Stopwatch.GetTimestamp();
        if (apart) network.SetApart(node);
        else network.CutOff(node);
        _findings.Count(apart ? "nodes set apart from the others, but not from the database" : "nodes cut off from everything");
        // Whoever is alone has to see that, and end; where it reaches nobody at all, it is asked again when it is reached again.
        await Task.Delay(_random.Next(8_000, 14_000));
        network.Heal(node);
        int code = await _nodes[node].WaitForExitAsync(EndsWithin);
        ExpectExit(node, code, [4, 5, 6], apart ? "set apart" : "cut off");
        for (int other = 0; other < _nodes.Count; other++)
            if (other != node && _nodes[other].HasExited) _findings.Expect(false, $"node {other} has ended, when node {node} was {(apart ? "set apart" : "cut off")}");
        for (int other = 0; other < _nodes.Count; other++)
            if (_nodes[other].HasExited) await _nodes.LaunchAsync(other);
        await _nodes.AllReadyAsync();
        await ReportAsync($"node {node}{(hasLedger ? ", which had the ledger," : "")} was {(apart ? "set apart" : "cut off")}, and ended with {code}", since);
    }

    private async Task RestartAllAsync()
    {
        for (int node = 0; node < _nodes.Count; node++)
        {
            long since = Stopwatch.GetTimestamp();
            ExpectExit(node, await _nodes[node].StopAsync(), [0], "restarted");
            double tookMs = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            await _nodes.LaunchAsync(node);
            await _nodes.AllReadyAsync();
            _findings.Count("nodes restarted in their order");
            await ReportAsync($"node {node} was stopped (it took {tookMs:F0} ms) and started", since);
        }
    }

    private async Task RestartPostgresAsync()
    {
        await Task.Delay(_random.Next(300, 1_500));
        long since = Stopwatch.GetTimestamp();
        await _postgres.StopAsync("immediate");
        await Task.Delay(_random.Next(100, 2_000));
        await _postgres.StartAgainAsync();
        _findings.Count("restarts of PostgreSQL");
        await Task.Delay(5_000);
        // The one with the ledger may have lost its lease to another one, and has ended then.
        for (int node = 0; node < _nodes.Count; node++)
        {
            if (!_nodes[node].HasExited) continue;
            ExpectExit(node, await _nodes[node].WaitForExitAsync(TimeSpan.Zero), [5], "left by the database");
            await _nodes.LaunchAsync(node);
        }

        await _nodes.AllReadyAsync();
        await ReportAsync("PostgreSQL was restarted", since);
    }

    private void ExpectExit(int node, int code, int[] expected, string why) =>
        _findings.Expect(expected.Contains(code), $"node {node}, {why}, ended with {code}; expected {string.Join(" or ", expected)}");

    // What banks have felt: of the payments sent since then, the one that took longest.
    private async Task ReportAsync(string what, long since)
    {
        await Task.Delay(1_500);
        double[] latencies = [.. _banks.Banks.Payments.Values.Where(payment => payment.IntendedAt >= since && payment.LatencyMs > 0).Select(payment => payment.LatencyMs).Order()];
        int waiting = _banks.Banks.Payments.Values.Count(payment => payment.IntendedAt >= since && payment.Behaviour == Behaviour.Accept && payment.LatencyMs <= 0);
        string felt = latencies.Length == 0 ? "no outcome yet" : $"outcomes of {latencies.Length} payments after {latencies[latencies.Length / 2]:F0} ms at the median, {latencies[^1]:F0} ms at most";
        Console.WriteLine($"  {what}: ready again after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s; {felt}; {waiting} without an outcome yet");
    }
}

/// <summary>How much of everything.</summary>
internal sealed record ClusterSettings
{
    /// <summary>How many nodes there are.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Where payments and moments come from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many payments are sent per second.</summary>
    public int PaymentsPerSecond { get; init; } = 40;

    /// <summary>How often a node is killed.</summary>
    public int Kills { get; init; } = 3;

    /// <summary>How often a node is cut off, by turns from everything and from the other nodes.</summary>
    public int Cuts { get; init; } = 2;

    /// <summary>How often all nodes are restarted, one after the other.</summary>
    public int RollingRestarts { get; init; } = 1;

    /// <summary>How often the database is restarted.</summary>
    public int PostgresRestarts { get; init; } = 1;
}

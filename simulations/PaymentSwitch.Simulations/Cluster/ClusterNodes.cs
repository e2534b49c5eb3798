using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Cluster;

/// <summary>The nodes of a cluster as processes of their own, on one PostgreSQL. They do not outlive this object.</summary>
internal sealed class ClusterNodes : IAsyncDisposable
{
    private const int StartsMax = 4;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);
    private readonly string _folder;
    private readonly TemporaryPostgres _postgres;
    private readonly ClusterNetwork? _network;
    private readonly Place[] _places;
    private readonly SwitchProcess?[] _nodes;

    /// <summary>Makes ready; no node runs yet.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="folder">Takes their folders.</param>
    /// <param name="postgres">Their database.</param>
    /// <param name="network">Their network; null for ports of this machine.</param>
    public ClusterNodes(int count, string folder, TemporaryPostgres postgres, ClusterNetwork? network)
    {
        _folder = folder;
        _postgres = postgres;
        _network = network;
        _nodes = new SwitchProcess?[count];
        _places =
        [
            .. Enumerable.Range(0, count).Select(node => network is null
                ? new Place("127.0.0.1", LoopbackPort.Claim(), LoopbackPort.Claim(), LoopbackPort.Claim())
                : new Place(ClusterNetwork.AddressOf(node), 8080, 8081, 4053)),
        ];
    }

    /// <summary>The program; null where it was not built.</summary>
    public static string? Program { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ClusterProgram").Value is { } path
        && File.Exists(path) ? path : null;

    /// <summary>How many there are.</summary>
    public int Count => _nodes.Length;

    /// <summary>Where banks reach them.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _places.Select(place => new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{place.Host}:{place.Banks}")))];

    /// <summary>A node's process.</summary>
    public SwitchProcess this[int node] => _nodes[node] ?? throw new InvalidOperationException($"Node {node} was not started.");

    /// <summary>Starts a node; whether it is ready is seen later.</summary>
    public async Task LaunchAsync(int node)
    {
        if (_nodes[node] is SwitchProcess ended) await ended.DisposeAsync();
        string folder = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"node-{node}"));
        Directory.CreateDirectory(folder);
        Place place = _places[node];
        string connection = _network is null ? _postgres.ConnectionString : _postgres.ConnectionString.Replace("Host=127.0.0.1", $"Host={ClusterNetwork.Here}", StringComparison.Ordinal);
        _nodes[node] = SwitchProcess.Launch(new SwitchLaunch
        {
            Program = Program ?? throw new InvalidOperationException("The cluster's program is not built: dotnet build src/PaymentSwitch.Cluster -c Release."),
            DataFolder = folder,
            Printed = Path.Combine(folder, "switch.out"),
            Host = place.Host,
            Port = place.Banks,
            Prefix = _network?.PrefixOf(node) ?? [],
            // Several of them share this machine.
            Environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" },
            Settings =
            [
                // They start several at a time on few processors.
                "--Standby:LeaseMs=3000", "--Storage:Kind=Postgres", $"--Storage:Postgres:ConnectionString={connection};Timeout=2;Maximum Pool Size=40", "--Storage:Postgres:CommandTimeoutMs=5000",
                $"--Privacy:KeyFile={Path.Combine(_folder, "party-keys.txt")}", $"--Cluster:Host={place.Host}", string.Create(CultureInfo.InvariantCulture, $"--Cluster:Port={place.Nodes}"),
                string.Create(CultureInfo.InvariantCulture, $"--Operations:Listen=http://{place.Host}:{place.Operators}"),
                "--Engine:SnapshotEveryFacts=5000", "--Engine:FinishedPaymentsInMemoryMax=500", "--Engine:MailboxMessagesInMemoryMax=500",
            ],
        });
    }

    /// <summary>How often a node had to be started again before it was ready: that it ends where it is not sure of something is how it is meant to be.</summary>
    public int StartedAgain { get; private set; }

    /// <summary>Waits until a node serves banks. One that ends meanwhile is started again, as its keeper would.</summary>
    public async Task ReadyAsync(int node)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await this[node].WaitUntilReadyAsync(ReadyWithin);
                return;
            }
            catch (InvalidOperationException) when (this[node].HasExited && tries < StartsMax)
            {
                StartedAgain++;
                await LaunchAsync(node);
            }
        }
    }

    /// <summary>Waits until each node serves banks and sees all the others.</summary>
    public async Task AllReadyAsync()
    {
        for (int node = 0; node < Count; node++) await ReadyAsync(node);
        long began = Stopwatch.GetTimestamp();
        for (int node = 0; node < Count;)
        {
            if (this[node].HasExited)
            {
                StartedAgain++;
                await LaunchAsync(node);
                await ReadyAsync(node);
            }

            if ((await MetricsAsync(node)).GetValueOrDefault("paymentswitch_cluster_nodes_up") == Count) node++;
            else if (Stopwatch.GetElapsedTime(began) > ReadyWithin) throw new InvalidOperationException($"Node {node} does not see {Count} nodes.");
            else await Task.Delay(100);
        }
    }

    /// <summary>The node with the ledger; null where none has it now.</summary>
    public async Task<int?> LedgerAsync()
    {
        for (int node = 0; node < Count; node++)
        {
            if (_nodes[node] is { HasExited: false } && (await MetricsAsync(node)).GetValueOrDefault("paymentswitch_lease_held") == 1) return node;
        }

        return null;
    }

    /// <summary>What a node prints, for a look at it afterwards.</summary>
    public string PrintedBy(int node) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"node-{node}"), "switch.out");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (SwitchProcess? node in _nodes)
            if (node is not null) await node.DisposeAsync();
    }

    /// <summary>A node's numbers for Prometheus, by name; none where it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, long>> MetricsAsync(int node)
    {
        try
        {
            using var client = new HttpClient(new SwitchConnections()) { Timeout = TimeSpan.FromSeconds(3) };
            string text = await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{_places[node].Host}:{_places[node].Operators}/metrics")));
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '))
                .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return new Dictionary<string, long>();
        }
    }

    private sealed record Place(string Host, int Banks, int Operators, int Nodes);
}

using Akka.Actor;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PaymentSwitch.Engine.Timekeeping;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Logging;
using PaymentSwitch.Server.Startup;

namespace PaymentSwitch.Cluster;

/// <summary>
/// The program: a server of the switch that decides payments and accounts together with others. Settings, gateway, admin API, lease and logs are the
/// server's; each node serves banks, and the one with the lease has the ledger.
/// </summary>
public static class ClusterProgram
{
    private const string Section = "Cluster";

    private const string Usage = """
        Usage:
          PaymentSwitch.Cluster [--KEY=VALUE ...]    run a node of the switch
        Keys are explained in docs/configuration.md and docs/cluster.md, for example --Cluster:Host=10.0.0.4 --Storage:Kind=Postgres
        """;

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="started">Is told of the node's actors when it is a member; null for nobody.</param>
    /// <returns>What the process is to end with (docs/configuration.md).</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<ActorSystem>? started = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is ["--help" or "-h" or "help"])
        {
            await Console.Out.WriteLineAsync(Usage);
            return ExitCode.Ok;
        }

        return await SwitchProgram.GuardedAsync(() =>
        {
            (SwitchSettings settings, IConfiguration configuration) = SettingsReader.Read(arguments, Section);
            ClusterSettings cluster = Read(configuration, settings);
            return SwitchProgram.ComposeAsync(settings, configuration, parts => ServeAsync(parts, cluster, started));
        });
    }

    /// <summary>The node's own settings, checked.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    internal static ClusterSettings Read(IConfiguration configuration, SwitchSettings settings)
    {
        var errors = new List<string>();
        var cluster = (ClusterSettings)StrictBinding.Bind(typeof(ClusterSettings), configuration.GetSection(Section), Section, [], errors);
        cluster.Check(errors);
        if (settings.Storage.Kind != StorageRules.Postgres) errors.Add($"Storage:Kind: found '{settings.Storage.Kind}', expected {StorageRules.Postgres}: the nodes of a cluster share a database.");
        return errors.Count == 0 ? cluster : throw new SettingsException(errors);
    }

    private static async Task<int> ServeAsync(SwitchParts parts, ClusterSettings cluster, Action<ActorSystem>? started)
    {
        // Actors log by what is the process's logger.
        Serilog.Log.Logger = parts.Log.Lines;
        var clock = new SteadyClock(TimeProvider.System, parts.Settings.Clock, 0, new ClockLog(parts.Settings.Clock, parts.Log.Lines).Tell);
        EntityNode node;
        try
        {
            node = await EntityNode.StartAsync(cluster, StorageRules.Of(parts.Settings.Storage.Postgres), clock, parts.Log.Lines, Reached);
        }
        catch (NpgsqlException error)
        {
            throw new CannotStartException($"The database cannot be used (settings Storage:Postgres): {error.Message}", error);
        }

        await using (node)
        {
            started?.Invoke(node.System);
            using var forwarding = new LedgerForwarding(node.Membership);
            return await LeasedServing.RunAsync(parts with { Entities = new ClusterHost(node, forwarding) });
        }

        NodeReached Reached() => new(LeasedServing.Holder(), At(parts.Fronts.Banks), parts.Fronts.Operators is { } operators ? At(operators) : "");

        string At(Front front) => front.IsListening ? $"http://{cluster.Host}:{new Uri(front.Address).Port}" : "";
    }
}

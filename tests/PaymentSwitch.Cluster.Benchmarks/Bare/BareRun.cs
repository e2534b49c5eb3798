using System.Diagnostics;
using Akka.Actor;
using Npgsql;
using PaymentSwitch.Cluster.Nodes;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Benchmarks.Bare;

/// <summary>
/// The reference line of the host: persistent actors on the same journal with the same settings and tables, that store 16 bytes and nothing else.
/// </summary>
internal static class BareRun
{
    private static readonly (string Name, int Actors, int UnderWay, int PerWrite, bool Stashes)[] Shapes =
    [
        ("1 actor, Persist, one request under way", 1, 1, 1, true),
        ("1 actor, PersistAsync, 8 under way", 1, 8, 1, false),
        ("1 actor, PersistAll of 10", 1, 1, 10, true),
        ("1 actor, PersistAll of 100", 1, 1, 100, true),
        ("64 actors, Persist", 64, 1, 1, true),
        ("256 actors, Persist", 256, 1, 1, true),
        ("1,024 actors, Persist", 1_024, 1, 1, true),
    ];

    /// <summary>Measures all of them.</summary>
    public static async Task RunAsync(int seconds, int rounds)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine("bare persistent actors, events of 16 B | events/s, median | rounds | load");
        foreach ((string name, int actors, int underWay, int perWrite, bool stashes) in Shapes)
        {
            IReadOnlyList<double> figures = await MeasureAsync(server, actors, underWay, perWrite, stashes, seconds, rounds);
            Console.WriteLine($"{name} | {Sample.Median(figures):N0} | {string.Join(", ", figures.Select(figure => figure.ToString("N0")))} | {BenchmarkServer.Load()}");
        }
    }

    /// <summary>Events a second in each round.</summary>
    /// <param name="server">The database.</param>
    /// <param name="actors">How many actors.</param>
    /// <param name="underWay">How many requests of each are under way.</param>
    /// <param name="perWrite">How many events a request stores.</param>
    /// <param name="stashes">Whether an actor takes no request while it stores.</param>
    /// <param name="seconds">How long a round is.</param>
    /// <param name="rounds">How many rounds.</param>
    public static async Task<IReadOnlyList<double>> MeasureAsync(BenchmarkServer server, int actors, int underWay, int perWrite, bool stashes, int seconds, int rounds)
    {
        PostgresSettings settings = server.NewSettings();
        await using (NpgsqlDataSource database = NpgsqlDataSource.Create(settings.ConnectionString)) await EntitiesAlone.MakeAsync(database, settings);
        await using NodeActors bare = await NodeActors.StartAsync("bare", akka => akka.WithEntityStores(settings));
        var count = new BareCount();
        for (int i = 0; i < actors; i++)
        {
            string name = $"bare-{i}";
            IActorRef actor = bare.System.ActorOf(Props.Create(() => new BareActor(name, perWrite, stashes)));
            bare.System.ActorOf(Props.Create(() => new BareAsker(actor, underWay, count, perWrite)));
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var perSecond = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            long before = count.Events;
            long began = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            perSecond.Add((count.Events - before) / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return perSecond;
    }
}

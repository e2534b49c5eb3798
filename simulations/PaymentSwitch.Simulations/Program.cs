using System.CommandLine;
using PaymentSwitch.Simulations.Cluster;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Day;
using PaymentSwitch.Simulations.Demo;
using PaymentSwitch.Simulations.Fairness;
using PaymentSwitch.Simulations.Faults;
using PaymentSwitch.Simulations.Generate;
using PaymentSwitch.Simulations.Load;
using PaymentSwitch.Simulations.Mutations;
using PaymentSwitch.Simulations.Simulate;
using PaymentSwitch.Simulations.Takeover;

var payments = new Option<int>("--payments") { Description = "How many payments.", DefaultValueFactory = _ => 2000 };
var seed = new Option<int>("--seed") { Description = "Where payments and behaviours come from; the same seed gives the same ones.", DefaultValueFactory = _ => 1 };
var save = new Option<DirectoryInfo?>("--save") { Description = "A folder that takes every message each bank sent and received." };
var demo = new Command("demo", "The main job: the switch, four banks, payments of every kind, and what was promised and kept.") { payments, seed, save };
demo.SetAction((parsed, _) => DemoRun.RunAsync(parsed.GetValue(payments), parsed.GetValue(seed), parsed.GetValue(save)?.FullName));

var kills = new Option<int>("--kills") { Description = "How often the switch is killed.", DefaultValueFactory = _ => 20 };
var rate = new Option<int>("--payments-per-second") { Description = "How many payments are sent per second.", DefaultValueFactory = _ => 300 };
var crash = new Command("crash", "The switch under load, killed at random moments; nothing may be lost.") { kills, seed, rate };
crash.SetAction((parsed, _) => CrashRun.RunAsync(parsed.GetValue(kills), parsed.GetValue(seed), parsed.GetValue(rate)));

var leaseMs = new Option<int>("--lease-ms") { Description = "How long the active server's lease lasts, 300 to 60000 ms.", DefaultValueFactory = _ => 1500 };
leaseMs.Validators.Add(result =>
{
    if (result.GetValue(leaseMs) is < 300 or > 60_000) result.AddError("--lease-ms: expected 300 to 60000.");
});
var takeover = new Command("takeover", "Two servers on one PostgreSQL under load; the active one is killed, frozen, and hands over. Nothing may be lost.") { kills, seed, rate, leaseMs };
takeover.SetAction(async (parsed, _) =>
{
    IReadOnlyList<string> wrong = await TakeoverRun.RunAsync(parsed.GetValue(kills), parsed.GetValue(seed), parsed.GetValue(rate), parsed.GetValue(leaseMs));
    foreach (string one in wrong) Console.WriteLine(one);
    Console.WriteLine(wrong.Count == 0 ? "\nNothing lost, nothing settled twice, never two that answered." : "\nPromises were broken.");
    return wrong.Count == 0 ? 0 : 1;
});

var arrivals = new Option<double?>("--rate") { Description = "Arrivals per second that wait for nobody. Without it, --closed." };
var closed = new Option<int>("--closed") { Description = "How many payments are under way at a time.", DefaultValueFactory = _ => 256 };
var seconds = new Option<int>("--seconds") { Description = "How long is measured, after fifteen seconds of warm-up.", DefaultValueFactory = _ => 20 };
var hot = new Option<bool>("--hot") { Description = "One bank has a part in every payment." };
var switchSettings = new Option<string[]>("--setting") { Description = "A setting of the switch, as Key=Value; several times for several.", DefaultValueFactory = _ => [] };
var load = new Command("load", "Load by four banks that accept every payment at once, on a switch started for it.") { arrivals, closed, seconds, hot, switchSettings };
load.SetAction(async (parsed, _) =>
{
    LoadFigures figures = await LoadRun.RunAgainstOwnAsync(new LoadSettings
    {
        RatePerSecond = parsed.GetValue(arrivals),
        InFlight = parsed.GetValue(closed),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        Hot = parsed.GetValue(hot),
        SwitchSettings = parsed.GetValue(switchSettings)!,
    });
    Console.WriteLine(figures);
    Console.WriteLine("memory of the switch at the beginning and in each tenth of the time, MB: " + string.Join(' ', figures.SwitchMemoryBytes.Select(bytes => bytes >> 20)));
    return figures.Errors == 0 ? 0 : 1;
});

var rounds = new Option<int>("--rounds") { Description = "How many times it is loaded, killed and started again.", DefaultValueFactory = _ => 8 };
var restart = new Command("restart", "How long until the switch is ready again after a SIGKILL, while its journal grows.") { rounds, seconds, switchSettings };
restart.SetAction(async (parsed, _) =>
{
    await RestartRun.RunAsync(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(switchSettings)!);
    return 0;
});

var length = new Option<int>("--seconds") { Description = "How long the day takes, 6 to 3600.", DefaultValueFactory = _ => 30 };
length.Validators.Add(result =>
{
    if (result.GetValue(length) is < 6 or > 3600) result.AddError("--seconds: expected 6 to 3600.");
});
var dayRate = new Option<int>("--payments-per-second") { Description = "How many payments are sent per second, 5 to 1000.", DefaultValueFactory = _ => 60 };
dayRate.Validators.Add(result =>
{
    if (result.GetValue(dayRate) is < 5 or > 1000) result.AddError("--payments-per-second: expected 5 to 1000.");
});
var day = new Command("day", "A business day of two schemes in fast motion: cycles, a default, recalls, returns, alerts; it ends with the reconciliation.") { seed, length, dayRate };
day.SetAction((parsed, _) => DayRun.RunAsync(parsed.GetValue(seed), parsed.GetValue(length), parsed.GetValue(dayRate)));

var definition = new Option<string>("--definition") { Description = "The message definition, for example pacs.008.001.08.", Required = true };
var count = new Option<int>("--count") { Description = "How many messages.", DefaultValueFactory = _ => 1 };
var schemas = new Option<DirectoryInfo?>("--schemas") { Description = "A folder of schemas, ours or official ones. Without it, those shipped here." };
var output = new Option<DirectoryInfo?>("--out") { Description = "A folder that takes one file for each message. Without it, one message goes to standard output." };
var full = new Option<bool>("--full") { Description = "Instead of --count: messages with every element and every alternative of the schema between them." };
var header = new Option<bool>("--header") { Description = "With a business application header, in the envelope that the switch reads." };
var at = new Option<DateTimeOffset>("--at") { Description = "The instant at which the messages are made.", DefaultValueFactory = _ => GenerateRun.DefaultInstant };
var generate = new Command("generate", "Messages with realistic data, valid against a schema; the same seed gives the same bytes.")
{
    definition, count, seed, schemas, output, full, header, at,
};
generate.SetAction(parsed => GenerateRun.Run(new GenerateSettings
{
    Definition = parsed.GetRequiredValue(definition),
    Count = parsed.GetValue(count),
    Seed = parsed.GetValue(seed),
    Schemas = parsed.GetValue(schemas)?.FullName,
    Output = parsed.GetValue(output)?.FullName,
    Full = parsed.GetValue(full),
    WithHeader = parsed.GetValue(header),
    At = parsed.GetValue(at),
}));

var worldSeed = new Option<ulong>("--seed") { Description = "The world: the same seed is the same world, always.", DefaultValueFactory = _ => 1 };
var worlds = new Option<int?>("--seeds") { Description = "How many worlds, from --seed on, on all processors; stops at the first that breaks a promise." };
var worldsAsked = new Option<bool>(WorldProcess.Option) { Description = "Runs the worlds whose seeds it is given, line by line.", Hidden = true };
var simulate = new Command("simulate", "The real switch in a simulated world: virtual time, and everything that can go wrong, by seed.") { worldSeed, worlds, worldsAsked };
simulate.SetAction(parsed => parsed.GetValue(worldsAsked) ? WorldProcess.Serve()
    : parsed.GetValue(worlds) is int several ? SimulateRun.Many(parsed.GetValue(worldSeed), several)
    : SimulateRun.One(parsed.GetValue(worldSeed)));

var named = new Option<string?>("--named") { Description = "Only bugs whose name contains this." };
var tries = new Option<int>("--seeds") { Description = "How many worlds each bug is looked for in.", DefaultValueFactory = _ => 500 };
var mutations = new Command("mutations", "Plants known bugs in a copy of the sources, one at a time; the simulator has to catch each. Takes minutes.") { named, tries };
mutations.SetAction((parsed, _) => MutationRun.RunAsync(MutationRun.Repository, parsed.GetValue(named), parsed.GetValue(tries)));

var only = new Option<string?>("--only") { Description = "Only rows whose name contains this." };
var often = new Option<bool>("--full") { Description = "Everything often, and every byte: for hours." };
var faultKills = new Option<int?>("--kills") { Description = "How often the switch is killed, on each kind of storage." };
var faults = new Command("faults", "Real faults on the real server process: kills, disk, database, network, clock, bad banks; with a table at the end.") { only, often, seed, faultKills };
faults.SetAction((parsed, _) =>
{
    FaultSettings settings = (parsed.GetValue(often) ? FaultSettings.Full : new FaultSettings()) with { Seed = parsed.GetValue(seed) };
    return FaultsRun.RunAsync(settings with { Kills = parsed.GetValue(faultKills) ?? settings.Kills }, parsed.GetValue(only));
});

var bad = new Option<BadBank>("--bank") { Description = "What the fourth bank does: dead, stalling or lying." };
var pairs = new Option<int>("--pairs") { Description = "How many pairs of phases count.", DefaultValueFactory = _ => 10 };
var measured = new Option<int>("--phase-seconds") { Description = "How long each phase is measured.", DefaultValueFactory = _ => 10 };
var fairness = new Command("fairness", "What a bad bank costs the others: phases with and without by turns, and the ratio of the others' latencies.") { bad, pairs, measured, rate };
fairness.SetAction((parsed, _) => FairnessRun.RunAsync(new FairnessSettings
{
    Bad = parsed.GetValue(bad), Pairs = parsed.GetValue(pairs), Measured = TimeSpan.FromSeconds(parsed.GetValue(measured)), PaymentsPerSecond = parsed.GetValue(rate),
}));

var nodes = new Option<int>("--nodes") { Description = "How many nodes.", DefaultValueFactory = _ => 3 };
var nodeKills = new Option<int>("--kills") { Description = "How often a node is killed.", DefaultValueFactory = _ => 3 };
var cuts = new Option<int>("--cuts") { Description = "How often a node is cut off, by turns from everything and from the other nodes alone; takes root.", DefaultValueFactory = _ => 2 };
var rolling = new Option<int>("--rolling-restarts") { Description = "How often all nodes are restarted, one after the other.", DefaultValueFactory = _ => 1 };
var databaseRestarts = new Option<int>("--postgres-restarts") { Description = "How often the database is restarted.", DefaultValueFactory = _ => 1 };
var clusterRate = new Option<int>("--payments-per-second") { Description = "How many payments are sent per second.", DefaultValueFactory = _ => 40 };
var cluster = new Command("cluster", "The nodes of a cluster under load: killed, cut off, restarted, without their database. Nothing may be lost.")
{
    nodes, nodeKills, cuts, rolling, databaseRestarts, clusterRate, seed,
};
cluster.SetAction(async (parsed, _) =>
{
    FaultFindings findings = await ClusterRun.RunAsync(new ClusterSettings
    {
        Nodes = parsed.GetValue(nodes), Kills = parsed.GetValue(nodeKills), Cuts = parsed.GetValue(cuts), RollingRestarts = parsed.GetValue(rolling),
        PostgresRestarts = parsed.GetValue(databaseRestarts), PaymentsPerSecond = parsed.GetValue(clusterRate), Seed = parsed.GetValue(seed),
    });
    Console.WriteLine($"\n{findings.Payments} payments; " + string.Join(", ", findings.Fired.Select(fired => $"{fired.Count} {fired.What}")));
    foreach (string note in findings.Notes) Console.WriteLine(note);
    foreach (string violation in findings.Violations) Console.WriteLine($"BROKEN: {violation}");
    Console.WriteLine(findings.IsKept ? "Nothing lost, nothing settled twice, no cent made." : "Promises were broken.");
    return findings.IsKept ? 0 : 1;
});

return await new RootCommand("Simulated banks for PaymentSwitch.") { demo, day, simulate, mutations, crash, takeover, faults, cluster, fairness, load, restart, generate }.Parse(args).InvokeAsync();

using System.CommandLine;
using PaymentSwitch.Cluster.Benchmarks;
using PaymentSwitch.Cluster.Benchmarks.Accounts;
using PaymentSwitch.Cluster.Benchmarks.Bare;
using PaymentSwitch.Cluster.Benchmarks.Failures;
using PaymentSwitch.Cluster.Benchmarks.Payments;

var seconds = new Option<int>("--seconds") { Description = "How long a round is.", DefaultValueFactory = _ => 5 };
var rounds = new Option<int>("--rounds") { Description = "How many rounds count; one more goes before. Medians are printed.", DefaultValueFactory = _ => 5 };
var warmUp = new Option<int>("--warm-up") { Description = "How long the round before the first is, in seconds: until the code is compiled for good.", DefaultValueFactory = _ => 20 };
var clients = new Option<int[]>("--clients") { Description = "How many callers there are at a time.", DefaultValueFactory = _ => [256], AllowMultipleArgumentsPerToken = true };
var rate = new Option<int>("--rate") { Description = "Payments sent a second, whether replies come or not; 0 for as many as callers get through.", DefaultValueFactory = _ => 0 };
var nodes = new Option<int[]>("--nodes") { Description = "How many nodes, all in this process.", DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
var hot = new Option<HotBank>("--hot") { Description = "Which side of every payment one bank is on.", DefaultValueFactory = _ => HotBank.None };
var embedded = new Option<bool>("--embedded") { Description = "Whether the embedded host is measured beside it.", DefaultValueFactory = _ => true };
var statements = new Option<bool>("--statements") { Description = "Whether the database's statements are counted and printed, which costs something itself." };
var lanes = new Option<int[]>("--lanes") { Description = "Over how many lanes an account is split.", DefaultValueFactory = _ => [1, 2, 4, 8], AllowMultipleArgumentsPerToken = true };
var accounts = new Option<int>("--accounts") { Description = "How many accounts there are; each caller has one of them.", DefaultValueFactory = _ => 1 };
var entities = new Option<int>("--entities") { Description = "How many payments are open.", DefaultValueFactory = _ => 2_000 };

var bare = new Command("bare", "Persistent actors that store 16 bytes each: what the journal of a node gives.") { seconds, rounds };
bare.SetAction((parsed, _) => BareRun.RunAsync(parsed.GetValue(seconds), parsed.GetValue(rounds)));

var payments = new Command("payments", "Whole payments, on nodes of a cluster and on the embedded host beside them.") { seconds, rounds, warmUp, clients, rate, nodes, hot, embedded, statements };
payments.SetAction((parsed, _) => PaymentRun.RunAsync(new PaymentRunSettings
{
    Seconds = parsed.GetValue(seconds), Rounds = parsed.GetValue(rounds), WarmUpSeconds = parsed.GetValue(warmUp), Clients = parsed.GetValue(clients)!, RatePerSecond = parsed.GetValue(rate),
    Nodes = parsed.GetValue(nodes)!, Hot = parsed.GetValue(hot), WithEmbedded = parsed.GetValue(embedded), WithStatements = parsed.GetValue(statements),
}));

var steps = new Command("steps", "Where the time of one payment goes, one step after the other.") { entities };
steps.SetAction((parsed, _) => StepRun.RunAsync(parsed.GetValue(entities)));

var account = new Command("account", "An account that everybody asks, or several: reserved and posted, beside bare actors.") { seconds, rounds, accounts, clients };
account.SetAction((parsed, _) => AccountRun.RunAsync(parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(accounts), parsed.GetValue(clients)!));

var split = new Command("lanes", "A prototype, not the product: one account split over actors that each hold a part of its headroom.") { seconds, rounds, clients, lanes };
split.SetAction((parsed, _) => LaneRun.RunAsync(parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(clients)![0], parsed.GetValue(lanes)!));

var recovery = new Command("recovery", "A node that starts on open payments: until all of them are awake.") { entities, rounds };
recovery.SetAction((parsed, _) => RecoveryRun.RunAsync(parsed.GetValue(entities), parsed.GetValue(rounds)));

var failover = new Command("failover", "One of three nodes dies: until entities that were on it reply elsewhere.") { entities, rounds };
failover.SetAction((parsed, _) => FailoverRun.RunAsync(parsed.GetValue(entities), parsed.GetValue(rounds)));

return await new RootCommand("Benchmarks of the cluster host.") { bare, payments, steps, account, split, recovery, failover }.Parse(args).InvokeAsync();

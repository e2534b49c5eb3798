using System.CommandLine;
using PaymentSwitch.Benchmarks;

var seconds = new Option<int>("--seconds") { Description = "How long each load over HTTP is measured.", DefaultValueFactory = _ => 60 };
var stored = new Option<int>("--stored") { Description = "How many payments the full store has, for the cost of growth; it takes about 1 KB of disk for each. 0 leaves the row out.", DefaultValueFactory = _ => 10_000_000 };
var only = new Option<string?>("--only") { Description = "Measures one part." };
only.AcceptOnlyFromAmong("engine", "identities", "messages", "journal", "postgres", "http", "growth");
var targets = new Command("targets", "Measures every target that has been built so far, each with its reference line.") { seconds, stored, only };
targets.SetAction((parsed, _) => Targets.RunAsync(parsed.GetValue(seconds), parsed.GetValue(stored), parsed.GetValue(only)));
return await new RootCommand("Benchmarks of PaymentSwitch.") { targets }.Parse(args).InvokeAsync();

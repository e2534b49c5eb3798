using System.CommandLine;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Demo;

var payments = new Option<int>("--payments") { Description = "How many payments.", DefaultValueFactory = _ => 2000 };
var seed = new Option<int>("--seed") { Description = "Where payments and behaviours come from; the same seed gives the same ones.", DefaultValueFactory = _ => 1 };
var save = new Option<DirectoryInfo?>("--save") { Description = "A folder that takes every message each bank sent and received." };
var demo = new Command("demo", "The main job: the switch, four banks, payments of every kind, and what was promised and kept.") { payments, seed, save };
demo.SetAction((parsed, _) => DemoRun.RunAsync(parsed.GetValue(payments), parsed.GetValue(seed), parsed.GetValue(save)?.FullName));

var kills = new Option<int>("--kills") { Description = "How often the switch is killed.", DefaultValueFactory = _ => 20 };
var rate = new Option<int>("--payments-per-second") { Description = "How many payments are sent per second.", DefaultValueFactory = _ => 300 };
var crash = new Command("crash", "The switch under load, killed at random moments; nothing may be lost.") { kills, seed, rate };
crash.SetAction((parsed, _) => CrashRun.RunAsync(parsed.GetValue(kills), parsed.GetValue(seed), parsed.GetValue(rate)));

return await new RootCommand("Simulated banks for PaymentSwitch.") { demo, crash }.Parse(args).InvokeAsync();

using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>One switch and its banks, killed and started again on the same data many times, then looked at.</summary>
/// <param name="settings">How much of everything, and the seed.</param>
/// <param name="tally">Is told of each kill.</param>
internal sealed class KillLife(FaultSettings settings, KillTally tally)
{
    // From here on nobody is met with silence: at the end all payments must be final soon.
    private const int LastKills = 15;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private readonly Random _random = new(settings.Seed);
    private int _startMs = 1_000;

    /// <summary>Lives it.</summary>
    /// <param name="kills">How often it is killed.</param>
    /// <param name="store">What its journal is kept in; null for its data folder.</param>
    /// <param name="program">The program of the switch; null for the one that was built.</param>
    /// <param name="findings">Is told what was wrong.</param>
    public async Task RunAsync(int kills, FaultStore? store, string? program, FaultFindings findings)
    {
        bool withSilence = settings.WithSilence && kills > LastKills;
        // What the runtime measures in order to compile better later is of no use to a process that lives for a second.
        var environment = new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" };
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(
            settings, store, launch => launch with { Program = program, Environment = environment }, random => FaultPayments.Among(random, Volatile.Read(ref withSilence)));
        int killed = 0;
        for (; killed < kills && findings.Violations.Count == 0; killed++)
        {
            if (kills - killed == LastKills) Volatile.Write(ref withSilence, false);
            await KillAsync(faulted, findings);
            await faulted.LaunchAgainAsync();
        }

        faulted.Banks.IsPaused = false;
        if (findings.Violations.Count == 0)
        {
            await faulted.Running.WaitUntilReadyAsync(ReadyWithin);
            await faulted.FinishAsync(findings);
        }

        bool isKept = findings.Violations.Count == 0;
        tally.EndLife(killed, isKept, isKept ? null : faulted.KeepFolder());
    }

    private static async Task ServeAsync(FaultedSwitch faulted)
    {
        await faulted.Running.WaitUntilReadyAsync(ReadyWithin);
        faulted.Banks.IsPaused = false;
    }

    /// <summary>Kills it at a random moment: half of the times when it serves, else on the way there.</summary>
    private async Task KillAsync(FaultedSwitch faulted, FaultFindings findings)
    {
        SwitchProcess running = faulted.Running;
        int taken = faulted.Banks.Told.Acknowledged;
        long began = Environment.TickCount64;
        Task ready = ServeAsync(faulted);
        switch (_random.Next(4))
        {
            case 0:
                // Anywhere in the time that a start takes.
                await Task.WhenAny(ready, Task.Delay(_random.Next(_startMs)));
                break;
            case 1:
                // Soon after it has opened its journal.
                while (!ready.IsCompleted && !KillPhases.HasOpenedItsJournal(running)) await Task.Delay(2);
                await Task.WhenAny(ready, Task.Delay(_random.Next(Math.Max(1, _startMs / 4))));
                break;
            default:
                await Task.WhenAny(ready);
                _startMs = (int)Math.Clamp(Environment.TickCount64 - began, 100, 5_000);
                await Task.Delay(_random.Next(50, 700));
                break;
        }

        if (ready.IsFaulted || running.HasExited)
        {
            findings.Expect(false, $"the switch was not ready, or ended by itself: {ready.Exception?.InnerException?.Message}; it printed: {await faulted.PrintedAsync()}");
            return;
        }

        KillPhase phase = ready.IsCompletedSuccessfully ? KillPhase.Serving : KillPhases.HasOpenedItsJournal(running) ? KillPhase.Recovering : KillPhase.Starting;
        await faulted.KillAsync();
        tally.Add(phase, phase == KillPhase.Serving && faulted.Banks.Told.Acknowledged > taken);
        // That it has ended before it was ready is what was wanted.
        await ready.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        // What is under way is sent again; sending anew to a switch that is away costs more than it shows.
        faulted.Banks.IsPaused = true;
    }
}

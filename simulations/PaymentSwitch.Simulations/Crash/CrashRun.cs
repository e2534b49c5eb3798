using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Crash;

/// <summary>
/// The switch under load, killed (SIGKILL) at random moments and started again on the same data. The banks go on. At the
/// end every promise must have been kept.
/// </summary>
internal static class CrashRun
{
    /// <summary>Runs it.</summary>
    /// <param name="kills">How often the switch is killed.</param>
    /// <param name="seed">Where everything comes from, but the moments at which other processes run.</param>
    /// <param name="paymentsPerSecond">How many payments are sent per second.</param>
    /// <returns>The exit code: 0 where every promise was kept.</returns>
    public static async Task<int> RunAsync(int kills, int seed, int paymentsPerSecond)
    {
        var random = new Random(seed);
        string dataFolder = Directory.CreateTempSubdirectory("paymentswitch-crash-").FullName;
        int port = LoopbackPort.Claim();
        // A snapshot every few thousand facts, so that kills fall into them too; little memory, so that the journal is read.
        string[] settings = ["--Engine:SnapshotEveryFacts=5000", "--Engine:FinishedPaymentsInMemoryMax=500", "--Engine:MailboxMessagesInMemoryMax=500", "--Serilog:MinimumLevel:Default=Warning"];
        SwitchProcess running = await SwitchProcess.StartAsync(dataFolder, port, settings);
        using var banks = new UnshakenBanks(running.Address, new Random(random.Next()), paymentsPerSecond);
        var ready = new List<double>();
        try
        {
            for (int kill = 1; kill <= kills; kill++)
            {
                await Task.Delay(random.Next(200, 2_000));
                await running.KillAsync();
                await running.DisposeAsync();
                running = await SwitchProcess.StartAsync(dataFolder, port, settings);
                ready.Add(running.ReadyAfter.TotalMilliseconds);
                int final = banks.Banks.Payments.Values.Count(payment => payment.IsFinal);
                Console.WriteLine($"  kill {kill,3}: ready again after {running.ReadyAfter.TotalMilliseconds:F0} ms; {banks.Banks.Payments.Count} payments sent, {final} final");
            }

            bool kept = await banks.FinishAsync();
            Console.WriteLine($"{kills} kills; ready after a kill: median {Median(ready):F0} ms, longest {ready.DefaultIfEmpty().Max():F0} ms (start of the process included)");
            Console.WriteLine(kept ? "\nNothing lost, nothing settled twice, nothing unbalanced." : $"\nPromises were broken. The data is kept in {dataFolder}; seed {seed}.");
            int exitCode = await running.StopAsync();
            if (kept) Directory.Delete(dataFolder, recursive: true);
            return kept && exitCode == 0 ? 0 : 1;
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }
}

using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Demo;
using PaymentSwitch.Simulations.Messages;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Crash;

/// <summary>
/// The switch under load, killed (SIGKILL) at random moments and started again on the same data. The banks go on: they send
/// again what was not acknowledged and read on in their mailboxes. At the end every promise must have been kept.
/// </summary>
internal static class CrashRun
{
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(40);

    /// <summary>Runs it.</summary>
    /// <param name="kills">How often the switch is killed.</param>
    /// <param name="seed">Where everything comes from, but the moments at which other processes run.</param>
    /// <param name="paymentsPerSecond">How many payments are sent per second.</param>
    /// <returns>The exit code: 0 where every promise was kept.</returns>
    public static async Task<int> RunAsync(int kills, int seed, int paymentsPerSecond)
    {
        var random = new Random(seed);
        string dataFolder = Directory.CreateTempSubdirectory("paymentswitch-crash-").FullName;
        int port = SwitchProcess.FreePort();
        // A snapshot every few thousand facts, so that kills fall into them too; little memory, so that the journal is read.
        string[] settings = ["--Engine:SnapshotEveryFacts=5000", "--Engine:FinishedPaymentsInMemoryMax=500", "--Engine:MailboxMessagesInMemoryMax=500", "--Serilog:MinimumLevel:Default=Warning"];
        SwitchProcess running = await SwitchProcess.StartAsync(dataFolder, port, settings);
        using var banks = new SandboxBanks(running.Address, saveFolder: null);
        using var stopSending = new CancellationTokenSource();
        using var stopLiving = new CancellationTokenSource();
        Task living = Task.WhenAll(banks.Banks.Select(bank => Task.Run(() => bank.LiveAsync(stopLiving.Token))));
        Task sending = Task.Run(() => SendAsync(banks, new Random(random.Next()), paymentsPerSecond, stopSending.Token));
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
                int final = banks.Payments.Values.Count(payment => payment.IsFinal);
                Console.WriteLine($"  kill {kill,3}: ready again after {running.ReadyAfter.TotalMilliseconds:F0} ms; {banks.Payments.Count} payments sent, {final} final");
            }

            await stopSending.CancelAsync();
            await sending;
            await banks.SettleDownAsync(SettleWithin);
            await stopLiving.CancelAsync();
            await living;
            foreach (SimulatedBank bank in banks.Banks) await bank.ReadAgainAsync();
            IReadOnlyList<PromiseResult> promises = Promises.Check(
                [.. banks.Payments.Values], await banks.CompareAsync(), [.. banks.Banks.SelectMany(bank => bank.Findings)], interrupted: true);
            int settled = banks.Payments.Values.Count(payment => payment.HeardByDebtor is [{ Status: not "RJCT" }, ..]);
            Console.WriteLine();
            Console.WriteLine($"{kills} kills, {banks.Payments.Count} payments, {settled} settled; ready after a kill: median {Median(ready):F0} ms, longest {ready.DefaultIfEmpty().Max():F0} ms (start of the process included)");
            DemoReport.PrintPromises(promises);
            bool kept = promises.All(promise => promise.IsKept);
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

    private static async Task SendAsync(SandboxBanks banks, Random random, int paymentsPerSecond, CancellationToken stop)
    {
        string[] bics = [.. banks.Banks.Select(bank => bank.Bic)];
        var sending = new List<Task>();
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            PaymentRecord payment = PaymentPlan.Make(1, random, bics, mixed: false).Single();
            TimeSpan wait = TimeSpan.FromSeconds((double)i / paymentsPerSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.FromMilliseconds(2)) await Task.Delay(wait, CancellationToken.None);
            payment.IntendedAt = Stopwatch.GetTimestamp();
            string message = BankMessages.CreditTransfer(payment, new Random(random.Next()), DateTimeOffset.UtcNow);
            banks.Payments[payment.Uetr] = payment;
            sending.Add(Task.Run(() => banks.Of(payment.Debtor).SendAsync(payment, message), CancellationToken.None));
        }

        await Task.WhenAll(sending);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }
}

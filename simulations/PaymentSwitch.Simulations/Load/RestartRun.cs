using System.Globalization;
using PaymentSwitch.Simulations.Switch;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Load;

/// <summary>
/// How long it takes from the start of the process until it takes messages in, after a SIGKILL, with a journal that grows from round to round:
/// each round loads the switch as fast as it goes, kills it and starts it again.
/// </summary>
internal static class RestartRun
{
    /// <summary>Runs it and prints a line for each round.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="each">How long it is loaded in each, beside a second before.</param>
    /// <param name="settings">Settings of the switch, as <c>Key=Value</c>.</param>
    public static async Task RunAsync(int rounds, TimeSpan each, IReadOnlyList<string> settings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-restart-").FullName;
        string[] switchSettings = ["--Serilog:MinimumLevel:Default=Warning", .. settings.Select(setting => $"--{setting}")];
        Console.WriteLine("round | facts in the journal | of these behind the snapshot | journal | snapshot | ready after");
        try
        {
            SwitchProcess running = await StartAsync(folder, switchSettings);
            for (int round = 1; round <= rounds; round++)
            {
                Uri address = running.Address;
                LoadFigures figures = await Task.Run(() => LoadRun.Run(new LoadSettings { Address = address, WarmUp = TimeSpan.FromSeconds(1), Duration = each }));
                if (figures.Errors > 0) throw new InvalidOperationException($"{figures.Errors} payments went wrong.");
                await running.KillAsync();
                await running.DisposeAsync();
                (long facts, long behind) = Count(folder);
                string sizes = $"{MegaBytes(folder, "journal.db*")} MB | {MegaBytes(folder, "snapshot.db*")} MB";
                running = await StartAsync(folder, switchSettings);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round} | {facts:N0} | {behind:N0} | {sizes} | {running.ReadyAfter.TotalSeconds:F2} s"));
            }

            await running.StopAsync();
            await running.DisposeAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<SwitchProcess> StartAsync(string folder, string[] settings) => SwitchProcess.StartAsync(folder, LoopbackPort.Claim(), settings);

    private static (long Facts, long Behind) Count(string folder)
    {
        JournalVerification whole = SqliteJournal.Verify(Path.Combine(folder, "journal.db"));
        if (!whole.IsGood) throw new InvalidOperationException(whole.Problem);
        using SqliteStorage storage = SqliteStorage.Open(folder);
        long fromPosition = (storage.Snapshots.Load()?.Position ?? 0) + 1;
        return (whole.GoodFacts, storage.Journal.Read(fromPosition).Sum(group => (long)group.Entries.Count));
    }

    private static long MegaBytes(string folder, string pattern) => Directory.GetFiles(folder, pattern).Sum(file => new FileInfo(file).Length) >> 20;
}

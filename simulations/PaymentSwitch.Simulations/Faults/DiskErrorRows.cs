namespace PaymentSwitch.Simulations.Faults;

/// <summary>Writing and syncing that fail from a random moment on, brought about by strace in the running switch.</summary>
internal static class DiskErrorRows
{
    private const string Ends = "the switch ends with code 4, says why, and restarts";

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("sync-error", "fsync and fdatasync fail with EIO from a random moment on", Ends, (settings, findings) =>
            RunAsync(settings, findings, "fdatasync,fsync", "EIO", _ => [], "SQLite error 10", "could not be synced")),
        new("write-error", "writes into the journal's log fail with ENOSPC from a random moment on", Ends, (settings, findings) =>
            RunAsync(settings, findings, "pwrite64,write", "ENOSPC", data => [Path.Combine(data, "journal.db-wal")], "SQLite error 13", "SQLite error 10")),
    ];

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings, string calls, string error, Func<string, string[]> paths, params string[] words)
    {
        if (Tracer.Missing() is string why)
        {
            findings.Skip(why);
            return;
        }

        var random = new Random(settings.Seed);
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings);
        for (int time = 0; time < settings.Times; time++)
        {
            await Task.Delay(random.Next(200, 1_500));
            using (Tracer tracer = Tracer.Attach(faulted.ProcessId, calls, error, random.Next(1, 30), paths(faulted.DataFolder)))
            {
                await faulted.ExpectEndAsync(findings, [.. words.Select(word => (FaultedSwitch.EngineFailed, word))]);
                int injected = tracer.Injected();
                findings.Count("times all failed", injected > 0 ? 1 : 0);
                findings.Count("failed calls", injected);
            }

            await faulted.RestartAsync();
        }

        await faulted.FinishAsync(findings);
    }
}

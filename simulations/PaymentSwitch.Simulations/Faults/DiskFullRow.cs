using PaymentSwitch.Simulations.Crash;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>A disk that fills up: see <see cref="FullDiskRun"/>.</summary>
internal static class DiskFullRow
{
    public static FaultRow Row { get; } = new(
        "disk-full", "the data folder is a tmpfs of 1 MB that fills up, then is read-only, then has room", "ends with 4, does not start (3), restarts", RunAsync);

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings)
    {
        if (!FullDiskRun.IsPossible)
        {
            findings.Skip("a file system cannot be mounted here: run it as root, or under `unshare -rm`");
            return;
        }

        foreach (string violation in await FullDiskRun.RunAsync(settings.Seed, settings.PaymentsPerSecond)) findings.Expect(false, violation);
        findings.Count("full disks");
        findings.Count("read-only disks");
    }
}

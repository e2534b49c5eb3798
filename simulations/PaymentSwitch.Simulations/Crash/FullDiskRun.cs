using System.Diagnostics;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Crash;

/// <summary>
/// The switch under load on a disk that fills up (a real one, a small tmpfs): it must end with its own exit code rather than
/// answer what it could not store, must refuse to start while nothing can be written, and lose nothing once there is room again.
/// </summary>
internal static class FullDiskRun
{
    private const int EngineFailed = 4;
    private const int CannotStart = 3;
    private static readonly TimeSpan FillsWithin = TimeSpan.FromSeconds(60);

    /// <summary>Whether this process may mount a file system.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && TryMount();

    /// <summary>Runs it.</summary>
    /// <param name="seed">Where the payments come from.</param>
    /// <param name="paymentsPerSecond">How many are sent per second.</param>
    /// <returns>What went wrong; empty for nothing.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed, int paymentsPerSecond)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-disk-").FullName;
        string disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        string printed = Path.Combine(folder, "switch.out");
        string data = Path.Combine(disk, "data");
        int port = LoopbackPort.Claim();
        var wrong = new List<string>();
        Mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk);
        try
        {
            SwitchProcess running = await SwitchProcess.StartAsync(data, printed, port, "--Serilog:MinimumLevel:Default=Warning");
            using var banks = new UnshakenBanks(running.Address, new Random(seed), paymentsPerSecond);
            int exitCode = await running.WaitForExitAsync(FillsWithin);
            await running.DisposeAsync();
            if (exitCode != EngineFailed) wrong.Add($"On a full disk the switch ended with {exitCode}; expected {EngineFailed}. It printed: {await File.ReadAllTextAsync(printed)}");
            Console.WriteLine($"  the disk is full: {banks.Banks.Payments.Count} payments sent, the switch has ended with {exitCode}");

            Mount("-o", "remount,ro", disk);
            exitCode = await StartInVainAsync(data, printed, port);
            if (exitCode != CannotStart) wrong.Add($"On a read-only disk the switch ended with {exitCode}; expected {CannotStart}.");

            Mount("-o", "remount,rw,size=256m", disk);
            running = await SwitchProcess.StartAsync(data, printed, port, "--Serilog:MinimumLevel:Default=Warning");
            if (!await banks.FinishAsync()) wrong.Add($"A promise was broken, see above (seed {seed}).");
            exitCode = await running.StopAsync();
            await running.DisposeAsync();
            if (exitCode != 0) wrong.Add($"With room on the disk the switch ended with {exitCode}; expected 0.");
            return wrong;
        }
        finally
        {
            Run("umount", ["-l", disk]);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> StartInVainAsync(string data, string printed, int port)
    {
        try
        {
            await using SwitchProcess running = await SwitchProcess.StartAsync(data, printed, port);
            return 0;
        }
        catch (SwitchDidNotStartException ended)
        {
            return ended.ExitCode;
        }
    }

    private static bool TryMount()
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-mount-").FullName;
        bool done = Run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]) == 0;
        if (done) Run("umount", [folder]);
        Directory.Delete(folder);
        return done;
    }

    private static void Mount(params string[] arguments)
    {
        if (Run("mount", arguments) is not 0 and int code) throw new InvalidOperationException($"mount {string.Join(' ', arguments)} ended with {code}.");
    }

    private static int Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

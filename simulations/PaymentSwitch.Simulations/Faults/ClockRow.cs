using System.Globalization;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// The switch's clock jumps by hours, by libfaketime within its process. The banks' clocks are right. The time by which the
/// switch decides never goes back; so the jumps back come first, and those ahead last.
/// </summary>
internal static class ClockRow
{
    private static readonly string[] Libraries =
        ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1"];

    // The library looks at its file once a second.
    private static readonly TimeSpan Seen = TimeSpan.FromMilliseconds(1_200);

    public static FaultRow Row { get; } = new(
        "clock-jumps", "the switch's clock jumps hours back and again, then hours ahead", "nothing settles late, nothing is stuck, refused by TM01, DT04 or AB05 only", RunAsync);

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings)
    {
        if (Array.Find(Libraries, File.Exists) is not string library)
        {
            findings.Skip("libfaketime is not installed");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("paymentswitch-clock-").FullName;
        string offset = Path.Combine(folder, "offset");
        try
        {
            Set(offset, 0);
            var environment = new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = library, ["FAKETIME_TIMESTAMP_FILE"] = offset, ["FAKETIME_CACHE_DURATION"] = "1",
                // As on a machine whose clock is set: what counts seconds since its start goes on.
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["FAKETIME_DONT_RESET"] = "1",
            };
            await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings, change: launch => launch with { Environment = environment });
            var random = new Random(settings.Seed);
            await Task.Delay(1_000);
            for (int time = 0; time < settings.Times; time++)
            {
                await JumpAsync(offset, -random.Next(1, 12), random);
                await JumpAsync(offset, 0, random);
                findings.Count("jumps back, and ahead again");
            }

            int refusedBefore = RefusedFor(faulted, "TM01");
            int hours = 0;
            for (int time = 0; time < settings.Times; time++)
            {
                hours += random.Next(1, 4);
                await JumpAsync(offset, hours, random);
                await JumpAsync(offset, 0, random);
                findings.Count("jumps ahead, and back again");
            }

            await faulted.FinishAsync(findings, (_, reason) => reason is "AB05" or "TM01" or "DT04" or "DT01");
            // That the clock has really jumped shows in these.
            findings.Count("refused as ahead of the clock (DT04)", RefusedFor(faulted, "DT04"));
            findings.Count("refused as too late (TM01)", RefusedFor(faulted, "TM01") - refusedBefore);
            findings.Note($"{RefusedFor(faulted, "AB05")} expired (AB05)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int RefusedFor(FaultedSwitch faulted, string reason) =>
        faulted.Banks.Banks.Payments.Values.Count(payment => payment.HeardByDebtor is [Outcome { Status: "RJCT" } outcome, ..] && outcome.Reason == reason);

    private static Task JumpAsync(string offset, int hours, Random random)
    {
        Set(offset, hours);
        return Task.Delay(Seen + TimeSpan.FromMilliseconds(random.Next(500, 2_000)));
    }

    private static void Set(string file, int hours)
    {
        // Replaced at once, so that no half of it is read.
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{hours * 3600:+0;-0;+0}\n"));
        File.Move(file + ".new", file, overwrite: true);
    }
}

using System.Globalization;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// The clock of the switch's machine jumps by hours, by libfaketime within its process. The banks' clocks are right. Jumps of a few seconds must
/// change nothing; then one back and one ahead last until they are followed. The time by which the switch decides never goes back: so the one
/// ahead comes last.
/// </summary>
internal static class ClockRow
{
    private static readonly string[] Libraries =
        ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1"];

    // The library looks at its file once a second.
    private static readonly TimeSpan Seen = TimeSpan.FromMilliseconds(1_200);

    // Longer than a jump that must not be followed, however slow the machine, and much shorter than the default.
    private static readonly TimeSpan FollowedAfter = TimeSpan.FromSeconds(10);

    // At a tenth of its speed the switch's time falls further behind meanwhile than banks may be ahead of it, a second.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(8);

    // Of a hundred payments so many may be late by themselves, on a machine that has no time for them.
    private const int LateOfHundredMax = 1;

    public static FaultRow Row { get; } = new(
        "clock-jumps", "the clock of the switch's machine jumps by hours: for seconds, back and ahead, and then to stay, back and ahead",
        "a jump of seconds refuses nothing, one that stays is followed; nothing settles late, nothing is stuck, refused by TM01, DT04 or AB05 only", RunAsync);

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
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1", ["FAKETIME_DONT_RESET"] = "1",
            };
            await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings, change: launch => launch with
            {
                Environment = environment, Settings = [.. launch.Settings, $"--Clock:AdoptStepAfterMs={FollowedAfter.TotalMilliseconds}"],
            });
            var random = new Random(settings.Seed);
            await Task.Delay(1_000);
            await JumpForSecondsAsync(faulted, settings, offset, random, findings);
            await JumpToStayAsync(faulted, offset, random, findings);
            await faulted.FinishAsync(findings, (_, reason) => reason is "AB05" or "TM01" or "DT04" or "DT01");
            findings.Note($"{RefusedFor(faulted, "AB05")} expired (AB05)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task JumpForSecondsAsync(FaultedSwitch faulted, FaultSettings settings, string offset, Random random, FaultFindings findings)
    {
        for (int time = 0; time < settings.Times; time++)
        {
            await JumpAsync(offset, -random.Next(1, 12), random);
            await JumpAsync(offset, 0, random);
            await JumpAsync(offset, random.Next(1, 12), random);
            await JumpAsync(offset, 0, random);
            findings.Count("jumps back for seconds");
            findings.Count("jumps ahead for seconds");
        }

        int payments = faulted.Banks.Banks.Payments.Count, late = RefusedFor(faulted, "TM01"), early = RefusedFor(faulted, "DT04") + RefusedFor(faulted, "DT01");
        findings.Expect(early == 0, $"{early} payments were refused as ahead of the clock while it jumped for seconds");
        findings.Expect(late * 100 <= payments * LateOfHundredMax, $"{late} of {payments} payments were refused as too late while the clock jumped for seconds");
        findings.Expect(faulted.HasPrinted("Clock alarm"), "the switch did not say that its clock has jumped");
        findings.Note($"while the clock jumped for seconds: {payments} payments, {late} too late (TM01), {early} ahead of the clock");
    }

    private static async Task JumpToStayAsync(FaultedSwitch faulted, string offset, Random random, FaultFindings findings)
    {
        int lateBefore = RefusedFor(faulted, "TM01");
        Set(offset, -random.Next(1, 12));
        await Task.Delay(Seen + FollowedAfter + Slow);
        Set(offset, 0);
        await Task.Delay(Seen + FollowedAfter + Seen);
        findings.Count("jumps back that stay");
        int late = RefusedFor(faulted, "TM01");
        Set(offset, random.Next(1, 4));
        await Task.Delay(Seen + FollowedAfter + Slow);
        Set(offset, 0);
        await Task.Delay(Seen);
        findings.Count("jumps ahead that stay");
        // That they were followed shows in these.
        findings.Count("refused as ahead of the clock (DT04)", RefusedFor(faulted, "DT04"));
        findings.Count("refused as too late (TM01)", RefusedFor(faulted, "TM01") - late);
        findings.Note($"while the clock stayed behind: {RefusedFor(faulted, "DT04")} ahead of the clock (DT04), {late - lateBefore} too late (TM01)");
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

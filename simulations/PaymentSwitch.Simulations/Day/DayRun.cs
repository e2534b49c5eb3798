using System.Globalization;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>
/// A business day of two schemes on one switch, in fast motion: sterling settled net in three cycles, euro settled gross; five banks
/// and their settlement bank over HTTP. At the end everybody's books are held against each other.
/// </summary>
internal static class DayRun
{
    /// <summary>Runs it and prints what happens and what comes of it.</summary>
    /// <returns>The exit code: 0 where everything was kept.</returns>
    public static async Task<int> RunAsync(int seed, int seconds, int paymentsPerSecond)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-day-").FullName;
        DayResult result = await RunAsync(new DaySettings { Seed = seed, Seconds = seconds, PaymentsPerSecond = paymentsPerSecond, DataFolder = folder }, Console.WriteLine);
        DayReport.Print(result);
        Console.WriteLine($"\nThe switch's journal and read models: {folder}");
        return result.IsKept ? 0 : 1;
    }

    /// <summary>Runs it.</summary>
    /// <param name="settings">How.</param>
    /// <param name="write">Takes what happens, line by line.</param>
    public static async Task<DayResult> RunAsync(DaySettings settings, Action<string> write)
    {
        var random = new Random(settings.Seed);
        double paying = settings.Seconds * ((DayHours.LastPayment - DayHours.FirstPayment) / DayHours.Length);
        IReadOnlyList<DayPayment> plan = DayPlan.Make((int)(settings.PaymentsPerSecond * paying), random);
        var clock = new FastClock(DayHours.Opening, DayHours.Length.TotalSeconds / settings.Seconds);
        var log = new DayLog(write);
        await using DaySwitch running = await DaySwitch.StartAsync(settings.DataFolder, clock, log);
        var desk = new DayOperator(running.Operated);
        // A bank that is not enrolled is not let in, so banks come when the desk has done its work.
        await desk.EnrolAsync();
        using var banks = new DayBanks(running.Address, clock);
        write(string.Create(CultureInfo.InvariantCulture, $"A day of two schemes, {clock.Factor:F0} times as fast as the clock: {plan.Count} payments,"));
        write(string.Create(CultureInfo.InvariantCulture, $"{Cast.Banks.Count} banks, seed {settings.Seed}. The times are those of London:"));
        var course = new DayCourse(banks, desk, clock, log, random);
        clock.Start();
        await course.FundAsync();
        await Task.WhenAll(course.PayAllAsync(plan), course.RunAsync(new Random(settings.Seed + 1)));
        await course.EndAsync();
        await banks.StopAsync();
        return await Reconciliation.OfAsync(running, banks, course, log, clock.GetUtcNow());
    }
}

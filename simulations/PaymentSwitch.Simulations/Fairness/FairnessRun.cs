using System.Diagnostics;
using System.Globalization;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Faults;
using PaymentSwitch.Simulations.Load;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Fairness;

/// <summary>
/// What a bad bank costs the others: one switch at moderate load, phases in which the fourth bank is good and phases in which it is bad by turns,
/// so that whatever else the machine does falls into both. The others make the same payments in both, among themselves and to the fourth.
/// </summary>
internal static class FairnessRun
{
    private const int BadIndex = 3;

    /// <summary>Runs it and prints what came of it.</summary>
    /// <returns>The exit code: 0 where all payments among the others have settled; no time decides.</returns>
    public static async Task<int> RunAsync(FairnessSettings settings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-fairness-").FullName;
        try
        {
            // Where it stalls, little memory for mailboxes, so that old pages are read from the journal.
            string memory = settings.Bad == BadBank.Stalling ? "500" : "50000";
            await using SwitchProcess running = await SwitchProcess.StartAsync(
                folder, LoopbackPort.Claim(), "--Serilog:MinimumLevel:Default=Warning", $"--Engine:MailboxMessagesInMemoryMax={memory}");
            Console.WriteLine($"{settings.Bad} bank: {settings.PaymentsPerSecond} payments/s among three banks, {settings.ToBadPerSecond} to the fourth; {Machine()}");
            int failed = await Task.Run(() => Run(running.Address, settings));
            Console.WriteLine($"at the end: {Machine()}");
            return await running.StopAsync() == 0 && failed == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>How many payments among the others have not settled.</returns>
    private static int Run(Uri address, FairnessSettings settings)
    {
        int rate = settings.PaymentsPerSecond + settings.ToBadPerSecond;
        FairnessPhase[] phases = [.. FairnessPhase.Plan(settings)];
        double seconds = phases.Length * (settings.Lead + settings.Measured).TotalSeconds;
        var books = new LoadBooks((int)(seconds * rate) + 1_000);
        string[] bics = [.. SandboxBanks.Known.Select(known => known.Bic)];
        LoadBank[] banks = [.. SandboxBanks.Known.Select((known, index) => new LoadBank(address, index, known.Bic, known.Token, bics, books))];
        foreach (LoadBank bank in banks) bank.Start();
        long began = Stopwatch.GetTimestamp();
        uint number = 0;
        foreach (FairnessPhase phase in phases)
        {
            if (phase.IsBad && settings.Bad != BadBank.Lying) banks[BadIndex].Die();
            else banks[BadIndex].Revive(number);
            using var misbehaving = phase.IsBad ? Misbehaviour.Begin(address, settings.Bad, books, bics, () => Volatile.Read(ref number), ToBad(settings)) : null;
            phase.From = Stopwatch.GetTimestamp() + Ticks(settings.Lead);
            phase.To = phase.From + Ticks(settings.Measured);
            SendUntil(phase.To, banks, books, settings, began, ref number);
        }

        banks[BadIndex].Revive(number);
        long end = Stopwatch.GetTimestamp() + Ticks(TimeSpan.FromSeconds(15));
        while (Stopwatch.GetTimestamp() < end && Unsettled(books, settings, number) > 0) Thread.Sleep(50);
        foreach (LoadBank bank in banks) bank.Dispose();
        int failed = Unsettled(books, settings, number);
        FairnessReport.Print(phases, books, number, one => !ToBad(settings)(one), settings);
        if (failed > 0) Console.WriteLine($"{failed} payments among the others have not settled.");
        return failed;
    }

    /// <summary>Whether a payment is to the fourth bank, by its number.</summary>
    private static Func<uint, bool> ToBad(FairnessSettings settings)
    {
        uint every = (uint)((settings.PaymentsPerSecond + settings.ToBadPerSecond) / settings.ToBadPerSecond);
        return number => number % every == every - 1;
    }

    private static void SendUntil(long end, LoadBank[] banks, LoadBooks books, FairnessSettings settings, long began, ref uint number)
    {
        Func<uint, bool> toBad = ToBad(settings);
        double rate = settings.PaymentsPerSecond + settings.ToBadPerSecond;
        Span<byte> time = stackalloc byte[24];
        while (Stopwatch.GetTimestamp() is long now && now < end)
        {
            uint due = (uint)Math.Min(books.PaymentsMax, Stopwatch.GetElapsedTime(began, now).TotalSeconds * rate);
            LoadBooks.WriteTime(time);
            for (; number < due; Volatile.Write(ref number, number + 1))
            {
                int debtor = (int)(number / 2 % BadIndex);
                int creditor = toBad(number) ? BadIndex : (debtor + 1 + (int)(number % 2)) % BadIndex;
                books.Begin(number, debtor, began + (long)(number / rate * Stopwatch.Frequency));
                banks[debtor].Pay(creditor, number, time);
            }

            Thread.Sleep(1);
        }
    }

    private static int Unsettled(LoadBooks books, FairnessSettings settings, uint sent)
    {
        Func<uint, bool> toBad = ToBad(settings);
        int count = 0;
        for (uint number = 0; number < sent; number++)
            if (!toBad(number) && books.Of(number).LatencyUs == 0) count++;
        return count;
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, load {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "not known")}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
}

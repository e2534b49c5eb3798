using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Load;

/// <summary>Load on a switch by four banks that accept every payment at once; open loop (arrivals wait for nobody) or closed.</summary>
internal static class LoadRun
{
    /// <summary>In a closed loop the highest rate that there is room to note.</summary>
    private const int RateMax = 60_000;

    /// <summary>Starts a switch on a temporary folder, loads it, stops it.</summary>
    public static async Task<LoadFigures> RunAgainstOwnAsync(LoadSettings settings)
    {
        string dataFolder = Directory.CreateTempSubdirectory("paymentswitch-load-").FullName;
        try
        {
            return await RunOnAsync(dataFolder, settings);
        }
        finally
        {
            Directory.Delete(dataFolder, recursive: true);
        }
    }

    /// <summary>Starts a switch on a data folder, loads it, stops it.</summary>
    public static async Task<LoadFigures> RunOnAsync(string dataFolder, LoadSettings settings)
    {
        string[] switchSettings = ["--Serilog:MinimumLevel:Default=Warning", .. settings.SwitchSettings.Select(setting => $"--{setting}")];
        await using SwitchProcess running = await SwitchProcess.StartAsync(dataFolder, LoopbackPort.Claim(), switchSettings);
        LoadFigures figures = await Task.Run(() => Run(settings with
        {
            Address = running.Address, SwitchProcessorTime = () => running.ProcessorTime, SwitchMemory = () => running.WorkingSetBytes,
        }));
        int exitCode = await running.StopAsync();
        return exitCode == 0 ? figures : throw new InvalidOperationException($"The switch ended with {exitCode}.");
    }

    /// <summary>Loads a switch that runs.</summary>
    public static LoadFigures Run(LoadSettings settings)
    {
        TimeSpan whole = settings.WarmUp + settings.Duration;
        var books = new LoadBooks((int)(whole.TotalSeconds * (settings.RatePerSecond ?? RateMax)) + 1_000);
        string[] bics = [.. SandboxBanks.Known.Select(known => known.Bic)];
        LoadBank[] banks = [.. SandboxBanks.Known.Select((known, index) => new LoadBank(settings.Address, index, known.Bic, known.Token, bics, books))];
        foreach (LoadBank bank in banks) bank.Start();
        long began = Stopwatch.GetTimestamp();
        long from = began + Ticks(settings.WarmUp);
        long to = began + Ticks(whole);
        var measured = new Measured(settings);
        uint number = 0;
        Span<byte> time = stackalloc byte[24];
        while (Stopwatch.GetTimestamp() is long now && now < to && number < books.PaymentsMax)
        {
            if (now >= from) measured.Tick(books);
            uint due = settings.RatePerSecond is double rate
                ? (uint)Math.Min(books.PaymentsMax, Stopwatch.GetElapsedTime(began, now).TotalSeconds * rate)
                : (uint)Math.Min(books.PaymentsMax, books.Finished + books.Failed + settings.InFlight);
            if (number < due)
            {
                LoadBooks.WriteTime(time);
                for (; number < due; number++) Send(banks, books, settings, number, began, now, time);
            }

            Thread.Sleep(1);
        }

        measured.End(books);
        DrainUntil(books, (int)number, TimeSpan.FromSeconds(10));
        foreach (LoadBank bank in banks) bank.Dispose();
        return measured.Figures(books, from, to, number);
    }

    private static void Send(LoadBank[] banks, LoadBooks books, LoadSettings settings, uint number, long began, long now, ReadOnlySpan<byte> time)
    {
        int debtor = (int)(number % (uint)banks.Length);
        int creditor = (int)((debtor + 1 + ((number / (uint)banks.Length) % (uint)(banks.Length - 1))) % (uint)banks.Length);
        // A hot bank is paid by every other, and pays in turn.
        if (settings.Hot) (debtor, creditor) = number % 2 == 0 ? (0, 1 + (int)((number / 2) % 3)) : (1 + (int)((number / 2) % 3), 0);
        long intendedAt = settings.RatePerSecond is double rate ? began + (long)(number / rate * Stopwatch.Frequency) : now;
        books.Begin(number, debtor, intendedAt);
        banks[debtor].Pay(creditor, number, time);
    }

    private static void DrainUntil(LoadBooks books, int sent, TimeSpan atMost)
    {
        long began = Stopwatch.GetTimestamp();
        while (books.Finished + books.Failed < sent && Stopwatch.GetElapsedTime(began) < atMost) Thread.Sleep(10);
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Counts between the end of the warm-up and the end.</summary>
    private sealed class Measured(LoadSettings settings)
    {
        private const int MemoryParts = 10;
        private long _beganAt;
        private int _finishedBefore;
        private TimeSpan _switchBefore;
        private TimeSpan _loadBefore;
        private readonly long[] _memory = new long[MemoryParts + 1];
        private long _memoryLookedAt;
        private double _seconds;
        private int _finished;
        private TimeSpan _switch;
        private TimeSpan _load;

        public void Tick(LoadBooks books)
        {
            if (_beganAt == 0) Begin(books);
            if (settings.SwitchMemory is null || (_memoryLookedAt != 0 && Stopwatch.GetElapsedTime(_memoryLookedAt).TotalSeconds < 1)) return;
            int part = _memoryLookedAt == 0 ? 0 : (int)Math.Ceiling(MemoryParts * (Stopwatch.GetElapsedTime(_beganAt) / settings.Duration));
            part = Math.Min(part, MemoryParts);
            _memory[part] = Math.Max(_memory[part], settings.SwitchMemory());
            _memoryLookedAt = Stopwatch.GetTimestamp();
        }

        private void Begin(LoadBooks books)
        {
            _beganAt = Stopwatch.GetTimestamp();
            _finishedBefore = books.Finished;
            _switchBefore = settings.SwitchProcessorTime?.Invoke() ?? default;
            _loadBefore = Environment.CpuUsage.TotalTime;
        }

        public void End(LoadBooks books)
        {
            _seconds = Stopwatch.GetElapsedTime(_beganAt).TotalSeconds;
            _finished = books.Finished - _finishedBefore;
            _switch = (settings.SwitchProcessorTime?.Invoke() ?? default) - _switchBefore;
            _load = Environment.CpuUsage.TotalTime - _loadBefore;
        }

        public LoadFigures Figures(LoadBooks books, long from, long to, uint sent)
        {
            int[] latencies = books.Latencies(from, to, sent);
            double At(double share) => latencies.Length == 0 ? 0 : latencies[(int)(share * (latencies.Length - 1))] / 1000.0;
            double per = Math.Max(1, _finished);
            int lost = Math.Max(0, (int)sent - books.Finished - books.Failed);
            return new LoadFigures
            {
                PaymentsPerSecond = _finished / _seconds,
                Payments = _finished,
                P50Ms = At(0.5),
                P95Ms = At(0.95),
                P99Ms = At(0.99),
                P999Ms = At(0.999),
                MaxMs = At(1),
                Errors = books.Faults + books.Failed + lost,
                SwitchMicroseconds = _switch.TotalMicroseconds / per,
                LoadMicroseconds = _load.TotalMicroseconds / per,
                SwitchMemoryBytes = _memory,
            };
        }
    }
}

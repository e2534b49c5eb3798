using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>A switch to be maltreated, with banks that go on whatever happens. Neither it nor its folder outlives this object.</summary>
internal sealed class FaultedSwitch : IAsyncDisposable
{
    /// <summary>The exit code of a switch whose journal or engine has failed.</summary>
    public const int EngineFailed = 4;

    /// <summary>The exit code of a switch that does not know any more whether it has the lease.</summary>
    public const int LeaseLost = 5;

    /// <summary>The exit code of a switch that cannot start.</summary>
    public const int CannotStart = 3;

    private const int PrintedMax = 3_000;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);
    private readonly string _folder;
    private readonly FaultStore _store;
    private readonly SwitchLaunch _launch;
    private SwitchProcess _running;
    private int _printedBefore;
    private bool _keepFolder;

    private FaultedSwitch(string folder, FaultStore store, SwitchLaunch launch, SwitchProcess running, UnshakenBanks banks)
    {
        _folder = folder;
        _store = store;
        _launch = launch;
        _running = running;
        Banks = banks;
    }

    /// <summary>The banks.</summary>
    public UnshakenBanks Banks { get; }

    /// <summary>The folder with the switch's data.</summary>
    public string DataFolder => _launch.DataFolder;

    /// <summary>The process id of the switch.</summary>
    public int ProcessId => _running.ProcessId;

    /// <summary>Where it listens.</summary>
    public Uri Address => _running.Address;

    /// <summary>Starts a switch, and banks that pay each other.</summary>
    /// <param name="settings">How much of everything.</param>
    /// <param name="store">What its journal is kept in; null for its data folder.</param>
    /// <param name="change">Changes how it is started; null for nothing special.</param>
    /// <param name="make">Makes a payment; null for payments among all banks.</param>
    public static async Task<FaultedSwitch> StartAsync(
        FaultSettings settings, FaultStore? store = null, Func<SwitchLaunch, SwitchLaunch>? change = null, Func<Random, PaymentRecord>? make = null)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-faults-").FullName;
        string data = Path.Combine(folder, "data");
        store ??= FaultStore.Sqlite(data);
        var launch = new SwitchLaunch
        {
            DataFolder = data,
            Printed = Path.Combine(folder, "switch.out"),
            Port = LoopbackPort.Claim(),
            // A snapshot every few thousand facts, so that faults fall into them too; little memory, so that the journal is read.
            Settings =
            [
                .. store.Settings, "--Serilog:MinimumLevel:Default=Warning", "--Engine:SnapshotEveryFacts=5000",
                "--Engine:FinishedPaymentsInMemoryMax=500", "--Engine:MailboxMessagesInMemoryMax=500",
            ],
        };
        launch = change?.Invoke(launch) ?? launch;
        try
        {
            SwitchProcess running = await SwitchProcess.StartAsync(launch);
            var random = new Random(settings.Seed);
            var banks = new UnshakenBanks(running.Address, random, settings.PaymentsPerSecond, make ?? (source => FaultPayments.Among(source, settings.WithSilence)));
            return new FaultedSwitch(folder, store, launch, running, banks);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Kills it and starts it again on the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        await RestartAsync();
    }

    /// <summary>Kills it.</summary>
    public Task KillAsync() => _running.KillAsync();

    /// <summary>Stops it in good order, so that all of the log is in the journal's file, and starts it again.</summary>
    public async Task StopAndRestartAsync()
    {
        await _running.StopAsync();
        await RestartAsync();
    }

    /// <summary>Starts it again on the same data, after it has ended.</summary>
    public async Task RestartAsync()
    {
        await _running.DisposeAsync();
        _running = await SwitchProcess.StartAsync(_launch);
    }

    /// <summary>The process as it runs now.</summary>
    public SwitchProcess Running => _running;

    /// <summary>Starts it again on the same data, after it has ended, and waits for nothing.</summary>
    public async Task LaunchAgainAsync()
    {
        await _running.DisposeAsync();
        _running = SwitchProcess.Launch(_launch);
    }

    /// <summary>What it has printed, from its first start on.</summary>
    public Task<string> PrintedAsync() => File.ReadAllTextAsync(_launch.Printed);

    /// <summary>Its folder is left where it is, to be looked at.</summary>
    /// <returns>Where that is.</returns>
    public string KeepFolder()
    {
        _keepFolder = true;
        return _folder;
    }

    /// <summary>Starts it where it cannot be started.</summary>
    /// <returns>Its exit code; 0 where it started all the same.</returns>
    public async Task<int> StartInVainAsync()
    {
        try
        {
            await RestartAsync();
            return 0;
        }
        catch (SwitchDidNotStartException ended)
        {
            return ended.ExitCode;
        }
    }

    /// <summary>Waits until it ends by itself, as it must after what was done to it.</summary>
    /// <param name="findings">Is told what was wrong.</param>
    /// <param name="ends">How it may end: with which code, and what it must have said then.</param>
    public async Task ExpectEndAsync(FaultFindings findings, params (int ExitCode, string Words)[] ends)
    {
        int exitCode = await _running.WaitForExitAsync(EndsWithin);
        await _running.DisposeAsync();
        string all = await File.ReadAllTextAsync(_launch.Printed);
        string printed = all[_printedBefore..];
        _printedBefore = all.Length;
        bool isRight = Array.Exists(ends, end => exitCode == end.ExitCode && printed.Contains(end.Words, StringComparison.Ordinal));
        findings.Expect(isRight, $"the switch ended with {exitCode}, expected {string.Join(" or ", ends.Select(end => $"{end.ExitCode} and '{end.Words}'"))}; it printed: {printed[..Math.Min(printed.Length, PrintedMax)]}");
    }

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => _running.HasExited;

    /// <summary>Whether it has printed some words since its first start.</summary>
    public bool HasPrinted(string words)
    {
        using var printed = new StreamReader(new FileStream(_launch.Printed, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return printed.ReadToEnd().Contains(words, StringComparison.Ordinal);
    }

    /// <summary>Stops sending, reconciles, stops the switch in good order and reads its journal.</summary>
    /// <param name="findings">Is told what was wrong.</param>
    /// <param name="mayBeRejected">Whether a payment may have been rejected for a reason, whatever the banks did; null where it may have expired or come too late.</param>
    public async Task FinishAsync(FaultFindings findings, Func<PaymentRecord, string?, bool>? mayBeRejected = null)
    {
        findings.Take(await Banks.CheckAsync(mayBeRejected ?? ((_, reason) => reason is "AB05" or "TM01")), Banks.Banks.Payments.Count);
        int settled = Banks.Banks.Payments.Values.Count(payment => payment.HeardByDebtor is [{ Status: not "RJCT" }, ..]);
        findings.Expect(settled > 0, "no payment has settled");
        findings.Note($"{Banks.Banks.Payments.Count} payments, {settled} settled");
        int exitCode = await _running.StopAsync();
        findings.Expect(exitCode == 0, $"at the end the switch stopped with {exitCode}, expected 0");
        StoredPayments.Check(_store, findings);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Banks.Dispose();
        await _running.DisposeAsync();
        if (!_keepFolder) Directory.Delete(_folder, recursive: true);
    }
}

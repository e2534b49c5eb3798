using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PaymentSwitch.Simulations.Switch;

/// <summary>The switch as a process of its own, on a data folder, on a port of this machine. It does not outlive this object.</summary>
internal sealed class SwitchProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    // Another version of the switch may be named, to hold two against each other.
    private static readonly string BuiltProgram = Environment.GetEnvironmentVariable("SIMULATED_SWITCH") is { Length: > 0 } named
        ? named
        : Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "SwitchProgram").Value!;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StreamWriter _output;
    private bool _isDisposed;

    private SwitchProcess(Process process, StreamWriter output, Uri address)
    {
        _process = process;
        _output = output;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How long it took from start to ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Physical memory it holds, in bytes.</summary>
    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It has not ended in time.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan atMost)
    {
        await _process.WaitForExitAsync().WaitAsync(atMost);
        return _process.ExitCode;
    }

    /// <summary>Starts the switch and waits until it is ready.</summary>
    /// <param name="dataFolder">Its data folder; what it prints goes into <c>switch.out</c> there.</param>
    /// <param name="port">The port to listen on.</param>
    /// <param name="settings">More settings, as <c>--Key=Value</c>.</param>
    /// <exception cref="SwitchDidNotStartException">It ended, or was not ready in time; the message has what it printed.</exception>
    public static Task<SwitchProcess> StartAsync(string dataFolder, int port, params string[] settings) =>
        StartAsync(dataFolder, Path.Combine(dataFolder, "switch.out"), port, settings);

    /// <summary>Starts the switch and waits until it is ready; what it prints goes into a file elsewhere than with the data.</summary>
    /// <exception cref="SwitchDidNotStartException">It ended, or was not ready in time; the message has what it printed.</exception>
    public static Task<SwitchProcess> StartAsync(string dataFolder, string printed, int port, params string[] settings) =>
        StartAsync(new SwitchLaunch { DataFolder = dataFolder, Printed = printed, Port = port, Settings = settings });

    /// <summary>Starts the switch and waits until it is ready.</summary>
    /// <exception cref="SwitchDidNotStartException">It ended, or was not ready in time; the message has what it printed.</exception>
    public static Task<SwitchProcess> StartAsync(SwitchLaunch launch) => StartAsync(launch, isThere: static ready => ready.IsSuccessStatusCode);

    /// <summary>Starts the switch where another one is active, and waits until it stands by.</summary>
    /// <exception cref="SwitchDidNotStartException">It ended, or did not stand by in time; the message has what it printed.</exception>
    public static Task<SwitchProcess> StartStandbyAsync(string dataFolder, int port, params string[] settings) => StartAsync(
        new SwitchLaunch { DataFolder = dataFolder, Printed = Path.Combine(dataFolder, "switch.out"), Port = port, Settings = settings },
        isThere: static ready => ready.IsSuccessStatusCode || ready.StatusCode == HttpStatusCode.ServiceUnavailable);

    /// <summary>Starts the switch and waits for nothing.</summary>
    public static SwitchProcess Launch(SwitchLaunch launch)
    {
        string program = launch.Program ?? BuiltProgram;
        if (!File.Exists(program)) throw new InvalidOperationException($"The switch is not built: {Path.GetFullPath(program)} is missing.");
        Directory.CreateDirectory(launch.DataFolder);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{launch.Host}:{launch.Port}"));
        string[] command = [.. launch.Prefix, "dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in launch.Environment) start.Environment[name] = value;
        // Nobody steers a simulated switch, and several may run at a time: no admin API.
        string[] fixedOnes = [Path.GetFullPath(program), $"--DataFolder={launch.DataFolder}", $"--Http:Listen={address.OriginalString}", "--Operations:Listen="];
        foreach (string argument in fixedOnes.Concat(launch.Settings)) start.ArgumentList.Add(argument);
        var process = new Process { StartInfo = start };
        var output = new StreamWriter(new FileStream(launch.Printed, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => WriteLine(output, line.Data);
        process.ErrorDataReceived += (_, line) => WriteLine(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SwitchProcess(process, output, address);
    }

    private static async Task<SwitchProcess> StartAsync(SwitchLaunch launch, Func<HttpResponseMessage, bool> isThere)
    {
        long began = Stopwatch.GetTimestamp();
        SwitchProcess started = Launch(launch);
        try
        {
            await started.WaitUntilAsync(isThere, StartWithin);
        }
        catch
        {
            await started.KillAsync();
            int exitCode = started._process.ExitCode;
            await started.DisposeAsync();
            throw new SwitchDidNotStartException(exitCode, await File.ReadAllTextAsync(launch.Printed));
        }

        started.ReadyAfter = Stopwatch.GetElapsedTime(began);
        return started;
    }

    /// <summary>Ends it at once, as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop in good order and waits for it: SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited && Kill(_process.Id, SigTerm) != 0 && !_process.HasExited)
            throw new InvalidOperationException($"SIGTERM could not be sent to process {_process.Id}.");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits until it is the active one and ready.</summary>
    /// <exception cref="InvalidOperationException">It has ended, or was not ready in time.</exception>
    public Task WaitUntilReadyAsync(TimeSpan atMost) => WaitUntilAsync(static ready => ready.IsSuccessStatusCode, atMost);

    /// <summary>
    /// Holds it still, as a machine that hangs: SIGSTOP. Returns when all of its threads stand: on a machine with much to do the one that
    /// takes the signal may have to wait for a processor, and the others answer until then.
    /// </summary>
    public void Freeze()
    {
        Signal(SigStop);
        string threads = string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/task");
        while (Directory.Exists(threads) && !Directory.GetDirectories(threads).All(IsStopped)) Thread.Sleep(1);
    }

    /// <summary>Lets it go on: SIGCONT.</summary>
    public void Thaw() => Signal(SigContinue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed) await KillAsync();
        _isDisposed = true;
        _process.Dispose();
        await _output.DisposeAsync();
    }

    private static bool IsStopped(string thread)
    {
        try
        {
            // The state stands behind the name, which is in brackets and may hold anything.
            string stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[stat.LastIndexOf(')') + 2] is 'T' or 't' or 'Z' or 'X';
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return true;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0) throw new InvalidOperationException($"Signal {signal} could not be sent to process {_process.Id}.");
    }

    private static void WriteLine(StreamWriter output, string? line)
    {
        if (line is null) return;
        lock (output)
        {
            // A line may still come after the process was ended and the file closed.
            if (output.BaseStream.CanWrite) output.WriteLine(line);
        }
    }

    private async Task WaitUntilAsync(Func<HttpResponseMessage, bool> isThere, TimeSpan atMost)
    {
        using var client = new HttpClient(new SwitchConnections()) { BaseAddress = Address };
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < atMost)
        {
            if (_process.HasExited) throw new InvalidOperationException("It has ended.");
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                if (isThere(response)) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(5);
        }

        throw new InvalidOperationException("It was not ready in time.");
    }
}

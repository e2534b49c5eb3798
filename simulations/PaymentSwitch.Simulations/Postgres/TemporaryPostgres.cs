using System.Diagnostics;
using System.Globalization;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Postgres;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, on a port of this machine, with the defaults of PostgreSQL
/// where nothing else is asked for: every commit is synced. It does not outlive this object.
/// </summary>
internal sealed class TemporaryPostgres : IAsyncDisposable
{
    private const string User = "paymentswitch";
    private readonly string _binaries;
    private readonly string _folder;
    private readonly string _settings;

    private TemporaryPostgres(string binaries, string folder, int port, string[] settings)
    {
        _binaries = binaries;
        _folder = folder;
        _settings = string.Concat(settings.Select(setting => $" -c {setting}"));
        Port = port;
    }

    /// <summary>The port it listens on, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How to connect to it, in Npgsql's words.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres");

    /// <summary>
    /// The folder with PostgreSQL's programs: PAYMENTSWITCH_POSTGRES, where Debian puts them, or on the path; null where there
    /// is none.
    /// </summary>
    public static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        IEnumerable<string> folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        folders = folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_POSTGRES") is { Length: > 0 } named) folders = folders.Prepend(named);
        return folders.FirstOrDefault(folder => Array.TrueForAll(["initdb", "pg_ctl", "psql"], program => File.Exists(Path.Combine(folder, program))));
    }

    /// <summary>Makes an empty cluster and starts it.</summary>
    /// <param name="binaries">The folder with its programs.</param>
    /// <param name="settings">Settings beside the defaults, as <c>name=value</c>.</param>
    /// <exception cref="InvalidOperationException">A program failed; the message has what it printed.</exception>
    public static async Task<TemporaryPostgres> StartAsync(string binaries, params string[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-postgres-").FullName;
        var postgres = new TemporaryPostgres(binaries, folder, LoopbackPort.Claim(), settings);
        try
        {
            // PostgreSQL refuses to run as root.
            if (Environment.IsPrivilegedProcess) await RunAsync("chown", ["nobody", folder]);
            string data = Path.Combine(folder, "data");
            await postgres.RunAsServerAsync("initdb", ["-D", data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
            await postgres.StartAgainAsync();
            return postgres;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Stops it.</summary>
    /// <param name="mode">How: <c>fast</c>, or <c>immediate</c>, which is as good as a crash.</param>
    public Task StopAsync(string mode) => RunAsServerAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", mode, "-w", "stop"]);

    /// <summary>Ends its first process at once, as a power cut would: SIGKILL. The others notice, and end.</summary>
    public async Task KillAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid"));
        using var postmaster = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        postmaster.Kill();
        // It is nobody's child here: whether it has ended is seen from outside.
        while (Directory.Exists($"/proc/{lines[0]}")) await Task.Delay(10);
    }

    /// <summary>Lets clients of another network in.</summary>
    /// <param name="network">For example <c>10.0.0.0/24</c>.</param>
    public async Task AllowAsync(string network)
    {
        await File.AppendAllTextAsync(Path.Combine(_folder, "data", "pg_hba.conf"), $"host all all {network} trust\n");
        await RunAsServerAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "reload"]);
    }

    /// <summary>Starts it where it is stopped.</summary>
    public async Task StartAgainAsync()
    {
        // After a kill of its first process the others may take a moment to end; until then it refuses to start.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await StartOnceAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                await Task.Delay(250);
            }
        }
    }

    private Task<string> StartOnceAsync()
    {
        string options = string.Create(
            CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}{_settings}");
        return RunAsServerAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-w", "-o", options, "start"]);
    }

    /// <summary>Runs one of PostgreSQL's client programs against the server.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public Task<string> RunClientAsync(string program, params string[] arguments) => RunAsync(
        Path.Combine(_binaries, program),
        ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", User, .. arguments]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid"))) await StopAsync("immediate");
        Directory.Delete(_folder, recursive: true);
    }

    private Task<string> RunAsServerAsync(string program, string[] arguments)
    {
        string path = Path.Combine(_binaries, program);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "nobody", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        // What is started in the background would keep our pipes open: a shell puts its output into a file instead.
        string printed = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", printed, program, .. arguments])
            {
                WorkingDirectory = "/",
            })!;
            await process.WaitForExitAsync();
            string output = await File.ReadAllTextAsync(printed);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{output}");
        }
        finally
        {
            File.Delete(printed);
        }
    }
}

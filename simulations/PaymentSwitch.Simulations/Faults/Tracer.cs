using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>strace on a process that runs, making some of its system calls fail. It ends with the process, or with this object.</summary>
internal sealed partial class Tracer : IDisposable
{
    private readonly Process _strace;
    private readonly string _output;

    private Tracer(Process strace, string output)
    {
        _strace = strace;
        _output = output;
    }

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static string? Missing()
    {
        if (!Program("strace")) return "strace is not installed";
        using Process probe = Process.Start(new ProcessStartInfo("strace", ["-qq", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "strace may not trace here (ptrace is not allowed)";
    }

    /// <summary>Attaches to a process: from some call on, all of these fail.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="calls">The system calls, with commas between.</param>
    /// <param name="error">The error, for example EIO.</param>
    /// <param name="from">From which call of each thread on.</param>
    /// <param name="paths">Only calls on these files; empty for all.</param>
    public static Tracer Attach(int processId, string calls, string error, int from, params string[] paths)
    {
        string output = Path.GetTempFileName();
        string[] arguments =
        [
            "-f", "-qq", "-o", output, .. paths.SelectMany(path => new[] { "-P", path }),
            "-e", $"trace={calls}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={calls}:error={error}:when={from}+"),
            "-p", processId.ToString(CultureInfo.InvariantCulture),
        ];
        return new Tracer(Process.Start(new ProcessStartInfo("strace", arguments) { RedirectStandardError = true })!, output);
    }

    /// <summary>How many calls were made to fail so far.</summary>
    public int Injected() => InjectedMark().Count(File.ReadAllText(_output));

    public void Dispose()
    {
        if (!_strace.HasExited) _strace.Kill();
        _strace.WaitForExit();
        _strace.Dispose();
        File.Delete(_output);
    }

    private static bool Program(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    [GeneratedRegex(@"\(INJECTED\)")]
    private static partial Regex InjectedMark();
}

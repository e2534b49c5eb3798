using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using PaymentSwitch.Simulator;

namespace PaymentSwitch.Simulations.Simulate;

/// <summary>
/// A process that runs one world after the other. Each processor has one of its own: in one process a thread that collects
/// garbage would hold up all others, and a process can be told how to collect only when it starts.
/// </summary>
internal sealed class WorldProcess : IDisposable
{
    /// <summary>What makes this program such a process.</summary>
    public const string Option = "--worlds-asked";

    // Nearly all that a world has made is garbage as soon as it is over: collected seldom, and not beside the work.
    private static readonly (string Name, string Value)[] Settings =
    [
        ("DOTNET_gcConcurrent", "0"),
        // So much is used up before it collects: 64 MiB.
        ("DOTNET_GCgen0size", "0x4000000"),
        // From 8 MiB on an array is large; the larger ones of a world live no longer than the small ones.
        ("DOTNET_GCLOHThreshold", "0x800000"),
    ];

    private readonly Process _process;

    /// <summary>Starts it.</summary>
    public WorldProcess()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("It is not known which program this is.");
        // Started as `dotnet X.dll`, or by its own name.
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] arguments = [.. isHost ? [Assembly.GetEntryAssembly()!.Location] : Array.Empty<string>(), "simulate", Option];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // What the caller has set is left alone.
        foreach ((string name, string value) in Settings) start.Environment.TryAdd(name, value);
        _process = Process.Start(start)!;
    }

    /// <summary>Gives seeds that it reads line by line their worlds, and writes what came of each, until there are no more.</summary>
    public static int Serve()
    {
        while (Console.In.ReadLine() is string seed)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(Simulation.Run(ulong.Parse(seed, CultureInfo.InvariantCulture))));
            Console.Out.Flush();
        }

        return 0;
    }

    /// <summary>Runs a world.</summary>
    /// <returns>What came of it; null where the process has ended, which says why on its standard error.</returns>
    public SimulationResult? Run(ulong seed)
    {
        try
        {
            _process.StandardInput.WriteLine(seed.ToString(CultureInfo.InvariantCulture));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone, and so is its end of the pipe.
            return null;
        }

        return _process.StandardOutput.ReadLine() is string result ? JsonSerializer.Deserialize<SimulationResult>(result) : null;
    }

    /// <summary>Lets it end.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was gone before.
        }

        _process.WaitForExit();
        _process.Dispose();
    }
}

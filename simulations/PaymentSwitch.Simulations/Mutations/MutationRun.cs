using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Simulations.Mutations;

/// <summary>
/// Plants each bug in a copy of the sources, builds it, and runs the simulator on it until a promise breaks. A bug that
/// nobody notices says that the simulator is blind there.
/// </summary>
internal static partial class MutationRun
{
    private static readonly string[] Copied = ["src", "simulations", "iso20022-schemas", "Directory.Build.props", "Directory.Packages.props"];

    /// <summary>The top of the repository that this was built from.</summary>
    public static string Repository { get; } =
        typeof(MutationRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "Repository").Value!;

    /// <summary>Runs all mutations, or those whose name contains a text.</summary>
    /// <param name="repository">The repository's top.</param>
    /// <param name="named">A part of the names; null for all.</param>
    /// <param name="seeds">How many seeds to try for each.</param>
    /// <returns>0 where every bug was caught.</returns>
    public static async Task<int> RunAsync(string repository, string? named, int seeds)
    {
        string copy = Directory.CreateTempSubdirectory("paymentswitch-mutations-").FullName;
        int missed = 0;
        try
        {
            foreach (string part in Copied) Copy(Path.Combine(repository, part), Path.Combine(copy, part));
            foreach (Mutation mutation in Mutation.All())
            {
                if (named is not null && !mutation.Name.Contains(named, StringComparison.OrdinalIgnoreCase)) continue;
                string outcome = await TryAsync(copy, mutation, seeds);
                if (!outcome.StartsWith("caught", StringComparison.Ordinal)) missed++;
                Console.WriteLine($"{mutation.Name}: {outcome}");
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }

        Console.WriteLine(missed == 0 ? "Every planted bug was caught." : $"{missed} planted bugs were NOT caught.");
        return missed == 0 ? 0 : 1;
    }

    private static async Task<string> TryAsync(string copy, Mutation mutation, int seeds)
    {
        string path = Path.Combine(copy, mutation.File);
        string original = await File.ReadAllTextAsync(path);
        if (mutation.Plant(original) is not string planted) return "its place in the sources was not found";
        await File.WriteAllTextAsync(path, planted);
        try
        {
            string project = Path.Combine(copy, "simulations", "PaymentSwitch.Simulations");
            (int built, string errors) = await RunAsync("dotnet", "build", "-c", "Release", "-nologo", "-v", "quiet", "-p:TreatWarningsAsErrors=false", project);
            if (built != 0) return "it cannot be built\n" + errors;
            string program = Path.Combine(project, "bin", "Release", "net10.0", "PaymentSwitch.Simulations.dll");
            (int code, string output) = await RunAsync("dotnet", program, "simulate", "--seeds", seeds.ToString(CultureInfo.InvariantCulture));
            if (code == 0) return $"NOT caught by {seeds} seeds";
            return NotKept().Match(output) is { Success: true } match ? $"caught by seed {match.Groups["seed"]}: {match.Groups["what"]}" : "ended without a verdict\n" + output;
        }
        finally
        {
            await File.WriteAllTextAsync(path, original);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(from))
            if (Path.GetFileName(folder) is not ("bin" or "obj")) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    [GeneratedRegex(@"Seed (?<seed>\d+):[\s\S]*?NOT KEPT: (?<what>[^\n]*)")]
    private static partial Regex NotKept();
}

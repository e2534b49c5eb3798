using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PaymentSwitch.Simulations.Switch;

/// <summary>
/// The switch from the same sources, published with ReadyToRun: compiled ahead of its start, which then takes less than half of the
/// processor time. For runs that start it thousands of times. Kept beside this program, apart from every other build.
/// </summary>
internal static class ReadyToRunServer
{
    /// <summary>Publishes it.</summary>
    /// <returns>The program; null where it cannot be published here (the compiler is a package that has to be restored).</returns>
    public static async Task<string?> PublishAsync()
    {
        string repository = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Repository").Value!;
        string artifacts = Path.Combine(AppContext.BaseDirectory, "ready-to-run");
        string[] arguments =
        [
            "publish", Path.Combine(repository, "src", "PaymentSwitch.Server"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "--artifacts-path", artifacts, "-v", "quiet", "-nologo",
        ];
        using Process publishing = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = publishing.StandardError.ReadToEndAsync();
        string printed = await publishing.StandardOutput.ReadToEndAsync() + await errors;
        await publishing.WaitForExitAsync();
        if (publishing.ExitCode != 0)
        {
            Console.WriteLine($"  it could not be compiled ahead, so each start takes longer: {printed}");
            return null;
        }

        string folder = Path.Combine(artifacts, "publish", "PaymentSwitch.Server");
        return Directory.EnumerateFiles(folder, "PaymentSwitch.Server.dll", SearchOption.AllDirectories).Single();
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>What is built where the packages of the cluster host cannot be had is everything else.</summary>
public sealed partial class SolutionTests
{
    // Its package is of a closed source: whoever wants it builds it by itself, and nobody else needs it.
    private const string OnItsOwn = "src/PaymentSwitch.Cluster.PetabridgeCmd/PaymentSwitch.Cluster.PetabridgeCmd.csproj";

    [Fact]
    public void Every_project_is_in_the_solution_but_the_one_that_is_built_on_its_own()
    {
        string root = Root();
        string[] all = [.. InSolution(root)];
        string[] files = [.. Projects(root)];
        Assert.Equal([OnItsOwn], files.Except(all));
        Assert.Empty(all.Except(files));
        Assert.Contains("Petabridge.Cmd", File.ReadAllText(Path.Combine(root, OnItsOwn)), StringComparison.Ordinal);
        foreach (string project in all)
        {
            string text = File.ReadAllText(Path.Combine(root, project));
            Assert.DoesNotContain(Path.GetFileName(OnItsOwn), text, StringComparison.Ordinal);
            Assert.DoesNotContain("Include=\"Petabridge.Cmd", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_filter_is_the_solution_without_the_cluster()
    {
        string root = Root();
        string[] all = [.. InSolution(root)];
        using JsonDocument filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "PaymentSwitch.Embedded.slnf")));
        string[] without = [.. filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(project => project.GetString()!.Replace('\\', '/'))];
        Assert.Contains(all, project => project.Contains("PaymentSwitch.Cluster", StringComparison.Ordinal));
        Assert.Equal(
            all.Where(project => !project.Contains("PaymentSwitch.Cluster", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            without.Order(StringComparer.Ordinal));
        foreach (string project in without)
            Assert.DoesNotContain("PaymentSwitch.Cluster.csproj", File.ReadAllText(Path.Combine(root, project)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> InSolution(string root) =>
        Project().Matches(File.ReadAllText(Path.Combine(root, "PaymentSwitch.sln"))).Select(match => match.Groups[1].Value.Replace('\\', '/'));

    private static IEnumerable<string> Projects(string root) => new[] { "src", "tests", "simulations" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("= \"[^\"]+\", \"([^\"]+\\.csproj)\"")]
    private static partial Regex Project();
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>What is built where the packages of the cluster host cannot be had is everything else.</summary>
public sealed partial class SolutionTests
{
    [Fact]
    public void The_filter_is_the_solution_without_the_cluster()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
        string[] all = [.. Project().Matches(File.ReadAllText(Path.Combine(root, "PaymentSwitch.sln"))).Select(match => match.Groups[1].Value.Replace('\\', '/'))];
        using JsonDocument filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "PaymentSwitch.Embedded.slnf")));
        string[] without = [.. filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(project => project.GetString()!.Replace('\\', '/'))];
        Assert.Contains(all, project => project.Contains("PaymentSwitch.Cluster", StringComparison.Ordinal));
        Assert.Equal(
            all.Where(project => !project.Contains("PaymentSwitch.Cluster", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            without.Order(StringComparer.Ordinal));
        foreach (string project in without)
            Assert.DoesNotContain("PaymentSwitch.Cluster.csproj", File.ReadAllText(Path.Combine(root, project)), StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("= \"[^\"]+\", \"([^\"]+\\.csproj)\"")]
    private static partial Regex Project();
}

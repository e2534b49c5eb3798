using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using PaymentSwitch.Server.Configuration;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

public sealed class ClusterSettingsTests
{
    private const string OnPostgres = "--Storage:Kind=Postgres";
    private const string Somewhere = "--Storage:Postgres:ConnectionString=Host=127.0.0.1;Database=d;Username=u";

    [Fact]
    public void A_node_has_defaults_and_takes_what_is_set()
    {
        ClusterSettings settings = Read(OnPostgres, Somewhere, "--Cluster:Host=node-1", "--Cluster:Port=0");
        Assert.Equal(new ClusterSettings { Host = "node-1", Port = 0 }, settings);
    }

    [Theory]
    [InlineData("--Cluster:Port=65536", "Cluster:Port: found 65536, expected 0 to 65535.")]
    [InlineData("--Cluster:AskTimeoutMs=999", "Cluster:AskTimeoutMs: found 999, expected 1000 to 600000.")]
    [InlineData("--Cluster:Name=a b", "Cluster:Name: found 'a b', expected letters, digits and hyphens.")]
    [InlineData("--Cluster:Host=", "Cluster:Host: found nothing, expected the name or address under which other nodes reach this one.")]
    [InlineData("--Cluster:Nodes=3", "Cluster:Nodes: unknown key; expected one of AskTimeoutMs, FollowEveryMs, Host, IngestWaitMs, LedgerLagMaxMs, Name, NodeLivesMs, Port, RequestsUnderWayMax, RequestsWaitingMax, ViewLastsMs.")]
    [InlineData("--Storage:Kind=Sqlite", "Storage:Kind: found 'Sqlite', expected Postgres: the nodes of a cluster share a database.")]
    public void What_cannot_be_used_is_told_by_its_key(string argument, string error)
    {
        string[] arguments = argument.StartsWith("--Storage", StringComparison.Ordinal) ? [argument] : [OnPostgres, Somewhere, argument];
        Assert.Equal([error], Assert.Throws<SettingsException>(() => Read(arguments)).Errors);
    }

    [Fact]
    public void Every_setting_is_in_the_documentation()
    {
        string[] rows = File.ReadAllLines(Path.Combine(Repository(), "docs", "configuration.md"));
        foreach (PropertyInfo property in typeof(ClusterSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string row = Assert.Single(rows, row => row.StartsWith($"| `Cluster:{property.Name}` |", StringComparison.Ordinal));
            string[] cells = [.. row.Split('|').Select(cell => cell.Trim().Trim('`'))];
            Assert.Equal(Convert.ToString(property.GetValue(new ClusterSettings()), CultureInfo.InvariantCulture), cells[2]);
            if (ClusterSettings.Ranges.TryGetValue(property.Name, out (int Least, int Most) range)) Assert.Equal($"{range.Least} to {range.Most}", cells[3]);
        }
    }

    private static ClusterSettings Read(params string[] arguments)
    {
        (SwitchSettings settings, IConfiguration configuration) = SettingsReader.Read(arguments, "Cluster");
        return ClusterProgram.Read(configuration, settings);
    }

    private static string Repository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return at.FullName;
        throw new InvalidOperationException("The repository is not in a folder above.");
    }
}

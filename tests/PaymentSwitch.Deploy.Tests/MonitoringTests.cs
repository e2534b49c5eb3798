using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentSwitch.Deploy.Tests.Checks;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>Alerts and dashboards speak of metrics that the servers have, every metric is shown, and thresholds are those of the settings.</summary>
public sealed partial class MonitoringTests
{
    private const string Common = "deploy/monitoring/common/dashboard.json", Nodes = "deploy/monitoring/cluster/dashboard-cluster.json";

    [Fact]
    public void Dashboards_show_the_metrics_that_there_are()
    {
        Repository.Need();
        string[] common = [.. Shown(Common)], nodes = [.. Shown(Nodes)];
        Assert.Empty(Monitoring.Unknown(common, Monitoring.OfServer()));
        Assert.Empty(Monitoring.Unknown(nodes, [.. Monitoring.OfServer(), .. Monitoring.OfCluster()]));
        foreach (string metric in Monitoring.OfServer()) Assert.Contains(common, expression => expression.Contains(metric, StringComparison.Ordinal));
        foreach (string metric in Monitoring.OfCluster()) Assert.Contains(nodes, expression => expression.Contains(metric, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Common)]
    [InlineData(Nodes)]
    public void Panels_do_not_lie_on_each_other(string file)
    {
        Repository.Need();
        using JsonDocument dashboard = JsonDocument.Parse(Repository.Read(file));
        var taken = new HashSet<(int, int)>();
        var ids = new HashSet<int>();
        foreach (JsonElement panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
        {
            Assert.True(ids.Add(panel.GetProperty("id").GetInt32()));
            JsonElement at = panel.GetProperty("gridPos");
            (int x, int y, int w, int h) = (at.GetProperty("x").GetInt32(), at.GetProperty("y").GetInt32(), at.GetProperty("w").GetInt32(), at.GetProperty("h").GetInt32());
            Assert.True(x + w <= 24);
            for (int i = 0; i < w * h; i++) Assert.True(taken.Add((x + (i % w), y + (i / w))), panel.GetProperty("title").GetString());
        }
    }

    [Fact]
    public void Dashboards_are_two_and_each_is_in_its_overlays()
    {
        Repository.Need();
        Tool.Kubectl.Need();
        Assert.NotEqual(UidOf(Repository.Read(Common)), UidOf(Repository.Read(Nodes)));
        string[] Of(string overlay) => [.. Overlay.Of(overlay).All("ConfigMap").Where(map => map["metadata", "labels", "grafana_dashboard"].Text == "1").SelectMany(map => map["data"].Members).Select(member => UidOf(member.Value.Text)).Order()];
        Assert.Equal(["payment-switch"], Of("prod/embedded"));
        Assert.Equal(["payment-switch", "payment-switch-cluster"], Of("prod/cluster"));
    }

    [Fact]
    public void Thresholds_go_by_the_settings()
    {
        Repository.Need();
        Node rules = Node.Read(Repository.Read("deploy", "monitoring", "cluster", "alerts.yaml")).Single();
        Assert.Equal(Default("LedgerLagMaxMs"), Threshold(rules, "PaymentSwitchPaymentsRefused"));
        Assert.InRange(Threshold(rules, "PaymentSwitchLedgerLags"), 1_000, Default("LedgerLagMaxMs") - 1);
        // What a node knows is too old a fifth earlier.
        Assert.Equal(Default("ViewLastsMs") * 4 / 5, Threshold(rules, "PaymentSwitchNodeWaits"));
        string settings = Repository.Read("deploy", "kubernetes", "base", "cluster", "settings.json");
        Assert.DoesNotContain("LedgerLagMaxMs", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("ViewLastsMs", settings, StringComparison.Ordinal);
        int fewest = int.Parse(Node.Read(Repository.Read("deploy", "kubernetes", "base", "cluster", "autoscaler.yaml")).Single()["spec", "minReplicas"].Text, CultureInfo.InvariantCulture);
        Assert.Equal(fewest, Threshold(rules, "PaymentSwitchNodesMissing"));
        Assert.True(Threshold(rules, "PaymentSwitchLedgerMoves") > 2 * fewest, "A rolling update, in which each node may have had the ledger, is no alarm.");
    }

    [Fact]
    public void The_chart_has_the_alerts_of_the_overlays()
    {
        Repository.Need();
        foreach (string part in (string[])["common", "embedded", "cluster"])
            Assert.Equal(Repository.Read("deploy", "monitoring", part, "alerts.yaml"), Repository.Read("deploy", "helm", "payment-switch", "files", $"alerts-{part}.yaml"));
    }

    [Fact]
    public void An_invented_metric_is_found()
    {
        Repository.Need();
        Assert.Equal(["paymentswitch_payments_total"], Monitoring.Unknown(["rate(paymentswitch_payments_total[5m]) > 1"], Monitoring.OfServer()));
        Assert.Equal(["paymentswitch_cluster_nodes_up"], Monitoring.Unknown(["count by (namespace) (paymentswitch_cluster_nodes_up) > 1"], Monitoring.OfServer()));
    }

    private static string UidOf(string dashboard)
    {
        using JsonDocument document = JsonDocument.Parse(dashboard);
        return document.RootElement.GetProperty("uid").GetString()!;
    }

    private static IEnumerable<string> Shown(string file)
    {
        using JsonDocument dashboard = JsonDocument.Parse(Repository.Read(file));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    // The number that its expression ends with.
    private static int Threshold(Node rules, string alert)
    {
        string expression = rules["spec", "groups"].Items.SelectMany(group => group["rules"].Items).Single(rule => rule["alert"].Text == alert)["expr"].Text;
        return int.Parse(LastNumber().Match(expression).Value, CultureInfo.InvariantCulture);
    }

    private static int Default(string setting)
    {
        Match declared = Regex.Match(Repository.Read("src", "PaymentSwitch.Cluster", "ClusterSettings.cs"), $@"int {setting} {{ get; init; }} = ([\d_]+);");
        Assert.True(declared.Success, setting);
        return int.Parse(declared.Groups[1].Value.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\d+$")]
    private static partial Regex LastNumber();
}

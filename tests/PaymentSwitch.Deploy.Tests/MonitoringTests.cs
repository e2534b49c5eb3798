using System.Text.Json;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>Alerts and dashboard speak of metrics that the server has, and every metric is watched or shown.</summary>
public sealed partial class MonitoringTests
{
    [Fact]
    public void Alerts_ask_for_metrics_that_there_are()
    {
        Repository.Need();
        Assert.Empty(Unknown(Expressions(Repository.Read("deploy", "monitoring", "alerts.yaml"))));
    }

    [Fact]
    public void The_dashboard_shows_metrics_that_there_are()
    {
        Repository.Need();
        string[] shown = [.. DashboardExpressions()];
        Assert.Empty(Unknown(shown));
        foreach (string metric in Known()) Assert.Contains(shown, expression => expression.Contains(metric, StringComparison.Ordinal));
    }

    [Fact]
    public void Panels_do_not_lie_on_each_other()
    {
        Repository.Need();
        using JsonDocument dashboard = JsonDocument.Parse(Repository.Read("deploy", "monitoring", "dashboard.json"));
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
    public void An_invented_metric_is_found()
    {
        Repository.Need();
        Assert.Equal(["paymentswitch_payments_total"], Unknown(Expressions("          expr: rate(paymentswitch_payments_total[5m]) > 1\n")));
    }

    private static HashSet<string> Known() => [.. Declared().Matches(Repository.Read("src", "PaymentSwitch.Server", "Standby", "StandbyMetrics.cs")).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Expressions(string rules) => Expression().Matches(rules).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> DashboardExpressions()
    {
        using JsonDocument dashboard = JsonDocument.Parse(Repository.Read("deploy", "monitoring", "dashboard.json"));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    // Metrics are the words that are no function, no label and no keyword; "up" is Prometheus' own.
    private static string[] Unknown(IEnumerable<string> expressions)
    {
        HashSet<string> known = Known();
        Assert.NotEmpty(known);
        string[] asked = [.. expressions.SelectMany(expression => Metric().Matches(Labels().Replace(expression, "")).Select(match => match.Value))];
        Assert.NotEmpty(asked);
        return [.. asked.Where(metric => metric is not ("up" or "by" or "or" or "namespace" or "sum" or "max" or "min") && !known.Contains(metric)).Distinct()];
    }

    [GeneratedRegex("\"(paymentswitch_[a-z_]+)\"")]
    private static partial Regex Declared();

    [GeneratedRegex("expr: (.*)")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Metric();
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>
/// What fires when, by Prometheus' own promtool where it is on the machine: half an hour of a healthy deployment, scraped every five seconds, with
/// something else in place of a few series, and the alerts that fire at its end.
/// </summary>
public sealed class AlertTests
{
    private const int Scrapes = 400;

    // NAME@POD=VALUES, with | between them, in promtool's way of writing values; no value: no such series. * is every name or pod.
    [Theory]
    [InlineData("cluster", "", "")]
    [InlineData("cluster", "lease_held@0=1x10 0x390", "NobodyActive")]
    [InlineData("cluster", "lease_held@*=", "NobodyActive")]
    [InlineData("cluster", "lease_held@1=1x400", "TwoActive")]
    [InlineData("cluster", "lease_held@0=1x395 0x5|lease_held@1=0x395 1x5", "")]
    [InlineData("cluster", "standby_follows@1=0x400|cluster_nodes_up@*=2x400|cluster_nodes_up@1=0x400|standby_lag_ms@1=", "DoesNotFollow NodesMissing")]
    [InlineData("cluster", "*@2=|up@2=0x400|cluster_nodes_up@0=2x400|cluster_nodes_up@1=2x400", "MetricsMissing NodesMissing")]
    [InlineData("cluster", "*@2=|cluster_nodes_up@0=2x400|cluster_nodes_up@1=2x400", "NodesMissing")]
    [InlineData("cluster", "up@3=1x400|cluster_nodes_up@3=0x400", "NodesMissing")]
    [InlineData("cluster", "cluster_nodes_up@*=3x360 2x30 3x10", "")]
    [InlineData("cluster", "cluster_nodes_up@*=0x400|cluster_nodes_up@0=1x400", "NodesMissing NodesAlone")]
    [InlineData("cluster", "cluster_nodes_up@*=2x400|cluster_nodes_up@2=1x400", "NodesMissing NodesDisagree")]
    [InlineData("cluster", "cluster_nodes_up@2=3x393 2x2 3x5", "")]
    [InlineData("cluster", "standby_lag_ms@2=8x380 2600x20", "NodeWaits")]
    [InlineData("cluster", "standby_lag_ms@2=8x398 2600x1 8x1", "")]
    [InlineData("cluster", "cluster_ledger_lag_ms@1=120x300 2000x100", "LedgerLags")]
    [InlineData("cluster", "cluster_ledger_lag_ms@1=120x300 3500x100", "LedgerLags PaymentsRefused")]
    [InlineData("cluster", "lease_epoch@*=7x100 11x100 15x200", "LedgerMoves")]
    [InlineData("cluster", "lease_epoch@*=7x100 9x100 11x100 13x100", "")]
    [InlineData("cluster", "journal_last_position@*=100x400", "NothingStored")]
    [InlineData("embedded", "", "")]
    [InlineData("embedded", "standbys@0=0x400", "NoStandby")]
    [InlineData("embedded", "standby_lag_ms@1=8x380 6000x20", "StandbyLags")]
    [InlineData("embedded", "standby_lag_ms@1=8x380 2600x20", "")]
    [InlineData("embedded", "lease_epoch@*=7x100 9x100 11x200", "Takeovers")]
    [InlineData("embedded", "lease_epoch@*=7x100 9x300", "")]
    public void An_alert_fires_when_it_should_and_no_other_does(string shape, string changes, string alerts)
    {
        (int code, string told) = Play(shape, changes, alerts, text => text);
        Assert.True(code == 0, told);
    }

    [Theory]
    [InlineData("cluster", "standby_lag_ms@2=8x380 2600x20", "NodeWaits", "> 2400", "> 24000")]
    [InlineData("cluster", "", "", "< 3\n", "< 4\n")]
    [InlineData("embedded", "lease_held@0=1x10 0x390", "NobodyActive", "sum by (namespace) (paymentswitch_lease_held) == 0 or", "")]
    public void An_alert_that_does_not_fire_or_fires_too_soon_is_found(string shape, string changes, string alerts, string from, string to) =>
        Assert.NotEqual(0, Play(shape, changes, alerts, text => text.Replace(from, to, StringComparison.Ordinal)).Code);

    [Theory]
    [InlineData("common/dashboard.json")]
    [InlineData("cluster/dashboard-cluster.json")]
    public void Prometheus_can_read_what_a_dashboard_asks(string file)
    {
        Repository.Need();
        Tool.Promtool.Need();
        using JsonDocument dashboard = JsonDocument.Parse(Repository.Read("deploy", "monitoring", file));
        var rules = new StringBuilder("groups:\n- name: asked\n  rules:\n");
        int count = 0;
        foreach (JsonElement target in dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()))
            rules.Append(CultureInfo.InvariantCulture, $"  - {{ record: asked{count++}, expr: '{target.GetProperty("expr").GetString()}' }}\n");
        using var folder = new Folder();
        (int code, string output, string errors) = Tool.Promtool.Run("check", "rules", folder.Add("asked.yaml", rules.ToString()));
        Assert.True(code == 0, output + errors);
    }

    private static (int Code, string Told) Play(string shape, string changes, string alerts, Func<string, string> spoil)
    {
        Repository.Need();
        Tool.Promtool.Need();
        using var folder = new Folder();
        string[] parts = ["common", shape];
        foreach (string part in parts) folder.Add($"{part}.yaml", spoil(Groups(Repository.Read("deploy", "monitoring", part, "alerts.yaml"))));
        var test = new StringBuilder($"rule_files: [{string.Join(", ", parts.Select(part => $"{part}.yaml"))}]\nevaluation_interval: 5s\ntests:\n- interval: 5s\n  input_series:\n");
        foreach (((string name, int pod), string values) in Changed(Healthy(shape), changes))
            test.Append(CultureInfo.InvariantCulture, $$"""  - { series: '{{name}}{namespace="n",pod="{{pod}}",job="payment-switch"}', values: '{{values}}' }""").Append('\n');
        test.Append("  promql_expr_test:\n  - expr: 'sum by (alertname) (ALERTS{alertstate=\"firing\"}) > bool 0'\n    eval_time: 33m\n    exp_samples: [");
        test.AppendJoin(", ", alerts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(alert => $$"""{ labels: '{alertname="PaymentSwitch{{alert}}"}', value: 1 }""")).Append("]\n");
        (int code, string output, string errors) = Tool.Promtool.Run("test", "rules", folder.Add("test.yaml", test.ToString()));
        return (code, output + errors);
    }

    // What Prometheus itself has is what stands below spec, two steps further out.
    private static string Groups(string rule) =>
        string.Join('\n', rule[(rule.IndexOf("\nspec:\n", StringComparison.Ordinal) + "\nspec:\n".Length)..].Split('\n').Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line));

    private static Dictionary<(string Name, int Pod), string> Healthy(string shape)
    {
        var series = new Dictionary<(string, int), string>();
        for (int pod = 0; pod < (shape == "cluster" ? 3 : 2); pod++)
        {
            series[("up", pod)] = $"1x{Scrapes}";
            series[("paymentswitch_lease_held", pod)] = $"{(pod == 0 ? 1 : 0)}x{Scrapes}";
            series[("paymentswitch_lease_epoch", pod)] = $"7x{Scrapes}";
            series[("paymentswitch_journal_last_position", pod)] = $"100+3x{Scrapes}";
            if (pod == 0) series[("paymentswitch_standbys", pod)] = $"{(shape == "cluster" ? 2 : 1)}x{Scrapes}";
            if (pod > 0) series[("paymentswitch_standby_follows", pod)] = $"1x{Scrapes}";
            if (pod > 0) series[("paymentswitch_standby_lag_ms", pod)] = $"8x{Scrapes}";
            if (shape != "cluster") continue;
            series[("paymentswitch_cluster_nodes_up", pod)] = $"3x{Scrapes}";
            series[("paymentswitch_cluster_ledger_lag_ms", pod)] = $"120x{Scrapes}";
        }

        return series;
    }

    private static Dictionary<(string Name, int Pod), string> Changed(Dictionary<(string Name, int Pod), string> series, string changes)
    {
        foreach (string change in changes.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = change.Split('@', '=');
            string name = parts[0] is "*" or "up" ? parts[0] : $"paymentswitch_{parts[0]}";
            (string, int)[] meant = parts[0] == "*" || parts[1] == "*"
                ? [.. series.Keys.Where(key => (name == "*" || key.Name == name) && (parts[1] == "*" || key.Pod == int.Parse(parts[1], CultureInfo.InvariantCulture)))]
                : [(name, int.Parse(parts[1], CultureInfo.InvariantCulture))];
            Assert.NotEmpty(meant);
            foreach ((string, int) key in meant)
            {
                if (parts[2].Length == 0) series.Remove(key);
                else series[key] = parts[2];
            }
        }

        return series;
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory().FullName;

        public string Add(string name, string text)
        {
            string file = Path.Combine(_path, name);
            File.WriteAllText(file, text);
            return file;
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

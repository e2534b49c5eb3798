using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>Who is asked for metrics, and what is an alert: of metrics that the programs have.</summary>
internal static partial class Monitoring
{
    /// <summary>Servers that nobody asks, alerts that can never fire, or that lead nowhere.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        Node[] monitors = [.. overlay.All("ServiceMonitor")], rules = [.. overlay.All("PrometheusRule")];
        if (overlay.Name.StartsWith("prod", StringComparison.Ordinal) && (monitors.Length != 1 || rules.Length < 2)) yield return $"There are {monitors.Length} ServiceMonitors and {rules.Length} PrometheusRules.";
        bool isCluster = overlay.Workloads.Any(workload => Overlay.NameOf(workload) == "payment-switch-cluster");
        HashSet<string> known = isCluster ? [.. OfServer(), .. OfCluster()] : OfServer();
        var names = new HashSet<string>();
        foreach (Node alert in rules.SelectMany(rule => rule["spec", "groups"].Items).SelectMany(group => group["rules"].Items))
        {
            string name = alert["alert"].Text;
            if (!names.Add(name)) yield return $"{name} is there twice.";
            foreach (string metric in Unknown([alert["expr"].Text], known)) yield return $"{name}: no server has the metric '{metric}'.";
            if (alert["labels", "severity"].Text is not ("critical" or "warning" or "info")) yield return $"{name}: how bad it is is not said.";
            if (alert["annotations", "summary"].Text.Length == 0) yield return $"{name}: what it is is not said.";
            if (!alert["annotations", "runbook"].Text.StartsWith("deploy/runbooks/incident.md#", StringComparison.Ordinal)) yield return $"{name}: what to do is not said.";
            // The label that a job is named by is the Service's own.
            foreach (Match job in Job().Matches(alert["expr"].Text))
                if (!monitors.All(monitor => overlay.All("Service").Any(service => monitor["spec", "selector", "matchLabels"].Selects(service["metadata", "labels"]) && service["metadata", "labels", monitor["spec", "jobLabel"].Text].Text == job.Groups[1].Value)))
                    yield return $"{name}: no job is called '{job.Groups[1].Value}'.";
        }

        if (isCluster && rules.Length > 0)
            foreach (string metric in OfCluster().Where(metric => !metric.EndsWith("_under_way", StringComparison.Ordinal) && !rules.Any(rule => Expressions(rule).Any(expression => expression.Contains(metric, StringComparison.Ordinal)))))
                yield return $"Nobody watches {metric}.";
    }

    /// <summary>Metrics that every server with a lease has, a node of a cluster too.</summary>
    public static HashSet<string> OfServer() => Declared("src", "PaymentSwitch.Server", "Standby", "StandbyMetrics.cs");

    /// <summary>Metrics that a node of a cluster has besides.</summary>
    public static HashSet<string> OfCluster() => Declared("src", "PaymentSwitch.Cluster", "ClusterHost.cs");

    /// <summary>Metrics that are asked for and not known.</summary>
    public static string[] Unknown(IEnumerable<string> expressions, HashSet<string> known)
    {
        string[] asked = [.. expressions.SelectMany(expression => Metric().Matches(Labels().Replace(expression, "")).Select(match => match.Value))];
        Assert.NotEmpty(asked);
        // The words that are no function, no label and no keyword; "up" is Prometheus' own.
        return [.. asked.Where(metric => metric is not ("up" or "by" or "or" or "namespace" or "sum" or "max" or "min" or "count") && !known.Contains(metric)).Distinct()];
    }

    /// <summary>What the alerts of a rule ask.</summary>
    public static IEnumerable<string> Expressions(Node rule) => rule["spec", "groups"].Items.SelectMany(group => group["rules"].Items).Select(alert => alert["expr"].Text);

    private static HashSet<string> Declared(params string[] source)
    {
        HashSet<string> found = [.. Declaration().Matches(Repository.Read(source)).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(found);
        return found;
    }

    [GeneratedRegex("\"(paymentswitch_[a-z_]+)\"")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Metric();

    [GeneratedRegex("job=\"([^\"]*)\"")]
    private static partial Regex Job();
}

using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>Probes, services and policies speak of ports and paths that the programs have.</summary>
internal static partial class Ports
{
    /// <summary>Ports and paths that nobody answers at.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        HashSet<string> paths = [.. Route().Matches(Repository.Read("src", "PaymentSwitch.Server", "Standby", "StandbyAnswers.cs")).Select(match => match.Groups[1].Value)];
        string metrics = Route().Match(Repository.Read("src", "PaymentSwitch.Server", "Standby", "StandbyMetrics.cs")).Groups[1].Value;
        foreach (Node workload in overlay.Workloads)
        {
            string called = Overlay.Called(workload);
            foreach (Node container in Overlay.ContainersOf(workload))
                foreach (string kind in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
                {
                    Node probe = container[kind, "httpGet"];
                    if (!probe.IsThere) continue;
                    if (!Has(Overlay.PodOf(workload), probe["port"].Text)) yield return $"{called}, {kind}: no container has the port '{probe["port"].Text}'.";
                    string path = probe["path"].Text;
                    if (!(Overlay.IsSwitch(workload) ? paths.Contains(path) : overlay.All("ConfigMap").Any(map => map["data"].Members.Any(member => member.Value.Text.Contains($"monitor-uri {path}\n", StringComparison.Ordinal)))))
                        yield return $"{called}, {kind}: nobody answers at '{path}'.";
                }

            if (!Overlay.IsSwitch(workload)) continue;
            Node main = Overlay.PodOf(workload)["spec", "containers"].Items.First();
            if (main["livenessProbe", "httpGet", "path"].Text != "/healthz/live" || main["startupProbe", "httpGet", "path"].Text != "/healthz/live") yield return $"{called}: a standby is live and not ready: it would be killed.";
            if (main["readinessProbe", "httpGet", "path"].Text != "/healthz/ready") yield return $"{called}: banks would be sent to a standby.";
            Dictionary<string, string> settings = Settings.Of(overlay, workload).ToDictionary(setting => setting.Key, setting => setting.Value);
            foreach ((string setting, string port) in ((string, string)[])[("Http:Listen", "banks"), ("Operations:Listen", "operators"), ("Cluster:Port", "nodes")])
            {
                string listened = settings.GetValueOrDefault(setting, "");
                string number = main["ports"].Items.FirstOrDefault(item => item["name"].Text == port)?["containerPort"].Text ?? "";
                if (listened[(listened.LastIndexOf(':') + 1)..] != number) yield return $"{called}: {setting} is '{listened}', the port '{port}' is {number}.";
            }

            if (settings.TryGetValue("Cluster:Host", out string? host) && host != $"$(POD_NAME).{workload["spec", "serviceName"].Text}.$(POD_NAMESPACE).svc.cluster.local")
                yield return $"{called}: Cluster:Host is '{host}', which is not how its Service calls a pod.";
        }

        foreach (Node policy in overlay.All("NetworkPolicy"))
            foreach (Node port in policy["spec", "ingress"].Items.SelectMany(rule => rule["ports"].Items))
                if (!overlay.Workloads.Select(Overlay.PodOf).Where(pod => policy["spec", "podSelector", "matchLabels"].Selects(pod["metadata", "labels"])).All(pod => Has(pod, port["port"].Text)))
                    yield return $"{Overlay.Called(policy)}: no container has the port {port["port"].Text}.";
        foreach (Node endpoint in overlay.All("ServiceMonitor").SelectMany(monitor => monitor["spec", "endpoints"].Items))
            if (endpoint["path"].Text != metrics) yield return $"ServiceMonitor: the metrics are at {metrics}, not at '{endpoint["path"].Text}'.";
    }

    /// <summary>Whether a pod has a port of this name or number.</summary>
    public static bool Has(Node pod, string port) =>
        pod["spec", "containers"].Items.Concat(pod["spec", "initContainers"].Items).SelectMany(container => container["ports"].Items).Any(item => item["name"].Text == port || item["containerPort"].Text == port);

    [GeneratedRegex("""MapGet\("(/[a-z/]+)""")]
    private static partial Regex Route();
}

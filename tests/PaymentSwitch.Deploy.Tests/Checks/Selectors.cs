namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>What selects by labels selects something.</summary>
internal static class Selectors
{
    /// <summary>Selectors that select nothing, or not what they should.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        Node[] pods = [.. overlay.Workloads.Select(Overlay.PodOf)];
        foreach (Node workload in overlay.Workloads)
        {
            Node labels = Overlay.PodOf(workload)["metadata", "labels"];
            if (!workload["spec", "selector", "matchLabels"].Selects(labels)) yield return $"{Overlay.Called(workload)}: its selector is not what its pods are labelled with.";
            Node spec = Overlay.PodOf(workload)["spec"];
            foreach (Node term in spec["topologySpreadConstraints"].Items.Concat(spec["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"].Items))
                if (!term["labelSelector", "matchLabels"].IsThere || !term["labelSelector", "matchLabels"].Selects(labels)) yield return $"{Overlay.Called(workload)}: it is spread over pods that are not its own.";
        }

        foreach (Node service in overlay.All("Service"))
        {
            Node[] selected = [.. pods.Where(pod => service["spec", "selector"].Selects(pod["metadata", "labels"]))];
            if (selected.Length != 1) yield return $"{Overlay.Called(service)}: it selects {selected.Length} workloads, not one.";
            foreach (Node port in service["spec", "ports"].Items)
                if (!selected.All(pod => Ports.Has(pod, port["targetPort"].Text))) yield return $"{Overlay.Called(service)}: no container has the port '{port["targetPort"].Text}'.";
        }

        foreach (Node item in overlay.All("PodDisruptionBudget"))
            if (!item["spec", "selector", "matchLabels"].IsThere || !Any(item["spec", "selector", "matchLabels"])) yield return $"{Overlay.Called(item)}: it selects no pod.";
        foreach (Node policy in overlay.All("NetworkPolicy"))
        {
            if (!Any(policy["spec", "podSelector", "matchLabels"])) yield return $"{Overlay.Called(policy)}: it selects no pod.";
            foreach (Node peer in policy["spec", "ingress"].Items.SelectMany(rule => rule["from"].Items).Concat(policy["spec", "egress"].Items.SelectMany(rule => rule["to"].Items)))
                if (peer["podSelector"].IsThere && !peer["namespaceSelector"].IsThere && !Any(peer["podSelector", "matchLabels"])) yield return $"{Overlay.Called(policy)}: it lets pods through that are not there.";
            foreach (string type in policy["spec", "policyTypes"].Items.Select(type => type.Text))
                if (type is not ("Ingress" or "Egress")) yield return $"{Overlay.Called(policy)}: '{type}' is no type of a policy.";
        }

        if (!overlay.All("NetworkPolicy").Any(policy => !policy["spec", "podSelector"].Members.Any() && !policy["spec", "ingress"].IsThere && !policy["spec", "egress"].IsThere && policy["spec", "policyTypes"].Items.Count() == 2))
            yield return "Nothing is denied where no policy allows it.";
        foreach (Node monitor in overlay.All("ServiceMonitor"))
            foreach (Node endpoint in monitor["spec", "endpoints"].Items)
                if (!overlay.All("Service").Any(service => monitor["spec", "selector", "matchLabels"].Selects(service["metadata", "labels"]) && service["spec", "ports"].Items.Any(port => port["name"].Text == endpoint["port"].Text)))
                    yield return $"{Overlay.Called(monitor)}: it selects no Service with the port '{endpoint["port"].Text}'.";

        bool Any(Node selector) => pods.Any(pod => selector.Selects(pod["metadata", "labels"]));
    }
}

using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>What names something names something that is there.</summary>
internal static partial class References
{
    /// <summary>Names that lead nowhere.</summary>
    public static IEnumerable<string> Find(Overlay overlay) => Pods(overlay).Concat(Mounted(overlay)).Concat(Others(overlay)).Concat(Hosts(overlay));

    private static IEnumerable<string> Pods(Overlay overlay)
    {
        foreach (Node workload in overlay.Workloads)
        {
            string called = Overlay.Called(workload);
            Node spec = Overlay.PodOf(workload)["spec"];
            if (!Has("ServiceAccount", spec["serviceAccountName"].Text)) yield return $"{called}: there is no ServiceAccount '{spec["serviceAccountName"].Text}'.";
            if (spec["priorityClassName"].IsThere && !Has("PriorityClass", spec["priorityClassName"].Text)) yield return $"{called}: there is no PriorityClass '{spec["priorityClassName"].Text}'.";
            if (workload["kind"].Text == "StatefulSet" && !Has("Service", workload["spec", "serviceName"].Text)) yield return $"{called}: there is no Service '{workload["spec", "serviceName"].Text}'.";
            foreach (Node volume in spec["volumes"].Items)
            {
                string name = volume["name"].Text;
                if (volume["configMap"].IsThere && overlay.ConfigKeys(volume["configMap", "name"].Text) is null) yield return $"{called}, volume {name}: there is no ConfigMap '{volume["configMap", "name"].Text}'.";
                if (volume["secret"].IsThere && overlay.SecretKeys(volume["secret", "secretName"].Text) is null) yield return $"{called}, volume {name}: nobody makes the Secret '{volume["secret", "secretName"].Text}'.";
                if (volume["persistentVolumeClaim"].IsThere && !Has("PersistentVolumeClaim", volume["persistentVolumeClaim", "claimName"].Text)) yield return $"{called}, volume {name}: there is no claim '{volume["persistentVolumeClaim", "claimName"].Text}'.";
            }

            string[] volumes = [.. spec["volumes"].Items.Select(volume => volume["name"].Text), .. workload["spec", "volumeClaimTemplates"].Items.Select(Overlay.NameOf)];
            foreach (Node container in Overlay.ContainersOf(workload))
            {
                foreach (Node mount in container["volumeMounts"].Items)
                    if (!volumes.Contains(mount["name"].Text)) yield return $"{called}, {container["name"].Text}: there is no volume '{mount["name"].Text}'.";
                foreach (Node source in container["envFrom"].Items)
                {
                    if (source["configMapRef"].IsThere && overlay.ConfigKeys(source["configMapRef", "name"].Text) is null) yield return $"{called}: there is no ConfigMap '{source["configMapRef", "name"].Text}'.";
                    if (source["secretRef"].IsThere && overlay.SecretKeys(source["secretRef", "name"].Text) is null) yield return $"{called}: nobody makes the Secret '{source["secretRef", "name"].Text}'.";
                }
            }
        }

        bool Has(string kind, string name) => overlay.Find(kind, name).IsThere;
    }

    // A file that a setting or an argument names, below a folder that is mounted from a Secret or a ConfigMap, is one of its keys.
    private static IEnumerable<string> Mounted(Overlay overlay)
    {
        foreach (Node workload in overlay.Workloads)
        {
            Node container = Overlay.PodOf(workload)["spec", "containers"].Items.First();
            var keys = new Dictionary<string, IReadOnlyList<string>>();
            foreach (Node mount in container["volumeMounts"].Items)
            {
                Node volume = Overlay.PodOf(workload)["spec", "volumes"].Items.FirstOrDefault(volume => volume["name"].Text == mount["name"].Text) ?? Node.None;
                IReadOnlyList<string>? found = volume["secret"].IsThere ? overlay.SecretKeys(volume["secret", "secretName"].Text) : volume["configMap"].IsThere ? overlay.ConfigKeys(volume["configMap", "name"].Text) : null;
                if (found is not null) keys[mount["mountPath"].Text] = found;
            }

            string[] mounts = [.. container["volumeMounts"].Items.Select(mount => mount["mountPath"].Text)];
            IEnumerable<string> texts = [.. Settings.Of(overlay, workload).Select(setting => setting.Value), .. container["args"].Items.Select(argument => argument.Text), .. container["env"].Items.Select(variable => variable["value"].Text)];
            foreach (string file in texts.SelectMany(text => FilePath().Matches(text).Select(match => match.Value)).Distinct())
            {
                string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
                if (keys.TryGetValue(folder, out IReadOnlyList<string>? known) ? !known.Contains(Path.GetFileName(file)) : !mounts.Any(mount => file == mount || file.StartsWith(mount + "/", StringComparison.Ordinal)))
                    yield return $"{Overlay.Called(workload)}: {file} is named, and nothing puts it there.";
            }
        }
    }

    private static IEnumerable<string> Others(Overlay overlay)
    {
        foreach (Node external in overlay.All("ExternalSecret"))
            if (!overlay.Find("SecretStore", external["spec", "secretStoreRef", "name"].Text).IsThere) yield return $"{Overlay.Called(external)}: there is no SecretStore '{external["spec", "secretStoreRef", "name"].Text}'.";
        foreach (Node scaled in overlay.All("ScaledObject"))
            foreach (Node trigger in scaled["spec", "triggers"].Items.Where(trigger => trigger["authenticationRef"].IsThere))
                if (!overlay.Find("TriggerAuthentication", trigger["authenticationRef", "name"].Text).IsThere) yield return $"{Overlay.Called(scaled)}: there is no TriggerAuthentication '{trigger["authenticationRef", "name"].Text}'.";
        foreach (Node item in overlay.All("TriggerAuthentication").SelectMany(proof => proof["spec", "secretTargetRef"].Items))
            if (overlay.SecretKeys(item["name"].Text)?.Contains(item["key"].Text) != true) yield return $"TriggerAuthentication: nobody makes {item["name"].Text}/{item["key"].Text}.";
        foreach (Node scaled in overlay.All("HorizontalPodAutoscaler", "ScaledObject"))
        {
            Node target = scaled["spec", "scaleTargetRef"];
            Node found = overlay.Find(target["kind"].Text, target["name"].Text);
            if (!found.IsThere) yield return $"{Overlay.Called(scaled)}: there is no {target["kind"].Text} '{target["name"].Text}'.";
            foreach (string container in scaled["spec", "metrics"].Items.Select(metric => metric["containerResource", "container"].Text).Concat(scaled["spec", "triggers"].Items.Select(trigger => trigger["metadata", "containerName"].Text)).Where(name => name.Length > 0))
                if (found.IsThere && !Overlay.ContainersOf(found).Any(known => known["name"].Text == container)) yield return $"{Overlay.Called(scaled)}: {target["name"].Text} has no container '{container}'.";
        }

        foreach (string name in overlay.Workloads.SelectMany(workload => workload["spec", "volumeClaimTemplates"].Items).Concat(overlay.All("PersistentVolumeClaim")).Select(claim => claim["spec", "storageClassName"].Text).Where(name => name.Length > 0).Distinct())
            if (!overlay.Find("StorageClass", name).IsThere) yield return $"There is no StorageClass '{name}'.";
    }

    // Services that are named in settings, addresses and a proxy's configuration.
    private static IEnumerable<string> Hosts(Overlay overlay)
    {
        foreach (Match host in ServiceHost().Matches(overlay.Text))
        {
            Node service = overlay.Find("Service", host.Groups["service"].Value);
            if (!service.IsThere) yield return $"{host.Value}: there is no such Service.";
            else if (host.Groups["port"].Success && !service["spec", "ports"].Items.Any(port => port["port"].Text == host.Groups["port"].Value)) yield return $"{host.Value}: the Service has no such port.";
        }

        foreach (Node workload in overlay.Workloads.Where(Overlay.IsSwitch))
        {
            string database = Settings.Of(overlay, workload).FirstOrDefault(setting => setting.Key == "Storage:Postgres:ConnectionString").Value ?? "";
            string host = HostOf().Match(database).Groups[1].Value;
            if (host.Length == 0) yield return $"{Overlay.Called(workload)}: no database is named.";
            else if (!host.Contains('.', StringComparison.Ordinal) && !overlay.Find("Service", host).IsThere) yield return $"{Overlay.Called(workload)}: there is no Service '{host}' for the database.";
        }
    }

    [GeneratedRegex(@"/etc/[A-Za-z0-9_./-]+|/var/lib/[A-Za-z0-9_./-]+")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"(?<service>[a-z0-9-]+)\.[a-z0-9-]+\.svc\.cluster\.local(:(?<port>\d+))?")]
    private static partial Regex ServiceHost();

    [GeneratedRegex("Host=([^;]+)")]
    private static partial Regex HostOf();
}

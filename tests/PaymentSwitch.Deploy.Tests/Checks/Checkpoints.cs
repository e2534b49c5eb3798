namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>Checkpoints are written to a volume of their own, and in production a container beside the server copies them into a bucket.</summary>
internal static class Checkpoints
{
    /// <summary>What would lose them, or keep them where the server alone has them.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        foreach (Node workload in overlay.Workloads.Where(Overlay.IsSwitch))
        {
            string called = Overlay.Called(workload);
            Node spec = Overlay.PodOf(workload)["spec"];
            Dictionary<string, string> settings = Settings.Of(overlay, workload).ToDictionary(setting => setting.Key, setting => setting.Value);
            if (settings.GetValueOrDefault("Checkpoints:Enabled", "true") != "true") yield return $"{called}: it makes no checkpoints.";
            string folder = settings.GetValueOrDefault("Checkpoints:Folder", "");
            Node[] mounts = [.. spec["containers"].Items.First()["volumeMounts"].Items];
            string volume = mounts.FirstOrDefault(mount => mount["mountPath"].Text == folder)?["name"].Text ?? "";
            if (volume.Length == 0)
            {
                yield return $"{called}: no volume is mounted at Checkpoints:Folder, '{folder}'.";
                continue;
            }

            if (!workload["spec", "volumeClaimTemplates"].Items.Any(claim => Overlay.NameOf(claim) == volume)) yield return $"{called}: checkpoints are on '{volume}', which does not outlive the pod.";
            if (mounts.Count(mount => mount["name"].Text == volume) > 1) yield return $"{called}: checkpoints are on '{volume}', which has other things too.";
            Node[] copiers = [.. spec["initContainers"].Items.Where(container => container["volumeMounts"].Items.Any(mount => mount["name"].Text == volume))];
            if (copiers.Length == 0 && overlay.Name.StartsWith("prod", StringComparison.Ordinal)) yield return $"{called}: nothing copies checkpoints elsewhere.";
            foreach (string wrong in copiers.SelectMany(copier => Copier(overlay, spec, copier, volume))) yield return $"{called}, {wrong}";
        }
    }

    private static IEnumerable<string> Copier(Overlay overlay, Node spec, Node copier, string volume)
    {
        string name = copier["name"].Text;
        if (copier["restartPolicy"].Text != "Always") yield return $"{name}: it runs before the server, not beside it.";
        string[] passing = [.. spec["volumes"].Items.Where(item => item["emptyDir"].IsThere).Select(item => item["name"].Text)];
        foreach (Node mount in copier["volumeMounts"].Items)
        {
            if (mount["name"].Text != volume && !passing.Contains(mount["name"].Text)) yield return $"{name}: it sees '{mount["name"].Text}', which is none of its business.";
            if (mount["name"].Text != volume) continue;
            if (mount["readOnly"].Text != "true") yield return $"{name}: it may change checkpoints.";
            // Two nodes may sign the same size one after the other, each with its own key: one would stand in the other one's place.
            if (!copier["args"].Items.Any(argument => argument.Text.Contains($"s3 sync {mount["mountPath"].Text} \"s3://$BUCKET/$POD_NAMESPACE/$POD_NAME/\"", StringComparison.Ordinal)))
                yield return $"{name}: it does not copy {mount["mountPath"].Text} to a place of the pod's own.";
        }

        string[] variables =
        [
            .. copier["env"].Items.Select(variable => variable["name"].Text),
            .. copier["envFrom"].Items.SelectMany(source => overlay.ConfigKeys(source["configMapRef", "name"].Text) ?? []),
        ];
        foreach (string needed in (string[])["BUCKET", "AWS_REGION", "POD_NAME", "POD_NAMESPACE"])
            if (!variables.Contains(needed)) yield return $"{name}: nobody tells it {needed}.";
        if (!overlay.All("NetworkPolicy").Any(policy => policy["spec", "egress"].Items.Any(rule => rule["ports"].Items.Any(port => port["port"].Text == "443"))))
            yield return $"{name}: no policy lets it reach the bucket.";
    }
}

using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>What a pod may do is as little as it needs, and what it runs is known.</summary>
internal static partial class Hardening
{
    /// <summary>What is allowed that need not be, or left open that must not be.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        foreach (Node workload in overlay.Workloads)
        {
            string called = Overlay.Called(workload);
            Node spec = Overlay.PodOf(workload)["spec"];
            if (spec["automountServiceAccountToken"].Text != "false") yield return $"{called}: it has a token for the Kubernetes API.";
            // Kubernetes would put variables of all services into the environment, some of which the switch would take for settings.
            if (spec["enableServiceLinks"].Text != "false") yield return $"{called}: enableServiceLinks is not false.";
            if (spec["securityContext", "runAsNonRoot"].Text != "true" || spec["securityContext", "runAsUser"].Text is "" or "0") yield return $"{called}: it may run as root.";
            if (spec["securityContext", "seccompProfile", "type"].Text != "RuntimeDefault") yield return $"{called}: it has no seccomp profile.";
            foreach (string open in (string[])["hostNetwork", "hostPID", "hostIPC"])
                if (spec[open].Text == "true") yield return $"{called}: it has {open}.";
            if (spec["volumes"].Items.Any(volume => volume["hostPath"].IsThere)) yield return $"{called}: it has a folder of the node.";
            if (Overlay.IsSwitch(workload) && spec["securityContext", "fsGroupChangePolicy"].Text != "OnRootMismatch") yield return $"{called}: each mount would open the key for checkpoints to the group.";
            foreach (Node container in Overlay.ContainersOf(workload))
            {
                string name = $"{called}, {container["name"].Text}";
                Node context = container["securityContext"];
                if (context["allowPrivilegeEscalation"].Text != "false") yield return $"{name}: it may gain privileges.";
                if (context["readOnlyRootFilesystem"].Text != "true") yield return $"{name}: its root file system can be written.";
                if (!context["capabilities", "drop"].Items.Any(item => item.Text == "ALL") || context["capabilities", "add"].IsThere) yield return $"{name}: it keeps capabilities.";
                if (context["privileged"].Text == "true" || context["runAsUser"].Text == "0") yield return $"{name}: it is root.";
                if (!Pinned().IsMatch(container["image"].Text)) yield return $"{name}: its image '{container["image"].Text}' is not pinned.";
                foreach (string resource in (string[])["cpu", "memory"])
                    if (!container["resources", "requests", resource].IsThere) yield return $"{name}: it requests no {resource}.";
                if (container["resources", "limits", "memory"].Text != container["resources", "requests", "memory"].Text) yield return $"{name}: its memory is not bounded by what it requests.";
                if (Overlay.IsSwitch(workload) && container["resources", "limits", "cpu"].IsThere) yield return $"{name}: throttling may pause it for longer than its lease.";
            }
        }

        foreach (Node account in overlay.All("ServiceAccount"))
            if (account["automountServiceAccountToken"].Text != "false") yield return $"{Overlay.Called(account)}: its token is mounted.";
        foreach (Node service in overlay.All("Service"))
            if (Overlay.NameOf(service).StartsWith("paymentswitch", StringComparison.Ordinal)) yield return $"{Overlay.Called(service)}: Kubernetes would make PAYMENTSWITCH_ variables of its name.";
        string[] namespaces = [.. overlay.Objects.Select(item => item["metadata", "namespace"].Text).Where(name => name.Length > 0).Distinct()];
        if (namespaces.Length > 1) yield return $"Objects stand in the namespaces {string.Join(", ", namespaces)}; expected one.";
        if (!overlay.All("Namespace").Any(item => item["metadata", "labels", "pod-security.kubernetes.io/enforce"].Text == "restricted")) yield return "The namespace does not enforce the restricted standard.";
        if (overlay.Name.StartsWith("prod", StringComparison.Ordinal) && overlay.All("Secret").Any()) yield return "A secret stands in the repository.";
    }

    [GeneratedRegex(@"^[^:@]+(:(?!latest)[^:@]*\d+\.\d+[^:@]*|(:[^:@]+)?@sha256:[0-9a-f]{64})$")]
    private static partial Regex Pinned();
}

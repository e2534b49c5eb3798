using PaymentSwitch.Deploy.Tests.Checks;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>The checks find mistakes: each case is a good overlay with one mistake in it, and a word of what must be told.</summary>
public sealed class SpoiltOverlayTests
{
    [Theory]
    [InlineData("claimName: payment-switch-party-keys", "claimName: party-keys", "no claim 'party-keys'")]
    [InlineData("serviceAccountName: payment-switch\n", "serviceAccountName: switch\n", "no ServiceAccount")]
    [InlineData("serviceName: payment-switch-pods", "serviceName: pods", "no Service 'pods'")]
    [InlineData("secretName: payment-switch-key-encryption", "secretName: key-encryption", "nobody makes the Secret")]
    [InlineData("secretKey: password", "secretKey: passwort", "/etc/payment-switch/database/password is named")]
    [InlineData("storageClassName: payment-switch-shared", "storageClassName: shared", "no StorageClass 'shared'")]
    [InlineData("mountPath: /var/lib/payment-switch-keys", "mountPath: /var/lib/keys", "/var/lib/payment-switch-keys/party-keys.txt is named")]
    [InlineData("payment-switch-pods.payment-switch.svc.cluster.local", "pods.payment-switch.svc.cluster.local", "no such Service")]
    [InlineData("priorityClassName: payment-switch", "priorityClassName: high", "no PriorityClass")]
    [InlineData("kind: SecretStore\n    name: payment-switch", "kind: SecretStore\n    name: other", "no SecretStore")]
    public void A_name_that_leads_nowhere(string from, string to, string told) => Finds(References.Find(Spoilt("prod/embedded", from, to)), told);

    [Theory]
    [InlineData("kind: StatefulSet\n    name: payment-switch-cluster", "kind: StatefulSet\n    name: payment-switch", "no StatefulSet 'payment-switch'")]
    [InlineData("key: token\n", "key: tocken\n", "nobody makes")]
    [InlineData("containerName: switch", "containerName: server", "no container 'server'")]
    [InlineData("authenticationRef:\n      name: payment-switch-scaler", "authenticationRef:\n      name: scaler", "no TriggerAuthentication")]
    public void A_scaler_that_scales_nothing(string from, string to, string told) => Finds(References.Find(Spoilt("prod/cluster-keda", from, to)), told);

    [Theory]
    [InlineData("app.kubernetes.io/component: embedded\n        app.kubernetes.io/name: payment-switch", "app.kubernetes.io/name: switch", "its selector is not")]
    [InlineData("  selector:\n    app.kubernetes.io/name: payment-switch-edge", "  selector:\n    app.kubernetes.io/name: edge", "selects 0 workloads")]
    [InlineData("targetPort: operators", "targetPort: operator", "no container has the port 'operator'")]
    [InlineData("podSelector: {}\n  policyTypes:\n  - Ingress\n  - Egress", "podSelector: {}\n  policyTypes:\n  - Ingress", "Nothing is denied")]
    [InlineData("- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: payment-switch-edge", "- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: edge", "pods through that are not there")]
    [InlineData("minAvailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: payment-switch\n", "minAvailable: 1\n", "selects no pod")]
    [InlineData("      app.kubernetes.io/component: pods", "      app.kubernetes.io/component: pod", "it selects no Service")]
    public void A_selector_that_selects_nothing(string from, string to, string told) => Finds(Selectors.Find(Spoilt("prod/embedded", from, to)), told);

    [Theory]
    [InlineData("path: /healthz/ready", "path: /healthz/live", "sent to a standby")]
    [InlineData("path: /healthz/live", "path: /healthz/ready", "it would be killed")]
    [InlineData("path: /healthz/ready", "path: /ready", "nobody answers at '/ready'")]
    [InlineData("path: /edge/health", "path: /health", "nobody answers at '/health'")]
    [InlineData("http://0.0.0.0:8081", "http://0.0.0.0:9081", "Operations:Listen")]
    [InlineData("containerPort: 8080", "containerPort: 80", "Http:Listen")]
    [InlineData("path: /metrics", "path: /metric", "the metrics are at /metrics")]
    public void A_port_or_a_path_that_is_wrong(string from, string to, string told) => Finds(Ports.Find(Spoilt("prod/embedded", from, to)), told);

    [Theory]
    [InlineData("\"Port\": 4053", "\"Port\": 4054", "Cluster:Port")]
    [InlineData("port: 4053\n      protocol: TCP\n  podSelector", "port: 4054\n      protocol: TCP\n  podSelector", "no container has the port 4054")]
    [InlineData("$(POD_NAME).payment-switch-cluster", "$(POD_NAME).cluster", "Cluster:Host")]
    public void A_node_that_cannot_be_reached(string from, string to, string told) => Finds(Ports.Find(Spoilt("prod/cluster", from, to)), told);

    [Theory]
    [InlineData("PAYMENTSWITCH_Scheme__SwitchBic", "PAYMENTSWITCH_Scheme__Bic", "Scheme:Bic is no setting")]
    [InlineData("\"DataFolder\":", "\"DataFolders\":", "DataFolders is no setting")]
    [InlineData("PAYMENTSWITCH_Scheme__Profile: sct-inst", "PAYMENTSWITCH_Scheme__Profile: sct", "Scheme:Profile: found 'sct'")]
    [InlineData("ReconnectWithinMs\": 120000", "ReconnectWithinMs\": 1200000", "ReconnectWithinMs")]
    [InlineData("Mode=VerifyFull", "Mode=VerifyAll", "no connection string")]
    [InlineData("--Settings=", "--File=", "with its banks")]
    public void A_setting_that_the_server_does_not_take(string from, string to, string told) => Finds(Settings.Find(Spoilt("prod/embedded", from, to)), told);

    [Theory]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "as root")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "can be written")]
    [InlineData("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "gain privileges")]
    [InlineData("- ALL\n", "- NET_RAW\n", "keeps capabilities")]
    [InlineData("RuntimeDefault", "Unconfined", "seccomp")]
    [InlineData("automountServiceAccountToken: false\nkind: ServiceAccount", "kind: ServiceAccount", "its token is mounted")]
    [InlineData("enableServiceLinks: false", "enableServiceLinks: true", "enableServiceLinks")]
    [InlineData("fsGroupChangePolicy: OnRootMismatch", "fsGroupChangePolicy: Always", "key for checkpoints")]
    [InlineData("payment-switch/server:0.1.0", "payment-switch/server:latest", "not pinned")]
    [InlineData("payment-switch/server:0.1.0", "payment-switch/server", "not pinned")]
    [InlineData("requests:\n            cpu: \"4\"", "requests:\n            gpu: \"4\"", "requests no cpu")]
    [InlineData("limits:\n            memory: 52Gi", "limits:\n            memory: 64Gi", "not bounded")]
    [InlineData("limits:\n            memory: 52Gi", "limits:\n            cpu: \"4\"\n            memory: 52Gi", "throttling")]
    [InlineData("name: payment-switch-banks", "name: paymentswitch-banks", "PAYMENTSWITCH_ variables")]
    [InlineData("pod-security.kubernetes.io/enforce: restricted", "pod-security.kubernetes.io/enforce: baseline", "restricted standard")]
    [InlineData("kind: ExternalSecret", "kind: Secret", "A secret stands in the repository")]
    public void A_pod_that_may_do_too_much(string from, string to, string told) => Finds(Hardening.Find(Spoilt("prod/embedded", from, to)), told);

    private static Overlay Spoilt(string overlay, string from, string to)
    {
        Repository.Need();
        Tool.Kubectl.Need();
        return Overlay.Of(overlay).With(from, to);
    }

    private static void Finds(IEnumerable<string> findings, string told) => Assert.Contains(findings, finding => finding.Contains(told, StringComparison.Ordinal));
}

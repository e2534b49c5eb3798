using PaymentSwitch.Deploy.Tests.Checks;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>The checks find mistakes: each case is a good overlay with one mistake in it, and a word of what must be told.</summary>
public sealed class SpoiltOverlayTests
{
    [Fact]
    public void A_name_that_leads_nowhere() => Each("prod/embedded", References.Find,
    [
        ("claimName: payment-switch-party-keys", "claimName: party-keys", "no claim 'party-keys'"),
        ("serviceAccountName: payment-switch\n", "serviceAccountName: switch\n", "no ServiceAccount"),
        ("serviceName: payment-switch-pods", "serviceName: pods", "no Service 'pods'"),
        ("secretName: payment-switch-key-encryption", "secretName: key-encryption", "nobody makes the Secret"),
        ("secretKey: password", "secretKey: passwort", "/etc/payment-switch/database/password is named"),
        ("storageClassName: payment-switch-shared", "storageClassName: shared", "no StorageClass 'shared'"),
        ("mountPath: /var/lib/payment-switch-keys", "mountPath: /var/lib/keys", "/var/lib/payment-switch-keys/party-keys.txt is named"),
        ("payment-switch-pods.payment-switch.svc.cluster.local", "pods.payment-switch.svc.cluster.local", "no such Service"),
        ("secretRef:\n            name: payment-switch-tokens", "secretRef:\n            name: tokens", "nobody makes the Secret 'tokens'"),
        ("kind: ConfigMap", "kind: Configuration", "there is no ConfigMap"),
        ("- mountPath: /tmp\n          name: tmp", "- mountPath: /tmp\n          name: temp", "there is no volume 'temp'"),
        ("Host=payment-switch-prod-0", "Hosts=payment-switch-prod-0", "no database is named"),
        ("priorityClassName: payment-switch", "priorityClassName: high", "no PriorityClass"),
        ("kind: SecretStore\n    name: payment-switch", "kind: SecretStore\n    name: other", "no SecretStore"),
    ]);

    [Fact]
    public void A_scaler_that_scales_nothing() => Each("prod/cluster-keda", References.Find,
    [
        ("kind: StatefulSet\n    name: payment-switch-cluster", "kind: StatefulSet\n    name: payment-switch", "no StatefulSet 'payment-switch'"),
        ("key: token\n", "key: tocken\n", "nobody makes"),
        ("containerName: switch", "containerName: server", "no container 'server'"),
        ("authenticationRef:\n      name: payment-switch-scaler", "authenticationRef:\n      name: scaler", "no TriggerAuthentication"),
    ]);

    [Fact]
    public void A_selector_that_selects_nothing() => Each("prod/embedded", Selectors.Find,
    [
        ("app.kubernetes.io/component: embedded\n        app.kubernetes.io/name: payment-switch", "app.kubernetes.io/name: switch", "its selector is not"),
        ("  selector:\n    app.kubernetes.io/name: payment-switch-edge", "  selector:\n    app.kubernetes.io/name: edge", "selects 0 workloads"),
        ("targetPort: operators", "targetPort: operator", "no container has the port 'operator'"),
        ("podSelector: {}\n  policyTypes:\n  - Ingress\n  - Egress", "podSelector: {}\n  policyTypes:\n  - Ingress", "Nothing is denied"),
        ("- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: payment-switch-edge", "- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: edge", "pods through that are not there"),
        ("minAvailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: payment-switch\n", "minAvailable: 1\n", "selects no pod"),
        ("      app.kubernetes.io/component: pods", "      app.kubernetes.io/component: pod", "it selects no Service"),
    ]);

    [Fact]
    public void A_port_or_a_path_that_is_wrong() => Each("prod/embedded", Ports.Find,
    [
        ("path: /healthz/ready", "path: /healthz/live", "sent to a standby"),
        ("path: /healthz/live", "path: /healthz/ready", "it would be killed"),
        ("path: /healthz/ready", "path: /ready", "nobody answers at '/ready'"),
        ("path: /edge/health", "path: /health", "nobody answers at '/health'"),
        ("http://0.0.0.0:8081", "http://0.0.0.0:9081", "Operations:Listen"),
        ("containerPort: 8080", "containerPort: 80", "Http:Listen"),
        ("path: /metrics", "path: /metric", "the metrics are at /metrics"),
    ]);

    [Fact]
    public void A_node_that_cannot_be_reached() => Each("prod/cluster", Ports.Find,
    [
        ("\"Port\": 4053", "\"Port\": 4054", "Cluster:Port"),
        ("port: 4053\n      protocol: TCP\n  podSelector", "port: 4054\n      protocol: TCP\n  podSelector", "no container has the port 4054"),
        ("$(POD_NAME).payment-switch-cluster", "$(POD_NAME).cluster", "Cluster:Host"),
    ]);

    [Fact]
    public void A_setting_that_the_server_does_not_take() => Each("prod/embedded", Settings.Find,
    [
        ("PAYMENTSWITCH_Scheme__SwitchBic", "PAYMENTSWITCH_Scheme__Bic", "Scheme:Bic is no setting"),
        ("\"DataFolder\":", "\"DataFolders\":", "DataFolders is no setting"),
        ("PAYMENTSWITCH_Scheme__Profile: sct-inst", "PAYMENTSWITCH_Scheme__Profile: sct", "Scheme:Profile: found 'sct'"),
        ("ReconnectWithinMs\": 120000", "ReconnectWithinMs\": 1200000", "ReconnectWithinMs"),
        ("Mode=VerifyFull", "Mode=VerifyAll", "no connection string"),
        ("--Settings=", "--File=", "with its banks"),
    ]);

    [Fact]
    public void A_pod_that_may_do_too_much() => Each("prod/embedded", Hardening.Find,
    [
        ("runAsNonRoot: true", "runAsNonRoot: false", "as root"),
        ("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "can be written"),
        ("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "gain privileges"),
        ("- ALL\n", "- NET_RAW\n", "keeps capabilities"),
        ("RuntimeDefault", "Unconfined", "seccomp"),
        ("automountServiceAccountToken: false\nkind: ServiceAccount", "kind: ServiceAccount", "its token is mounted"),
        ("enableServiceLinks: false", "enableServiceLinks: true", "enableServiceLinks"),
        ("fsGroupChangePolicy: OnRootMismatch", "fsGroupChangePolicy: Always", "key for checkpoints"),
        ("payment-switch/server:0.1.0", "payment-switch/server:latest", "not pinned"),
        ("payment-switch/server:0.1.0", "payment-switch/server", "not pinned"),
        ("requests:\n            cpu: \"4\"", "requests:\n            gpu: \"4\"", "requests no cpu"),
        ("limits:\n            memory: 52Gi", "limits:\n            memory: 64Gi", "not bounded"),
        ("limits:\n            memory: 52Gi", "limits:\n            cpu: \"4\"\n            memory: 52Gi", "throttling"),
        ("name: payment-switch-banks", "name: paymentswitch-banks", "PAYMENTSWITCH_ variables"),
        ("pod-security.kubernetes.io/enforce: restricted", "pod-security.kubernetes.io/enforce: baseline", "restricted standard"),
        ("kind: ExternalSecret", "kind: Secret", "A secret stands in the repository"),
    ]);

    [Theory]
    [InlineData("prod/embedded")]
    [InlineData("prod/cluster")]
    public void Checkpoints_that_would_be_lost(string overlay) => Each(overlay, Checkpoints.Find,
    [
        ("\"Checkpoints\": { \"Folder\"", "\"Checkpoints\": { \"Enabled\": false, \"Folder\"", "it makes no checkpoints"),
        ("/var/lib/payment-switch-checkpoints\" }", "/var/lib/payment-switch/checkpoints\" }", "no volume is mounted at Checkpoints:Folder"),
        ("mountPath: /var/lib/payment-switch-checkpoints\n          name: checkpoints", "mountPath: /var/lib/payment-switch-checkpoints\n          name: tmp", "does not outlive the pod"),
        ("mountPath: /var/lib/payment-switch\n          name: data", "mountPath: /var/lib/payment-switch\n          name: checkpoints", "which has other things too"),
        ("mountPath: /checkpoints\n          name: checkpoints", "mountPath: /checkpoints\n          name: data", "nothing copies checkpoints elsewhere"),
        ("mountPath: /tmp\n          name: copier-tmp", "mountPath: /tmp\n          name: party-keys", "none of its business"),
        ("name: checkpoints\n          readOnly: true", "name: checkpoints", "it may change checkpoints"),
        ("restartPolicy: Always", "terminationMessagePath: /tmp/end", "before the server"),
        ("s3 sync /checkpoints", "s3 sync /checkpoint", "it does not copy /checkpoints"),
        ("$POD_NAMESPACE/$POD_NAME/", "$POD_NAMESPACE/", "to a place of the pod's own"),
        ("  BUCKET: ", "  BUCKETS: ", "nobody tells it BUCKET"),
        ("port: 443\n      protocol: TCP", "port: 444\n      protocol: TCP", "no policy lets it reach the bucket"),
    ]);

    [Fact]
    public void Alerts_that_cannot_fire() => Each("prod/cluster", Monitoring.Find,
    [
        ("kind: ServiceMonitor", "kind: PodMonitor", "0 ServiceMonitors"),
        ("kind: PrometheusRule", "kind: Rule", "0 PrometheusRules"),
        ("(paymentswitch_cluster_ledger_lag_ms) > 3000", "(paymentswitch_cluster_ledger_lag) > 3000", "no server has the metric 'paymentswitch_cluster_ledger_lag'"),
        ("paymentswitch_cluster_ledger_lag_ms", "paymentswitch_standby_lag_ms", "Nobody watches paymentswitch_cluster_ledger_lag_ms"),
        ("up{job=\"payment-switch\"} == 0", "up{job=\"payment-switch-cluster\"} == 0", "no job is called 'payment-switch-cluster'"),
        ("jobLabel: app.kubernetes.io/name", "jobLabel: app.kubernetes.io/component", "no job is called 'payment-switch'"),
        ("alert: PaymentSwitchLedgerLags", "alert: PaymentSwitchNodeWaits", "PaymentSwitchNodeWaits is there twice"),
        ("severity: critical", "severity: bad", "how bad it is"),
        ("runbook: deploy/runbooks/incident.md#nodes-disagree", "runbook: none", "PaymentSwitchNodesDisagree: what to do"),
    ]);

    [Fact]
    public void Alerts_of_the_other_shape() => Each("prod/embedded", Monitoring.Find,
    [
        ("(paymentswitch_standbys)", "(paymentswitch_cluster_nodes_up)", "no server has the metric 'paymentswitch_cluster_nodes_up'"),
    ]);

    private static void Each(string overlay, Func<Overlay, IEnumerable<string>> check, (string From, string To, string Told)[] mistakes)
    {
        Repository.Need();
        Tool.Kubectl.Need();
        Overlay good = Overlay.Of(overlay);
        foreach ((string from, string to, string told) in mistakes)
            Assert.True(check(good.With(from, to)).Any(finding => finding.Contains(told, StringComparison.Ordinal)), $"'{to}' in place of '{from}' is not found ({told}).");
    }
}

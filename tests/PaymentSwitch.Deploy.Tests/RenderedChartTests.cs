using PaymentSwitch.Deploy.Tests.Checks;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>What the chart comes to is held against the same checks as the overlays, as far as it can be rendered without Helm.</summary>
public sealed class RenderedChartTests
{
    private const string Chart = "deploy/helm/payment-switch";

    // What the chart expects to be there already.
    private const string Around = """

        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: payment-switch, labels: { pod-security.kubernetes.io/enforce: restricted } }
        ---
        kind: Secret
        metadata: { name: payment-switch-database }
        data: { password: eA==, ca.pem: eA== }
        ---
        kind: Secret
        metadata: { name: payment-switch-key-encryption }
        data: { key: eA== }
        ---
        kind: Secret
        metadata: { name: payment-switch-tokens }
        data: {}
        ---
        kind: StorageClass
        metadata: { name: payment-switch-shared }

        """;

    [Theory]
    [InlineData("embedded")]
    [InlineData("cluster")]
    public void The_chart_passes_what_the_overlays_pass(string shape)
    {
        Overlay chart = Rendered(shape);
        Assert.Equal("", string.Join("\n", [.. References.Find(chart), .. Selectors.Find(chart), .. Ports.Find(chart), .. Settings.Find(chart), .. Hardening.Find(chart), .. Checkpoints.Find(chart), .. Monitoring.Find(chart)]));
        Assert.Single(chart.All("ServiceMonitor"));
        Assert.Equal(["payment-switch", $"payment-switch-{shape}"], chart.All("PrometheusRule").Select(Overlay.NameOf).Order());
        Assert.Empty(Rendered(shape, isWatched: false).All("ServiceMonitor", "PrometheusRule"));
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("cluster")]
    public void The_chart_has_the_probes_and_pods_of_the_overlays(string shape)
    {
        Tool.Kubectl.Need();
        Node chart = Rendered(shape).All("StatefulSet").Single(), overlay = Overlay.Of($"prod/{shape}").All("StatefulSet").Single();
        Node ours = Overlay.PodOf(chart)["spec"], theirs = Overlay.PodOf(overlay)["spec"];
        foreach (string key in (string[])["terminationGracePeriodSeconds", "serviceAccountName"]) Assert.Equal(theirs[key].Text, ours[key].Text);
        Assert.Equal(overlay["spec", "updateStrategy", "type"].Text, chart["spec", "updateStrategy", "type"].Text);
        string[] mounts = [.. theirs["containers"].Items.First()["volumeMounts"].Items.Select(mount => mount["mountPath"].Text).Order()];
        Assert.Equal(mounts, ours["containers"].Items.First()["volumeMounts"].Items.Select(mount => mount["mountPath"].Text).Order());
    }

    [Theory]
    [InlineData("embedded", "claimName: payment-switch-party-keys", "claimName: keys", "no claim 'keys'")]
    [InlineData("embedded", "PAYMENTSWITCH_Scheme__Profile: \"sct-inst\"", "PAYMENTSWITCH_Scheme__Profile: \"sct\"", "Scheme:Profile")]
    [InlineData("cluster", "$(POD_NAME).payment-switch-cluster", "$(POD_NAME).cluster", "Cluster:Host")]
    [InlineData("cluster", "containerPort: 4053", "containerPort: 4054", "Cluster:Port")]
    [InlineData("cluster", "mountPath: /var/lib/payment-switch-checkpoints", "mountPath: /var/lib/checkpoints", "Checkpoints:Folder")]
    [InlineData("cluster", "paymentswitch_cluster_nodes_up", "paymentswitch_nodes_up", "no server has the metric")]
    public void A_mistake_in_the_chart_is_found(string shape, string from, string to, string told)
    {
        Overlay spoilt = Rendered(shape).With(from, to);
        Assert.Contains(References.Find(spoilt).Concat(Settings.Find(spoilt)).Concat(Ports.Find(spoilt)).Concat(Checkpoints.Find(spoilt)).Concat(Monitoring.Find(spoilt)), finding => finding.Contains(told, StringComparison.Ordinal));
    }

    private static Overlay Rendered(string shape, bool isWatched = true)
    {
        Repository.Need();
        var values = (Dictionary<string, object>)ChartRendering.ValueOf(Node.Read(Repository.Read(Chart, "values.yaml")).Single());
        values["shape"] = shape;
        values["monitoring"] = new Dictionary<string, object> { ["enabled"] = isWatched ? "true" : "false" };
        var rendering = new ChartRendering(values, file => Repository.Read(Chart, file));
        rendering.Define(Repository.Read(Chart, "templates", "_helpers.tpl"));
        IEnumerable<string> texts = Repository.DeployFiles(".yaml").Where(file => file.StartsWith($"{Chart}/templates/", StringComparison.Ordinal)).Select(file => rendering.Render(Repository.Read(file)));
        return Overlay.Read($"helm/{shape}", string.Join("\n---\n", texts.Where(text => text.Trim().Length > 0)) + Around);
    }
}

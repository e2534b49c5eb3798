namespace PaymentSwitch.Deploy.Tests;

/// <summary>Argo CD's applications lead to overlays that are there, and to their namespaces.</summary>
public sealed class ArgoTests
{
    [Fact]
    public void Applications_lead_to_overlays()
    {
        Repository.Need();
        Node[] applications = [.. Repository.DeployFiles(".yaml").Where(file => file.StartsWith("deploy/argocd/", StringComparison.Ordinal)).SelectMany(file => Node.Read(Repository.Read(file))).Where(item => item["kind"].Text == "Application")];
        Assert.NotEmpty(applications);
        foreach (Node application in applications)
        {
            string path = application["spec", "source", "path"].Text;
            Assert.True(File.Exists(Repository.PathOf(path, "kustomization.yaml")), $"{Overlay.NameOf(application)}: {path} is no overlay.");
            string kustomization = Repository.Read(path, "kustomization.yaml");
            Assert.Contains($"namespace: {application["spec", "destination", "namespace"].Text}\n", kustomization.Contains("../embedded", StringComparison.Ordinal) ? Repository.Read(path, "..", "embedded", "kustomization.yaml") : kustomization, StringComparison.Ordinal);
            // What is an account's own is not left to whoever pushes to a branch.
            if (path.Contains("/prod/", StringComparison.Ordinal))
            {
                Assert.False(application["spec", "syncPolicy", "automated"].IsThere, $"{Overlay.NameOf(application)} goes out without anybody.");
                Assert.NotEqual("main", application["spec", "source", "targetRevision"].Text);
            }
        }
    }
}

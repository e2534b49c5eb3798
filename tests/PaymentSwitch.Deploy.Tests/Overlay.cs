using System.Collections.Concurrent;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>What an overlay comes to: the objects that would be sent to Kubernetes.</summary>
internal sealed class Overlay
{
    private static readonly ConcurrentDictionary<string, Overlay> Built = new();

    private static readonly string[] WorkloadKinds = ["StatefulSet", "Deployment", "DaemonSet", "Job", "CronJob"];

    private Overlay(string name, string text)
    {
        (Name, Text) = (name, text);
        Objects = Node.Read(text);
    }

    /// <summary>Its folder, below <c>deploy/kubernetes/overlays</c>.</summary>
    public string Name { get; }

    /// <summary>What kubectl made of it.</summary>
    public string Text { get; }

    /// <summary>The objects.</summary>
    public IReadOnlyList<Node> Objects { get; }

    /// <summary>All overlays that stand for themselves.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Repository.DeployFiles("kustomization.yaml")
            .Where(file => file.StartsWith("deploy/kubernetes/overlays/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Repository.PathOf(file)).Contains("kind: Kustomization", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')["deploy/kubernetes/overlays/".Length..]),
    ];

    /// <summary>What starts containers.</summary>
    public IEnumerable<Node> Workloads => Objects.Where(item => WorkloadKinds.Contains(item["kind"].Text));

    /// <summary>Builds one, or takes it from what was built before.</summary>
    public static Overlay Of(string name) => Built.GetOrAdd(name, static name =>
    {
        (int code, string output, string errors) = Tool.Kubectl.Run("kustomize", Repository.PathOf("deploy", "kubernetes", "overlays", name));
        Assert.True(code == 0, $"{name} cannot be built: {errors}");
        return new Overlay(name, output);
    });

    /// <summary>Objects that something else than kubectl has made.</summary>
    public static Overlay Read(string name, string text) => new(name, text);

    /// <summary>The same with a text in place of another one: what a mistake in it would come to.</summary>
    public Overlay With(string from, string to)
    {
        Assert.True(Text.Contains(from, StringComparison.Ordinal), $"{Name} has no '{from}' to spoil.");
        return new Overlay(Name, Text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>The objects of a kind.</summary>
    public IEnumerable<Node> All(params string[] kinds) => Objects.Where(item => kinds.Contains(item["kind"].Text));

    /// <summary>The object of a kind and a name, or nothing.</summary>
    public Node Find(string kind, string name) => All(kind).FirstOrDefault(item => NameOf(item) == name) ?? Node.None;

    /// <summary>The keys of a Secret, whoever makes it; null where nobody does.</summary>
    public IReadOnlyList<string>? SecretKeys(string name)
    {
        if (Find("Secret", name) is { IsThere: true } secret) return [.. secret["data"].Members.Concat(secret["stringData"].Members).Select(member => member.Key)];
        Node external = All("ExternalSecret").FirstOrDefault(item => item["spec", "target", "name"].Text == name) ?? Node.None;
        return external.IsThere ? [.. external["spec", "data"].Items.Select(item => item["secretKey"].Text)] : null;
    }

    /// <summary>The keys of a ConfigMap; null where there is none.</summary>
    public IReadOnlyList<string>? ConfigKeys(string name) =>
        Find("ConfigMap", name) is { IsThere: true } map ? [.. map["data"].Members.Select(member => member.Key)] : null;

    /// <summary>An object's name.</summary>
    public static string NameOf(Node item) => item["metadata", "name"].Text;

    /// <summary>An object's kind and name, for messages.</summary>
    public static string Called(Node item) => $"{item["kind"].Text} {NameOf(item)}";

    /// <summary>A workload's pod.</summary>
    public static Node PodOf(Node workload) => workload["spec", "template"];

    /// <summary>All containers of a workload's pod, those that run before and beside among them.</summary>
    public static IEnumerable<Node> ContainersOf(Node workload) => PodOf(workload)["spec", "containers"].Items.Concat(PodOf(workload)["spec", "initContainers"].Items);

    /// <summary>Whether a workload is the switch itself.</summary>
    public static bool IsSwitch(Node workload) => PodOf(workload)["metadata", "labels", "app.kubernetes.io/name"].Text == "payment-switch";
}

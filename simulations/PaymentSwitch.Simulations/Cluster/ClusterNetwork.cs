using System.Diagnostics;
using System.Globalization;

namespace PaymentSwitch.Simulations.Cluster;

/// <summary>
/// A network of its own for each node, all on one bridge with the database and the banks, so that a node can be cut off from everything, or from the
/// other nodes alone. It takes root; it does not outlive this object.
/// </summary>
internal sealed class ClusterNetwork : IDisposable
{
    private readonly string _name;
    private readonly int _nodes;

    private ClusterNetwork(string name, int nodes)
    {
        _name = name;
        _nodes = nodes;
    }

    /// <summary>This machine's address there: the database's.</summary>
    public const string Here = "10.231.19.1";

    /// <summary>The network.</summary>
    public const string Network = "10.231.19.0/24";

    /// <summary>A node's address.</summary>
    public static string AddressOf(int node) => string.Create(CultureInfo.InvariantCulture, $"10.231.19.{10 + node}");

    /// <summary>What runs a command within a node's network.</summary>
    public IReadOnlyList<string> PrefixOf(int node) => ["ip", "netns", "exec", Namespace(node)];

    /// <summary>Makes one; null where that is not allowed, or its addresses are taken.</summary>
    public static ClusterNetwork? TryMake(int nodes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return null;
        var made = new ClusterNetwork(string.Create(CultureInfo.InvariantCulture, $"psc{Environment.ProcessId}"), nodes);
        bool done = Run("link", "add", made._name, "type", "bridge") && Run("addr", "add", Here + "/24", "dev", made._name) && Run("link", "set", made._name, "up")
            && Enumerable.Range(0, nodes).All(made.Add);
        if (done) return made;
        made.Dispose();
        return null;
    }

    /// <summary>Nothing gets through to a node or from it any more, and nobody is told.</summary>
    public void CutOff(int node) => Must("link", "set", Line(node), "down");

    /// <summary>Nothing gets through between a node and the other nodes any more; the database and banks it still reaches.</summary>
    public void SetApart(int node)
    {
        foreach (int other in Others(node))
        {
            Must("-n", Namespace(node), "route", "add", "blackhole", AddressOf(other));
            Must("-n", Namespace(other), "route", "add", "blackhole", AddressOf(node));
        }
    }

    /// <summary>All is as it was.</summary>
    public void Heal(int node)
    {
        Must("link", "set", Line(node), "up");
        foreach (int other in Others(node))
        {
            Run("-n", Namespace(node), "route", "del", "blackhole", AddressOf(other));
            Run("-n", Namespace(other), "route", "del", "blackhole", AddressOf(node));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int node = 0; node < _nodes; node++) Run("netns", "del", Namespace(node));
        Run("link", "del", _name);
    }

    private static bool Run(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    private static void Must(params string[] arguments)
    {
        if (!Run(arguments)) throw new InvalidOperationException($"ip {string.Join(' ', arguments)} has failed.");
    }

    private bool Add(int node) =>
        Run("netns", "add", Namespace(node)) && Run("-n", Namespace(node), "link", "set", "lo", "up")
        && Run("link", "add", Line(node), "type", "veth", "peer", "name", "eth0", "netns", Namespace(node))
        && Run("link", "set", Line(node), "master", _name) && Run("link", "set", Line(node), "up")
        && Run("-n", Namespace(node), "addr", "add", AddressOf(node) + "/24", "dev", "eth0") && Run("-n", Namespace(node), "link", "set", "eth0", "up");

    private IEnumerable<int> Others(int node) => Enumerable.Range(0, _nodes).Where(other => other != node);

    private string Namespace(int node) => string.Create(CultureInfo.InvariantCulture, $"{_name}n{node}");

    private string Line(int node) => string.Create(CultureInfo.InvariantCulture, $"{_name}l{node}");
}

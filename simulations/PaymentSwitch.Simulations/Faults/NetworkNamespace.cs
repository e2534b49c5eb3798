using System.Diagnostics;
using System.Globalization;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// A network namespace for the switch, with two lines to this one: banks come in by the first, the database is behind the
/// second, which can be cut. It takes root; it does not outlive this object.
/// </summary>
internal sealed class NetworkNamespace : IDatabasePath
{
    private readonly string _name;

    private NetworkNamespace(string name) => _name = name;

    /// <summary>The switch's address for banks.</summary>
    public const string SwitchAddress = "10.231.17.2";

    /// <summary>The address of this machine on the line for the database.</summary>
    public const string DatabaseAddress = "10.231.18.1";

    /// <summary>The network of that line.</summary>
    public const string DatabaseNetwork = "10.231.18.0/24";

    /// <summary>What runs a command within it.</summary>
    public IReadOnlyList<string> Prefix => ["ip", "netns", "exec", _name];

    /// <summary>Makes one; null where that is not allowed, or its addresses are taken.</summary>
    public static NetworkNamespace? TryMake()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return null;
        string name = string.Create(CultureInfo.InvariantCulture, $"psw{Environment.ProcessId}");
        if (!Run("netns", "add", name)) return null;
        var made = new NetworkNamespace(name);
        bool done = Run("-n", name, "link", "set", "lo", "up") && made.Line("b", "10.231.17.1/24", "10.231.17.2/24") && made.Line("d", "10.231.18.1/24", "10.231.18.2/24");
        if (done) return made;
        made.Remove();
        return null;
    }

    /// <inheritdoc/>
    public Task CutAsync() => SetAsync("down");

    /// <inheritdoc/>
    public Task HealAsync() => SetAsync("up");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
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

    private bool Line(string letter, string here, string there) =>
        Run("link", "add", _name + letter, "type", "veth", "peer", "name", "eth" + letter, "netns", _name)
        && Run("addr", "add", here, "dev", _name + letter) && Run("link", "set", _name + letter, "up")
        && Run("-n", _name, "addr", "add", there, "dev", "eth" + letter) && Run("-n", _name, "link", "set", "eth" + letter, "up");

    // This end of the line goes down: the switch notices nothing but that no packet comes back.
    private Task SetAsync(string state) => Run("link", "set", _name + "d", state)
        ? Task.CompletedTask
        : throw new InvalidOperationException($"The line {_name}d cannot be set {state}.");

    private void Remove()
    {
        // With a namespace go the lines into it.
        Run("netns", "del", _name);
        Run("link", "del", _name + "b");
        Run("link", "del", _name + "d");
    }
}

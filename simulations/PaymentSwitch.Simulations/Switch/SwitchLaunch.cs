namespace PaymentSwitch.Simulations.Switch;

/// <summary>How a switch is started.</summary>
internal sealed record SwitchLaunch
{
    /// <summary>The program; null for the one that was built with this one.</summary>
    public string? Program { get; init; }

    /// <summary>Its data folder, created where it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The file that what it prints is appended to.</summary>
    public required string Printed { get; init; }

    /// <summary>The port to listen on.</summary>
    public required int Port { get; init; }

    /// <summary>The address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>More settings, as <c>--Key=Value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>A command that replaces itself by the switch, for example <c>ip netns exec NAME</c>; empty for none.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Environment variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

using System.Globalization;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>A command line that is the palette's and the node's: <c>--PetabridgeCmd:KEY=VALUE</c> are settings of the palette, all else is the node's.</summary>
/// <param name="Settings">The palette's settings.</param>
/// <param name="Others">What is the node's.</param>
/// <param name="Errors">All that is wrong with the palette's; empty for nothing.</param>
internal sealed record PetabridgeCmdArguments(PetabridgeCmdSettings Settings, string[] Others, IReadOnlyList<string> Errors)
{
    private const string Prefix = "--PetabridgeCmd:";

    /// <summary>Reads a command line.</summary>
    public static PetabridgeCmdArguments Read(string[] arguments)
    {
        var settings = new PetabridgeCmdSettings { TokenFile = "" };
        var errors = new List<string>();
        foreach (string argument in arguments.Where(IsOwn))
        {
            string[] parts = argument[Prefix.Length..].Split('=', 2);
            if (parts.Length == 2 && With(settings, parts[0], parts[1]) is PetabridgeCmdSettings changed) settings = changed;
            else errors.Add($"{argument}: not understood; expected {Prefix}KEY=VALUE with Host, Port (a whole number), ReadOnly (true or false), OperationsAddress or TokenFile.");
        }

        if (errors.Count == 0 && settings.Wrong is string wrong) errors.Add($"{Prefix}{wrong}");
        return new PetabridgeCmdArguments(settings, [.. arguments.Where(argument => !IsOwn(argument))], errors);
    }

    private static bool IsOwn(string argument) => argument.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static PetabridgeCmdSettings? With(PetabridgeCmdSettings settings, string key, string value) => key.ToUpperInvariant() switch
    {
        "HOST" => settings with { Host = value },
        "PORT" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? settings with { Port = port } : null,
        "READONLY" => bool.TryParse(value, out bool readOnly) ? settings with { ReadOnly = readOnly } : null,
        "OPERATIONSADDRESS" => settings with { OperationsAddress = value },
        "TOKENFILE" => settings with { TokenFile = value },
        _ => null,
    };
}

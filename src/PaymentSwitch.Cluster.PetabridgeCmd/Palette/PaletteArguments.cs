using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>What was typed behind a command. What each argument must be, the switch says: here is only what it would never see.</summary>
/// <param name="Arguments">The command's arguments, as they were written.</param>
/// <param name="Why">The reason; empty for none.</param>
/// <param name="IsJson">Whether programs read the answer.</param>
/// <param name="Wrong">What is wrong; null for nothing.</param>
internal sealed record PaletteArguments(IReadOnlyDictionary<string, string> Arguments, string Why, bool IsJson, string? Wrong)
{
    /// <summary>Reads switches and their values.</summary>
    /// <param name="command">The command.</param>
    /// <param name="typed">Switches and values, in any order; a switch alone has null or an empty value.</param>
    public static PaletteArguments Read(PaletteCommand command, IEnumerable<(string Switch, string? Value)> typed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string written, string? value) in typed)
        {
            if (command.Find(written) is not PaletteArgument argument)
                return Refuse($"argument.unknown: '{Shown(written)}' is no argument of {command.Name}; expected {string.Join(", ", command.Arguments.Select(known => known.Switch))}.");
            if (!values.TryAdd(argument.Name, string.IsNullOrEmpty(value) && argument.IsFlag ? "true" : value ?? ""))
                return Refuse($"argument.invalid: {argument.Name}: found twice, expected once.");
        }

        values.Remove(PaletteCommand.Output, out string? output);
        if (output is not (null or "table" or "json")) return Refuse($"argument.invalid: output: found '{Shown(output)}', expected table or json.");
        string why = "";
        if (command.Definition.NeedsWhy)
        {
            why = values.Remove(PaletteCommand.Why, out string? reason) ? reason : "";
            if (!values.Remove(PaletteCommand.Yes, out string? yes) || yes != "true")
                return Refuse($"{command.Name} {(command.Definition.Danger == CommandDanger.MovesMoney ? "moves money" : "changes the switch")}: say --yes true. Nothing was done.");
        }

        return new PaletteArguments(values, why, output == "json", null);
    }

    private static PaletteArguments Refuse(string wrong) => new(new Dictionary<string, string>(), "", false, wrong);

    // Anybody may type anything: what is told back is bounded and has no control characters.
    private static string Shown(string text) => new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}

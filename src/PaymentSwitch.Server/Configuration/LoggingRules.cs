using Microsoft.Extensions.Configuration;
using Serilog.Events;

namespace PaymentSwitch.Server.Configuration;

/// <summary>
/// What the section <c>Serilog</c> must be. Serilog reads it itself, but forgives unknown keys and ends the program on
/// a level it does not know: both are told like any other wrong setting.
/// </summary>
internal static class LoggingRules
{
    /// <summary>The section's name.</summary>
    public const string Section = "Serilog";

    private static readonly string[] Known =
        ["AuditTo", "Destructure", "Enrich", "Filter", "FilterSwitches", "LevelSwitches", "MinimumLevel", "Properties", "Using", "WriteTo"];

    /// <summary>Adds an error for each unknown key, and for each level that is none.</summary>
    public static void Check(IConfiguration configuration, List<string> errors)
    {
        IConfigurationSection serilog = configuration.GetSection(Section);
        Unknown(serilog, Known, errors);
        IConfigurationSection levels = serilog.GetSection("MinimumLevel");
        CheckLevel(levels, errors);
        Unknown(levels, ["ControlledBy", "Default", "Override"], errors);
        CheckLevel(levels.GetSection("Default"), errors);
        foreach (IConfigurationSection source in levels.GetSection("Override").GetChildren()) CheckLevel(source, errors);
    }

    private static void Unknown(IConfigurationSection section, string[] known, List<string> errors)
    {
        foreach (IConfigurationSection child in section.GetChildren())
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                errors.Add($"{child.Path}: unknown key; expected one of {string.Join(", ", known)}.");
    }

    private static void CheckLevel(IConfigurationSection level, List<string> errors)
    {
        if (level.Value is not { Length: > 0 } text) return;
        if (!Enum.GetNames<LogEventLevel>().Contains(text, StringComparer.OrdinalIgnoreCase))
            errors.Add($"{level.Path}: found '{text}', expected one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}.");
    }
}

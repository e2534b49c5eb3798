using Microsoft.Extensions.Configuration;

namespace PaymentSwitch.Server.Configuration;

/// <summary>
/// Reads the settings: from <c>appsettings.json</c> beside the program or the file named by <c>--Settings=FILE</c>, from
/// the environment (<c>PAYMENTSWITCH_Http__Listen</c>), and from the command line (<c>--Http:Listen=…</c>); the later goes
/// before the earlier.
/// </summary>
internal static class SettingsReader
{
    private const string SettingsKey = "Settings";

    // PAYMENTSWITCH_REFERENCE tells the project's tests where their reference is: whoever runs them may also run the switch.
    private static readonly string[] ReadByOthers = [LoggingRules.Section, SettingsKey, "REFERENCE"];

    /// <summary>The settings, checked, and the configuration they came from.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="others">Sections that the caller reads itself.</param>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public static (SwitchSettings Settings, IConfiguration Configuration) Read(string[] arguments, params string[] others)
    {
        IConfiguration configuration = Build(arguments);
        var errors = new List<string>();
        var settings = (SwitchSettings)StrictBinding.Bind(typeof(SwitchSettings), configuration, "", [.. ReadByOthers, .. others], errors);
        SettingsRules.Check(settings, errors);
        LoggingRules.Check(configuration, errors);
        return errors.Count == 0 ? (settings, configuration) : throw new SettingsException(errors);
    }

    private static IConfigurationRoot Build(string[] arguments)
    {
        string[] odd = [.. arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal) || !argument.Contains('=', StringComparison.Ordinal))];
        if (odd.Length > 0) throw new SettingsException([.. odd.Select(argument => $"{argument}: not understood; expected --KEY=VALUE.")]);
        try
        {
            IConfigurationRoot named = new ConfigurationBuilder().AddEnvironmentVariables("PAYMENTSWITCH_").AddCommandLine(arguments).Build();
            string file = Path.GetFullPath(named[SettingsKey] ?? Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
            return new ConfigurationBuilder()
                .AddJsonFile(file, optional: false)
                .AddEnvironmentVariables("PAYMENTSWITCH_")
                .AddCommandLine(arguments)
                .Build();
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new SettingsException([error.InnerException is null ? error.Message : $"{error.Message} {error.InnerException.Message}"]);
        }
    }
}

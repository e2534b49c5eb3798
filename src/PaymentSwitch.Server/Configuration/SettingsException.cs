namespace PaymentSwitch.Server.Configuration;

/// <summary>The configuration is wrong. The switch does not start.</summary>
internal sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Everything that is wrong; each names its key and what was expected.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}

namespace PaymentSwitch.Simulations.Switch;

/// <summary>The switch ended, or was not ready in time.</summary>
/// <param name="exitCode">What it ended with; 137 where it had to be killed.</param>
/// <param name="printed">What it printed.</param>
internal sealed class SwitchDidNotStartException(int exitCode, string printed) : Exception($"The switch did not start. It printed:\n{printed}")
{
    /// <summary>What it ended with.</summary>
    public int ExitCode { get; } = exitCode;
}

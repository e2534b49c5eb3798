using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; every message is valid.</summary>
    public const int AllValid = OperatorExitCode.Done;

    /// <summary>Every file could be read, and at least one message is not valid; or the switch has refused.</summary>
    public const int SomeInvalid = OperatorExitCode.Refused;

    /// <summary>The command line is wrong, or something named in it cannot be read.</summary>
    public const int WrongUsage = OperatorExitCode.WrongUsage;

    /// <summary>The switch cannot be reached, or does not know the token.</summary>
    public const int NotReached = OperatorExitCode.NotReached;

    /// <summary>The switch broke off, or answered what cannot be understood: whether something was changed is not known.</summary>
    public const int Failed = OperatorExitCode.Failed;

    /// <summary>Nothing was done yet: a second operator has to approve.</summary>
    public const int WaitsForApproval = OperatorExitCode.WaitsForApproval;

    /// <summary>An audit has found that a journal or a checkpoint is not what was signed, or that a proof proves nothing.</summary>
    public const int NotWhole = 6;
}

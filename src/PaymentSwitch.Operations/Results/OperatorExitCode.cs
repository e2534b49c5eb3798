namespace PaymentSwitch.Operations.Results;

/// <summary>What a command line ends with.</summary>
public static class OperatorExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The switch refused: nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong: an argument, or a reason that is missing. Nothing was changed.</summary>
    public const int WrongUsage = 2;

    /// <summary>The switch cannot be reached, or does not know the token. Nothing was changed.</summary>
    public const int NotReached = 3;

    /// <summary>The switch broke off: whether something was changed is not known.</summary>
    public const int Failed = 4;

    /// <summary>Nothing was done yet: a second operator has to approve.</summary>
    public const int WaitsForApproval = 5;
}

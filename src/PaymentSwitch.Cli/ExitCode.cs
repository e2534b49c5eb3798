namespace PaymentSwitch.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Every message is valid.</summary>
    public const int AllValid = 0;

    /// <summary>Every file could be read, and at least one message is not valid.</summary>
    public const int SomeInvalid = 1;

    /// <summary>The command line is wrong, or something named in it cannot be read.</summary>
    public const int WrongUsage = 2;
}

namespace PaymentSwitch.Server.Startup;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Stopped in good order.</summary>
    public const int Ok = 0;

    /// <summary>The configuration or the command line is wrong.</summary>
    public const int WrongSettings = 2;

    /// <summary>The address is taken, or the data folder cannot be used.</summary>
    public const int CannotStart = 3;

    /// <summary>The journal or the engine failed while the switch ran.</summary>
    public const int EngineFailed = 4;

    /// <summary>Another server has taken the lease over, or nobody knows who has it: start it again, as a standby.</summary>
    public const int LeaseLost = 5;

    /// <summary>The other nodes of the cluster go on without this one, or another cluster has taken its place: start it again, as a new node.</summary>
    public const int NodeLost = 6;
}

namespace PaymentSwitch.Simulations.Faults;

/// <summary>A row of the matrix.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Fault">What is done to the running switch.</param>
/// <param name="Checked">What must hold beside the banks' promises.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record FaultRow(string Name, string Fault, string Checked, Func<FaultSettings, FaultFindings, Task> RunAsync)
{
    /// <summary>All rows, in the order in which they are run.</summary>
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        .. KillRows.All, .. DiskErrorRows.All, DiskFullRow.Row, FlippedByteRow.Row, .. PostgresRows.All, ClockRow.Row, .. BadBankRows.All, .. PartitionRows.All,
        .. TakeoverRows.All,
    ];
}

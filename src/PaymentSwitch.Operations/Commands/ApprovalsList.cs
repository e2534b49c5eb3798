using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>approvals list</c>.</summary>
internal sealed class ApprovalsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("number", CellKind.Number, "number"),
        new("status", CellKind.Text, "status"),
        new("command", CellKind.Text, "command"),
        new("by", CellKind.Text, "by"),
        new("asked", CellKind.Time, "asked", IsDetail: true),
        new("expires", CellKind.Time, "expires", IsDetail: true),
        new("why", CellKind.Text, "why", IsDetail: true),
        new("arguments", CellKind.Text, "arguments", IsDetail: true),
        new("decidedBy", CellKind.Text, "decided by", IsDetail: true),
        new("outcome", CellKind.Text, "outcome", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "approvals list", "Shows what waits for a second pair of eyes, the latest first.",
        "Pending waits for a decision; Granted was granted and is being carried out, or will be at the next start. With --all also those that are over, as far as they are in memory.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("all", ArgumentKind.Flag, "also what was denied, has expired or was carried out"));

    public async Task<OperatorResult> RunAsync(OperatorCall call) => new TableResult(
        Columns,
        [
            .. (await call.Switch.Running.ListApprovalsAsync().ConfigureAwait(false)).Where(approval => call.Arguments.Flag("all") || !approval.IsFinal).Reverse().Select(Row),
        ]);

    private static IReadOnlyList<Cell> Row(Approval approval) =>
    [
        Cell.Number(approval.Number),
        Cell.Text(approval.Status.ToString()),
        Cell.Text(approval.Requested!.Command),
        Cell.Text(approval.Requested.Act.By),
        Cell.Time(approval.Requested.AtMs),
        Cell.Time(approval.Requested.ExpiresAtMs),
        Cell.Text(approval.Requested.Act.Why),
        Cell.Text(ApprovalAnswers.Written(approval.Requested.Arguments)),
        Cell.Text(approval.Decision?.By),
        Cell.Text(approval.Outcome),
    ];
}

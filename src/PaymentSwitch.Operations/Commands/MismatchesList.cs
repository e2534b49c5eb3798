using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>mismatches list</c>.</summary>
internal sealed class MismatchesList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("kind", CellKind.Text, "kind"),
        new("account", CellKind.Text, "account"),
        new("difference", CellKind.Number, "minor units"),
        new("payment", CellKind.Uetr, "payment", IsDetail: true),
        new("text", CellKind.Text, "text", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "mismatches list", "Shows what the last reconciliation found that does not fit.",
        "Of the last run, by the switch itself or by reconcile; a movement that is wrong stays in the list until the next full run. The difference is in minor units. No more than the switch keeps by name.",
        OperatorRole.Viewer, CommandDanger.None);

    /// <summary>Nothing reconciles here.</summary>
    public static Refused NotConfigured { get; } = new("reconciliation.not-configured", "Nothing reconciles the books here.", 501);

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (call.Switch.Reconciliation is not IReconciliation reconciliation) return Task.FromResult<OperatorResult>(NotConfigured);
        IReadOnlyList<BooksMismatch> mismatches = reconciliation.Last?.Mismatches ?? [];
        return Task.FromResult<OperatorResult>(new TableResult(Columns, [.. mismatches.Select(Row)]));
    }

    private static IReadOnlyList<Cell> Row(BooksMismatch mismatch) =>
    [
        Cell.Text(mismatch.Kind),
        Cell.Text(mismatch.Account?.ToString()),
        Cell.Number(mismatch.DifferenceMinor),
        mismatch.Payment is { } payment ? Cell.Uetr(payment) : new Cell(CellKind.Uetr, null),
        Cell.Text(mismatch.Text),
    ];
}

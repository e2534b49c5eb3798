using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show profiles that were scheduled.</summary>
internal static class ProfileAnswers
{
    private static readonly Column[] Columns =
    [
        new("scheme", CellKind.Text, "scheme"),
        new("version", CellKind.Number, "version"),
        new("effectiveAt", CellKind.Time, "effective"),
        new("by", CellKind.Text, "by"),
        new("decided", CellKind.Time, "decided", IsDetail: true),
        new("approvedBy", CellKind.Text, "approved by", IsDetail: true),
        new("why", CellKind.Text, "why", IsDetail: true),
        new("bytes", CellKind.Number, "bytes", IsDetail: true),
    ];

    /// <summary>Shows all changes, the latest first.</summary>
    public static async Task<OperatorResult> ListAsync(OperatorCall call) => new TableResult(
        Columns, [.. (await call.Switch.Running.ListProfileChangesAsync().ConfigureAwait(false)).Reverse().Select(change => Row(change.Scheme, change.Change))]);

    private static IReadOnlyList<Cell> Row(string scheme, ProfileScheduled change) =>
    [
        Cell.Text(scheme),
        Cell.Number(change.Version),
        Cell.Time(change.EffectiveAtMs),
        Cell.Text(change.Act.By),
        Cell.Time(change.AtMs),
        Cell.Text(change.Act.ApprovedBy),
        Cell.Text(change.Act.Why),
        Cell.Number(change.Document.Length),
    ];
}

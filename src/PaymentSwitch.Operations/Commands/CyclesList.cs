using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycles list</c>.</summary>
internal sealed class CyclesList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("scheme", CellKind.Text, "scheme"),
        new("number", CellKind.Number, "number"),
        new("status", CellKind.Text, "status"),
        new("businessDate", CellKind.Text, "day"),
        new("ofDay", CellKind.Number, "of day"),
        new("netOwed", CellKind.Amount, "net owed"),
        new("currency", CellKind.Text, "cur"),
        new("plannedCut", CellKind.Time, "planned cut", IsDetail: true),
        new("cut", CellKind.Time, "cut", IsDetail: true),
        new("settled", CellKind.Time, "settled", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "cycles list", "Shows the settlement cycles, the latest first.",
        "Open takes payments; Draining was cut and waits for what is on its way; Netted says what is owed; Instructed waits for the settlement bank; then Settled. "
        + "Aborted, Failed and Unbalanced wait for an operator. Settled cycles of long ago are not in memory and not shown.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("scheme", ArgumentKind.Text, "only those of this scheme"),
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many") with { Default = "20", NumberMax = 1000 });

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        string? scheme = call.Arguments.TextOrNull("scheme");
        if (scheme is not null && call.Switch.Running.Schemes.Find(scheme) is null) return Refusals.Of(SchemeReply.Unknown, scheme);
        IReadOnlyList<SettlementCycle> cycles = await call.Switch.Running.ListCyclesAsync().ConfigureAwait(false);
        return new TableResult(Columns, [.. cycles.Where(cycle => scheme is null || cycle.Id.Scheme == scheme).Reverse().Take((int)call.Arguments.Number("max")).Select(Row)]);
    }

    private static IReadOnlyList<Cell> Row(SettlementCycle cycle) =>
    [
        Cell.Text(cycle.Id.Scheme),
        Cell.Number(cycle.Id.Number),
        Cell.Text(cycle.Status.ToString()),
        Cell.Text(CycleAnswers.Day(cycle.Opened!.BusinessDate)),
        Cell.Number(cycle.Opened.OfDay),
        Cell.Amount(CycleAnswers.Owed(cycle), cycle.Opened.Currency),
        Cell.Text(cycle.Opened.Currency.Code),
        Cell.Time(cycle.Opened.PlannedCutMs),
        Cell.Time(cycle.CutAtMs),
        Cell.Time(cycle.SettledAtMs),
    ];
}

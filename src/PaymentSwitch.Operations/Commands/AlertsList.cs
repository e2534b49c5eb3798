using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>alerts list</c>.</summary>
internal sealed class AlertsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("currency", CellKind.Text, "cur"),
        new("alert", CellKind.Text, "alert"),
        new("bound", CellKind.Amount, "bound"),
    ];

    public CommandDefinition Definition { get; } = new(
        "alerts list", "Shows the bounds that accounts have crossed.",
        "BalanceFloor and BalanceCeiling are of what is available, HeadroomFloor and HeadroomCeiling of what the cap leaves. An alert is over when the value has come back by the hysteresis.",
        OperatorRole.Viewer, CommandDanger.None);

    public async Task<OperatorResult> RunAsync(OperatorCall call) => new TableResult(
        Columns,
        [
            .. (await call.Switch.Running.CaptureAccountsAsync().ConfigureAwait(false)).OrderBy(account => account.Id)
                .SelectMany(account => account.Alerts.Select(bound => Row(account, bound))),
        ]);

    private static IReadOnlyList<Cell> Row(AccountState account, LiquidityBound bound) =>
    [
        Cell.Participant(account.Id.Participant),
        Cell.Text(account.Id.Currency.Code),
        Cell.Text(bound.ToString()),
        Cell.Amount(account.Watch.BoundOf(bound), account.Id.Currency),
    ];
}

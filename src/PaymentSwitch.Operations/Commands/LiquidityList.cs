using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>liquidity list</c>.</summary>
internal sealed class LiquidityList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("id", CellKind.Uetr, "id"),
        new("status", CellKind.Text, "status"),
        new("direction", CellKind.Text, "way"),
        new("account", CellKind.Participant, "account"),
        new("amount", CellKind.Amount, "amount"),
        new("currency", CellKind.Text, "cur", IsDetail: true),
        new("reference", CellKind.Text, "reference", IsDetail: true),
        new("requested", CellKind.Time, "requested", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "liquidity list", "Shows banks' liquidity transfers, the latest first.",
        "Money between accounts here and the settlement bank (camt.050). Booked waits for the settlement bank's receipt; Settled, Refused and Reversed are final. Older ones that are over are not in memory and not shown.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("participant", ArgumentKind.Participant, "only those of its accounts"),
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many") with { Default = "20", NumberMax = 1000 });

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        ParticipantId? only = call.Arguments.ParticipantOrNull("participant");
        IReadOnlyList<LiquidityTransfer> all = await call.Switch.Running.ListLiquidityTransfersAsync().ConfigureAwait(false);
        return new TableResult(
            Columns, [.. all.Where(transfer => only is null || transfer.Requested!.Terms.Account.Participant == only).Reverse().Take((int)call.Arguments.Number("max")).Select(Row)]);
    }

    private static IReadOnlyList<Cell> Row(LiquidityTransfer transfer)
    {
        LiquidityTerms terms = transfer.Requested!.Terms;
        return
        [
            Cell.Uetr(transfer.Id),
            Cell.Text(transfer.Status.ToString()),
            Cell.Text(terms.Direction.ToString()),
            Cell.Participant(terms.Account.Participant),
            Cell.Amount(terms.AmountMinor, terms.Account.Currency),
            Cell.Text(terms.Account.Currency.Code),
            Cell.Text(terms.Reference),
            Cell.Time(transfer.Requested.AtMs),
        ];
    }
}

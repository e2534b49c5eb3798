using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>schemes list</c>.</summary>
internal sealed class SchemesList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("scheme", CellKind.Text, "scheme"),
        new("version", CellKind.Number, "version"),
        new("currency", CellKind.Text, "cur"),
        new("settlement", CellKind.Text, "settlement"),
        new("amountMax", CellKind.Amount, "amount max"),
        new("answerWithinMs", CellKind.Number, "answer within ms"),
    ];

    public CommandDefinition Definition { get; } = new(
        "schemes list", "Shows the schemes that run on the switch.",
        "One for each currency, with the version of its profile that new payments go by: 0 is the one of the settings, later ones were scheduled by operators (profile changes).",
        OperatorRole.Viewer, CommandDanger.None);

    public Task<OperatorResult> RunAsync(OperatorCall call) =>
        Task.FromResult<OperatorResult>(new TableResult(Columns, [.. call.Switch.Running.Schemes.Current.Select(Row)]));

    private static IReadOnlyList<Cell> Row(SchemeProfile scheme) =>
    [
        Cell.Text(scheme.Name),
        Cell.Number(scheme.Version),
        Cell.Text(scheme.Currency.Code),
        Cell.Text(scheme.SettlementModel.ToString()),
        Cell.Amount(scheme.AmountMaxMinor, scheme.Currency),
        Cell.Number(scheme.Clock.AnswerWithinMs),
    ];
}

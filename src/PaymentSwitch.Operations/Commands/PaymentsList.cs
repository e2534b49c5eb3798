using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>payments list</c>.</summary>
internal sealed class PaymentsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("uetr", CellKind.Uetr, "uetr"),
        new("amount", CellKind.Amount, "amount"),
        new("status", CellKind.Text, "status"),
        new("debtorAgent", CellKind.Participant, "from"),
        new("creditorAgent", CellKind.Participant, "to", IsDetail: true),
        new("reason", CellKind.Text, "reason", IsDetail: true),
        new("currency", CellKind.Text, "cur", IsDetail: true),
        new("final", CellKind.Time, "final", IsDetail: true),
        new("received", CellKind.Time, "received", IsDetail: true),
        new("number", CellKind.Number, "number", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "payments list", "Shows finished payments, the latest first.",
        "From the read models, which follow the journal within a moment. A payment without an outcome is not among them: payment show finds it. "
        + "For the next page say --before with the number of the last payment of this one.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("participant", ArgumentKind.Participant, "only what it sent or received"),
        ArgumentDefinition.Optional("status", ArgumentKind.Text, "only those with this outcome") with
        {
            Choices = [nameof(PaymentStatus.Settled), nameof(PaymentStatus.Rejected), nameof(PaymentStatus.Expired)],
        },
        ArgumentDefinition.Optional("before", ArgumentKind.Number, "only those with a smaller number"),
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many") with { Default = "20", NumberMax = 1000 });

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        var filter = new PaymentFilter(
            call.Arguments.ParticipantOrNull("participant"),
            call.Arguments.TextOrNull("status") is string status ? Enum.Parse<PaymentStatus>(status) : null,
            call.Arguments.NumberOrNull("before"),
            (int)call.Arguments.Number("max"));
        return Task.FromResult<OperatorResult>(new TableResult(Columns, [.. call.Switch.ReadSide.ListPayments(filter).Select(Row)]));
    }

    private static IReadOnlyList<Cell> Row(PaymentRow row) =>
    [
        Cell.Uetr(row.Uetr),
        Cell.Amount(row.AmountMinor, Domain.Currency.Of(row.Currency)),
        Cell.Text(row.Status.ToString()),
        Cell.Participant(row.DebtorAgent),
        Cell.Participant(row.CreditorAgent),
        Cell.Text(row.ReasonCode),
        Cell.Text(row.Currency),
        Cell.Time(row.FinalAtMs),
        Cell.Time(row.ReceivedAtMs),
        Cell.Number(row.Number),
    ];
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>requests list</c>.</summary>
internal sealed class RequestsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("id", CellKind.Uetr, "id"),
        new("status", CellKind.Text, "status"),
        new("amount", CellKind.Amount, "amount"),
        new("creditorAgent", CellKind.Participant, "asks"),
        new("debtorAgent", CellKind.Participant, "is asked", IsDetail: true),
        new("currency", CellKind.Text, "cur", IsDetail: true),
        new("expires", CellKind.Time, "expires", IsDetail: true),
        new("endToEndId", CellKind.Text, "end-to-end id", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "requests list", "Shows requests to pay, the latest first.",
        "Received was passed on and is not answered; Accepted will be paid; Refused, Paid and Expired are over. Older ones that are over are not in memory and not shown.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("participant", ArgumentKind.Participant, "only those that it sent or got"),
        ArgumentDefinition.Optional("status", ArgumentKind.Text, "only those that stand so") with
        {
            Choices = [nameof(RequestStatus.Received), nameof(RequestStatus.Accepted), nameof(RequestStatus.Refused), nameof(RequestStatus.Paid), nameof(RequestStatus.Expired)],
        },
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many") with { Default = "20", NumberMax = 1000 });

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        ParticipantId? only = call.Arguments.ParticipantOrNull("participant");
        string? status = call.Arguments.TextOrNull("status");
        IEnumerable<RequestToPay> all = await call.Switch.Running.ListRequestsToPayAsync().ConfigureAwait(false);
        return new TableResult(
            Columns,
            [
                .. all.Where(request => (only is null || request.Received!.Sender == only || request.Received.Receiver == only) && (status is null || request.Status.ToString() == status))
                    .Reverse().Take((int)call.Arguments.Number("max")).Select(Row),
            ]);
    }

    private static IReadOnlyList<Cell> Row(RequestToPay request)
    {
        RequestReceived received = request.Received!;
        return
        [
            Cell.Uetr(request.Id),
            Cell.Text(request.Status.ToString()),
            Cell.Amount(received.Amount.MinorUnits, received.Amount.Currency),
            Cell.Participant(received.Sender),
            Cell.Participant(received.Receiver),
            Cell.Text(received.Amount.Currency.Code),
            Cell.Time(received.ExpiresAtMs),
            Cell.Text(received.EndToEndId),
        ];
    }
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>request show</c>.</summary>
internal sealed class RequestShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "request show", "Shows one request to pay.",
        "Who asks whom for how much and until when, the answer, and the payment that it led to. Names of debtor and creditor are in the message alone.",
        OperatorRole.Viewer, CommandDanger.None, ArgumentDefinition.Required("id", ArgumentKind.Uetr, "which request, as requests list has it"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        Uetr id = call.Arguments.Uetr("id");
        IReadOnlyList<RequestToPay> all = await call.Switch.Running.ListRequestsToPayAsync().ConfigureAwait(false);
        if (all.FirstOrDefault(request => request.Id == id) is not { Received: { } received } found)
            return new Refused("request.unknown", $"There is no request to pay {id}, or it was over long ago.", 404);
        return new RecordResult(
        [
            new("id", Cell.Uetr(id)),
            new("status", Cell.Text(found.Status.ToString())),
            new("amount", Cell.Amount(received.Amount.MinorUnits, received.Amount.Currency)),
            new("currency", Cell.Text(received.Amount.Currency.Code)),
            new("creditorAgent", Cell.Participant(received.Sender)),
            new("debtorAgent", Cell.Participant(received.Receiver)),
            new("endToEndId", Cell.Text(received.EndToEndId)),
            new("received", Cell.Time(received.AtMs)),
            new("expires", Cell.Time(received.ExpiresAtMs)),
            new("answered", Cell.Time(found.Answer?.AtMs ?? 0)),
            new("reason", Cell.Text(found.Answer?.ReasonCode)),
            new("paidBy", found.PaidBy is Uetr payment ? Cell.Uetr(payment) : new Cell(CellKind.Uetr, null)),
        ]);
    }
}

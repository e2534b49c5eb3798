using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>payment show</c>.</summary>
internal sealed class PaymentShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "payment show", "Shows one payment, finished or not.",
        "State, amount, the two banks, references, times and reasons, its settlement cycle, and what came after it: recall, returns, later outcome. Names and accounts of debtor and creditor are not shown: they are in the message alone.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Uetr);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        Uetr uetr = call.Arguments.Uetr("uetr");
        if (await call.Switch.Running.FindAsync(uetr).ConfigureAwait(false) is not PaymentHistory found) return PaymentAnswers.Unknown(uetr);
        Payment payment = found.Payment;
        PaymentReceived received = payment.Received!;
        return new RecordResult(
        [
            .. PaymentAnswers.Heading(payment),
            new("reasons", Cell.Text(PaymentAnswers.Reasons(payment.Reasons))),
            new("forwarded", Cell.Flag(payment.WasForwarded)),
            new("booked", Cell.Flag(payment.IsClosed)),
            new("answer", Cell.Text(payment.AnswerStatus)),
            new("messageId", Cell.Text(received.Transfer.MessageId)),
            new("endToEndId", Cell.Text(received.Transfer.EndToEndId)),
            new("transactionId", Cell.Text(received.Transfer.TransactionId)),
            new("accepted", Cell.Time(received.Transfer.AcceptedAtMs ?? 0)),
            new("received", Cell.Time(received.AtMs)),
            new("final", Cell.Time(payment.FinalAtMs)),
            new("lateAnswer", Cell.Time(payment.LateAnswerAtMs)),
            new("traceParent", Cell.Text(received.TraceParent)),
            new("scheme", Cell.Text(received.Scheme)),
            new("profileVersion", Cell.Number(received.ProfileVersion)),
            new("submittedBy", Cell.Participant(received.SubmittedBy)),
            new("cycle", Cell.Number(payment.Cycle == 0 ? null : payment.Cycle)),
            new("laterOutcome", Cell.Text(payment.Aftermath.LaterOutcome?.Status)),
            new("recall", Cell.Text(payment.Aftermath.Recall?.Status.ToString())),
            new("recallReason", Cell.Text(payment.Aftermath.Recall?.Request.ReasonCode)),
            new("recallDue", Cell.Time(payment.Aftermath.Recall?.Request.DueMs ?? 0)),
            new("returns", Cell.Text(PaymentAnswers.Returns(payment))),
            new("returned", Cell.Amount(payment.Aftermath.ReturnedMinor, received.Transfer.Amount.Currency)),
        ]);
    }
}

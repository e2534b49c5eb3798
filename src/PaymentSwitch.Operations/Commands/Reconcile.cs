using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>reconcile</c>.</summary>
internal sealed class Reconcile : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "reconcile", "Holds the books against each other now, and says whether they fit.",
        "Reservations against payments in flight, balances against movements, both ends of each payment, and everything together is zero. Payments go on meanwhile. With --full every movement is checked "
        + "and not only those since the last run. payswitch ends with 0 only where everything was compared and fits; mismatches list names what does not.",
        OperatorRole.Viewer, CommandDanger.None,
        ArgumentDefinition.Optional("full", ArgumentKind.Flag, "check every movement: about a second for a million"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (call.Switch.Reconciliation is not IReconciliation reconciliation) return MismatchesList.NotConfigured;
        ReconciliationReport report = await reconciliation.RunAsync(call.Arguments.Flag("full")).ConfigureAwait(false);
        return new RecordResult(
        [
            new("outcome", Cell.Text(report.Outcome.ToString())),
            new("mismatches", Cell.Number(report.MismatchCount)),
            new("first", Cell.Text(report.Mismatches.Count == 0 ? null : report.Mismatches[0].Text)),
            new("position", Cell.Number(report.Position)),
            new("at", Cell.Time(report.AtMs)),
            new("tookMs", Cell.Number(report.TookMs)),
            new("full", Cell.Flag(report.IsFull)),
            new("accounts", Cell.Number(report.AccountsChecked)),
            new("livePayments", Cell.Number(report.LivePaymentsChecked)),
            new("movements", Cell.Number(report.MovementsChecked)),
            new("payments", Cell.Number(report.PaymentsChecked)),
        ])
        {
            ExitCode = report.Outcome == ReconciliationOutcome.Matched ? OperatorExitCode.Done : OperatorExitCode.Refused,
        };
    }
}

using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>scheme show</c>.</summary>
internal sealed class SchemeShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "scheme show", "Shows the profile that a scheme's new payments go by.",
        "Its clock in milliseconds, limit, messages, rules and how it settles. Payments that were taken in before a change are decided by the profile they began with.",
        OperatorRole.Viewer, CommandDanger.None, ArgumentDefinition.Required("scheme", ArgumentKind.Text, "the scheme's name, as sct-inst"));

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        string name = call.Arguments.Text("scheme");
        return Task.FromResult<OperatorResult>(call.Switch.Running.Schemes.Find(name) is SchemeProfile scheme ? Show(scheme) : Refusals.Of(SchemeReply.Unknown, name));
    }

    private static RecordResult Show(SchemeProfile scheme) => new(
    [
        new("scheme", Cell.Text(scheme.Name)),
        new("version", Cell.Number(scheme.Version)),
        new("currency", Cell.Text(scheme.Currency.Code)),
        new("settlement", Cell.Text(scheme.SettlementModel.ToString())),
        new("amountMax", Cell.Amount(scheme.AmountMaxMinor, scheme.Currency)),
        new("answerWithinMs", Cell.Number(scheme.Clock.AnswerWithinMs)),
        new("receiverReserveMs", Cell.Number(scheme.Clock.ReceiverReserveMs)),
        new("futureToleranceMs", Cell.Number(scheme.Clock.FutureToleranceMs)),
        new("statusRequestNotBeforeMs", Cell.Number(scheme.Clock.StatusRequestNotBeforeMs)),
        new("instructAfterMs", Cell.Number(scheme.InstructAfterMs)),
        new("capsArePrefunded", Cell.Flag(scheme.CapsArePrefunded)),
        new("bookingNotices", Cell.Text(scheme.Notifications.Bookings.ToString())),
        new("settlementReports", Cell.Flag(scheme.Notifications.SettlementReports)),
        new("statements", Cell.Flag(scheme.Notifications.Statements)),
        new("reportTimes", Cell.Text(string.Join(", ", scheme.Notifications.ReportTimes.Select(time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture))))),
        new("reportEveryMs", Cell.Number(scheme.Notifications.ReportEveryMs)),
        new("requestsToPay", Cell.Flag(scheme.Exceptions.RequestsToPay)),
        new("acceptingStatuses", Cell.Text(Sorted(scheme.AcceptingStatuses))),
        new("messages", Cell.Text(Sorted(scheme.MessageDefinitions))),
        new("rules", Cell.Text(Sorted(scheme.Rules.Select(rule => rule.ToString())))),
    ]);

    private static string Sorted(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}

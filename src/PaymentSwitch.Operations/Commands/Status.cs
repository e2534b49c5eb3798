using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>status</c>.</summary>
internal sealed class Status : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "status", "Shows how the switch stands.",
        "The schemes, what waits to be decided, payments without an outcome, up to where the lists of payments have come in the journal, and how far the machine's clock is ahead of the switch's time, in ms.",
        OperatorRole.Viewer, CommandDanger.None);

    public Task<OperatorResult> RunAsync(OperatorCall call) => Task.FromResult<OperatorResult>(new RecordResult(
    [
        new("schemes", Cell.Text(string.Join(", ", call.Switch.Running.Schemes.Current.Select(scheme => $"{scheme.Name} ({scheme.Currency}, {scheme.SettlementModel})")))),
        new("switchBic", Cell.Text(call.Switch.SwitchBic)),
        new("ready", Cell.Flag(call.Switch.Running.IsReady)),
        new("role", Cell.Text(call.Switch.Role)),
        new("standbys", Cell.Number(call.Switch.Standbys?.Invoke() ?? 0)),
        new("participants", Cell.Number(call.Switch.Directory.Participants.Count())),
        new("inboxDepth", Cell.Number(call.Switch.InboxDepth)),
        new("openPayments", Cell.Number(call.Switch.OpenPayments)),
        new("projectedPosition", Cell.Number(call.Switch.ReadSide.Position)),
        new("now", Cell.Time(call.NowMs)),
        new("clockAheadMs", Cell.Number(call.Switch.ClockAheadMs?.Invoke() ?? 0)),
    ]));
}

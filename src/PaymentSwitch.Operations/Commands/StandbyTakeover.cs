using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>standby takeover</c>.</summary>
internal sealed class StandbyTakeover : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "standby takeover", "Lets the standby take over.",
        "For the active server: it takes nothing more in, stores and answers what it has, gives its lease back and ends with exit code 0; the standby goes on within a second. Refused where no standby follows.",
        OperatorRole.Supervisor, CommandDanger.ChangesState);

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        int standbys = call.Switch.Standbys?.Invoke() ?? 0;
        if (standbys == 0 || call.Switch.HandOver is null)
            return Task.FromResult<OperatorResult>(new Refused("standby.none", "No standby follows this server: to stop it, end it with SIGTERM.", 409));
        call.Switch.HandOver();
        return Task.FromResult<OperatorResult>(new RecordResult(
        [
            new("role", Cell.Text(call.Switch.Role)),
            new("standbys", Cell.Number(standbys)),
            new("handsOver", Cell.Flag(true)),
        ]));
    }
}

using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>watch show</c>.</summary>
internal sealed class WatchShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "watch show", "Shows the bounds of an account that raise alerts.",
        "Floors and ceilings of the available balance and of the headroom, the hysteresis, and which bounds are crossed now.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant, CommonArguments.Currency);

    public Task<OperatorResult> RunAsync(OperatorCall call) => WatchAnswers.ShowAsync(call);
}

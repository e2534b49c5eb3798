using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle abort</c>.</summary>
internal sealed class CycleAbort : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle abort", "Stops the settlement of a cycle that was cut.",
        "Only before the settlement bank is told. Positions stand and go on using caps until the cycle is taken up again (cycle reopen). Payments go on.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CycleAnswers.Number, CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(call, new AbortCycle(call.Act));
}

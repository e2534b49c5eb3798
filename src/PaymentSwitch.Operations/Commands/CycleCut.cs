using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle cut</c>.</summary>
internal sealed class CycleCut : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle cut", "Cuts the open cycle: payments from now on belong to the next one.",
        "What is reserved drains into the cycle that was cut; when all of it is posted or released, the cycle is netted. No payment waits for that. The number says which "
        + "cycle is meant, so that a repeat does not cut the next one.",
        OperatorRole.Operator, CommandDanger.ChangesState, CycleAnswers.Number, CycleAnswers.Scheme);

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(call, new CutCycle(call.Act));
}

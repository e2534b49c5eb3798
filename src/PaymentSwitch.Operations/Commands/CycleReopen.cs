using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle reopen</c>.</summary>
internal sealed class CycleReopen : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle reopen", "Takes the settlement of an aborted cycle up again.",
        "It takes no new payments: it drains, is netted anew, and waits for its instruction as any other cycle.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CycleAnswers.Number, CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(call, new ReopenCycle(call.Act));
}

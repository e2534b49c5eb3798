using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle instruct</c>.</summary>
internal sealed class CycleInstruct : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle instruct", "Tells the settlement bank to move the money of a netted cycle.",
        "One instruction for each net position that is not zero (pacs.009). Only for a netted cycle whose debits equal its credits; afterwards it cannot be aborted any more. "
        + "Where the scheme says after what time this happens by itself, this is for those who will not wait.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney, CycleAnswers.Number, CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => CycleAnswers.CheckAsync(call);

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(call, new InstructCycle([], call.Act));
}

using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle show</c>.</summary>
internal sealed class CycleShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle show", "Shows one settlement cycle.",
        "Where it stands, its business day, when it was cut and settled, what the net debtors owe together, and how many instructions are done or failed. cycle positions has each participant.",
        OperatorRole.Viewer, CommandDanger.None, CycleAnswers.Number, CycleAnswers.Scheme);

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.ShowAsync(call, CycleAnswers.IdOf(call));
}

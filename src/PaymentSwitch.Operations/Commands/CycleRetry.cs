using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle retry</c>.</summary>
internal sealed class CycleRetry : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle retry", "Has the settlement bank try a failed instruction once more.",
        "Another instruction of the same amount takes its place, with an identity of its own.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney, CycleAnswers.Number, CycleAnswers.Debtor, CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(
        call, id => call.Switch.Running.ReplaceInstructionAsync(id, call.Arguments.Participant("participant"), fromPrefunding: false, call.Act));
}

using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle cover</c>.</summary>
internal sealed class CycleCover : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle cover", "Takes what a participant failed to pay from its prefunding.",
        "Another instruction takes the place of the one that failed; the settlement bank takes the money from what the participant has brought in. Only for a net debtor whose prefunding covers it.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney, CycleAnswers.Number, CycleAnswers.Debtor, CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => CycleAnswers.AskAsync(
        call, id => call.Switch.Running.ReplaceInstructionAsync(id, call.Arguments.Participant("participant"), fromPrefunding: true, call.Act));
}

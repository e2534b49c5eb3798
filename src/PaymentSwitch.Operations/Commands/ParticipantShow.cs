using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant show</c>.</summary>
internal sealed class ParticipantShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant show", "Shows one participant.",
        "What it may do, how messages may name it, the banks that are reached through it, and the last cursor of its mailbox.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant);

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ShowAsync(call, call.Arguments.Participant("participant"));
}

using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant suspend</c>.</summary>
internal sealed class ParticipantSuspend : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant suspend", "Stops a participant from sending and receiving payments.",
        "Counts from the next payment on: what was forwarded to the participant it may still answer. With --receive-only it goes on receiving. "
        + "It keeps its account, its mailbox and its token.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Optional("receive-only", ArgumentKind.Flag, "it may still receive")) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) =>
        ParticipantAnswers.ChangeAsync(call, call.Arguments.Flag("receive-only") ? StandingChange.ReceiveOnly : StandingChange.Suspend);
}

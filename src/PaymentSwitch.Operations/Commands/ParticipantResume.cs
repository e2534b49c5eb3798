using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant resume</c>.</summary>
internal sealed class ParticipantResume : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant resume", "Lets a participant send and receive payments again.",
        "Whatever kept it from that before: a suspension, or that it had signed itself off.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ChangeAsync(call, StandingChange.Resume);
}

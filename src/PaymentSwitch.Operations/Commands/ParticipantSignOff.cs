using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant sign-off</c>.</summary>
internal sealed class ParticipantSignOff : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant sign-off", "Signs a participant off that cannot do so itself.",
        "It neither sends nor receives until it signs itself on again, or is resumed (participant resume). All others are told. For a bank that is away for maintenance and asks for it.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ChangeAsync(call, StandingChange.SignOff);
}

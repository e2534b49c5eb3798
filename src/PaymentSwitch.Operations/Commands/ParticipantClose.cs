using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant close</c>.</summary>
internal sealed class ParticipantClose : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant close", "Lets a participant leave the scheme for good.",
        "Its accounts must be closed before (account close). It cannot be enrolled again under this name. All others are told.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ChangeAsync(call, StandingChange.Close);
}

using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant enable</c>.</summary>
internal sealed class ParticipantEnable : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant enable", "Lets a bank that was tested take part: it sends and receives.",
        "For a participant that was onboarded; one that was suspended or has signed itself off is resumed (participant resume). All others are told.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ChangeAsync(call, StandingChange.Enable);
}

using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant onboard</c>.</summary>
internal sealed class ParticipantOnboard : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant onboard", "Enrols a bank that is to be tested before it takes part.",
        "As participant enrol, but it neither sends nor receives payments until it is enabled (participant enable). It can be given an account, tokens and reachable parties meanwhile.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, ParticipantEnrol.Arguments);

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantEnrol.EnrolAsync(call, ParticipantStanding.Onboarding);
}

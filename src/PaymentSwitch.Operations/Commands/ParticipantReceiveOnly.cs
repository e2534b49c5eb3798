using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant receive-only</c>.</summary>
internal sealed class ParticipantReceiveOnly : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "participant receive-only", "Lets a participant receive payments, but not send them.",
        "Counts from the next payment on. It may still answer, return and take money in; participant resume lets it send again. All others are told.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant) { NeedsFourEyes = true };

    public Task<OperatorResult> RunAsync(OperatorCall call) => ParticipantAnswers.ChangeAsync(call, StandingChange.ReceiveOnly);
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle fail</c>.</summary>
internal sealed class CycleFail : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle fail", "Says that the settlement bank could not move a participant's money.",
        "A net debtor is then suspended, its cap is taken away, and what it owes is taken from its prefunding where that covers it. For a net receiver nothing follows by itself: cycle retry. "
        + "Needed only where the settlement bank does not answer the switch itself.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CycleAnswers.Number, CycleAnswers.Debtor,
        ArgumentDefinition.Required("reason", ArgumentKind.Text, "the settlement bank's reason, as AM04"),
        CycleAnswers.Scheme) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => CycleAnswers.CheckAsync(call);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        CycleId id = CycleAnswers.IdOf(call);
        if (await CycleAnswers.FindAsync(call, id).ConfigureAwait(false) is not SettlementCycle cycle) return Refusals.Of(CycleReply.Unknown, id);
        ParticipantId participant = call.Arguments.Participant("participant");
        if (cycle.Instructions.FirstOrDefault(own => own.Participant == participant) is not SettlementInstruction instruction) return Refusals.Of(CycleReply.NoSuchInstruction, id);
        return await CycleAnswers.AskAsync(call, new FailInstruction(instruction.Uetr, call.Arguments.Text("reason"), call.Act)).ConfigureAwait(false);
    }
}

using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle confirm</c>.</summary>
internal sealed class CycleConfirm : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cycle confirm", "Says that the settlement bank has moved the money of instructions.",
        "For one participant, or with --all for every instruction that is not answered yet; those that failed are left out, and it counts which those are when it is granted. With the last one the cycle is settled and its positions are reset: final. "
        + "Needed only where the settlement bank does not answer the switch itself.",
        OperatorRole.Supervisor, CommandDanger.MovesMoney, CycleAnswers.Number,
        ArgumentDefinition.Optional("participant", ArgumentKind.Participant, "whose instruction"),
        ArgumentDefinition.Optional("all", ArgumentKind.Flag, "all that are not answered yet"),
        CycleAnswers.Scheme) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call) => call.Arguments.ParticipantOrNull("participant") is null != call.Arguments.Flag("all")
        ? new Refused("cycle.ambiguous", "Expected either participant or all, not both and not neither.", 400, OperatorExitCode.WrongUsage)
        : await CycleAnswers.CheckAsync(call).ConfigureAwait(false);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        CycleId id = CycleAnswers.IdOf(call);
        ParticipantId? only = call.Arguments.ParticipantOrNull("participant");
        if (await CycleAnswers.FindAsync(call, id).ConfigureAwait(false) is not SettlementCycle cycle) return Refusals.Of(CycleReply.Unknown, id);
        SettlementInstruction[] meant = [.. cycle.Instructions.Where(own => only is null ? !own.IsDone && own.Status != InstructionStatus.Failed : own.Participant == only)];
        if (meant.Length == 0) return Refusals.Of(cycle.IsFinal && only is null ? CycleReply.SettledAlready : CycleReply.NoSuchInstruction, id);
        foreach (SettlementInstruction instruction in meant)
        {
            CycleReply reply = await call.Switch.Running.CommandCycleAsync(id, new ConfirmInstruction(instruction.Uetr, call.Act)).ConfigureAwait(false);
            // The settlement bank may answer at the same time: what is done is done, and shown below.
            if (reply != CycleReply.Done && (only is not null || reply != CycleReply.SettledAlready)) return Refusals.Of(reply, id);
        }

        return await CycleAnswers.ShowAsync(call, id).ConfigureAwait(false);
    }
}

using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Cycles, and the settlement bank.</content>
internal sealed partial class Life
{
    private CycleReply AskCycle(CycleId id, CycleCommand command) =>
        Ask(command.GetType().Name, id.ToString(), reference => reference.Command(id, command), core => core.CommandCycle(id, command).Now());

    private CycleReply AskInstruction(Uetr instruction, bool confirmed) => Ask(
        confirmed ? "confirm" : "fail", $"{_reference.Instructions.GetValueOrDefault(instruction)} {Short(instruction)}",
        reference => reference.AnswerInstruction(instruction, confirmed, "AM04"), core => core.AnswerInstruction(instruction, confirmed, "AM04", Act).Now());

    private CycleReply AskReplacement(CycleId id, ParticipantId participant, bool fromPrefunding) => Ask(
        fromPrefunding ? "cover" : "try again", $"{id} {Short(participant)}",
        reference => reference.ReplaceInstruction(id, participant, fromPrefunding), core => core.ReplaceInstruction(id, participant, fromPrefunding, Act).Now());

    private void CutCycle() => AskCycle(Chance(5) ? new CycleId(_schemes[1].Name, _random.Next(5)) : _reference.OpenCycleOf(_schemes[1].Name), new CutCycle(Act));

    private void SteerCycle()
    {
        ReferenceCycle[] unsettled = [.. _reference.Cycles.Where(cycle => cycle.Status is not (CycleStatus.Settled or CycleStatus.Open))];
        ReferenceCycle? cycle = unsettled.Length > 0 && !Chance(6) ? Any(unsettled) : null;
        CycleCommand command = cycle?.Status switch
        {
            CycleStatus.Draining when !Chance(3) => new AbortCycle(Act),
            CycleStatus.Aborted when !Chance(3) => new ReopenCycle(Act),
            _ => _random.Next(8) switch { <= 3 => new InstructCycle([], Act), <= 5 => new AbortCycle(Act), _ => new ReopenCycle(Act) },
        };
        CycleReply reply = AskCycle(cycle?.Id ?? new CycleId(Any(_schemes).Name, _random.Next(6)), command);
        if (command is ReopenCycle && reply == CycleReply.Done && cycle?.Status == CycleStatus.Draining) _coverage.Note("re-opened, and it still drains");
    }

    private void AnswerInstruction()
    {
        bool any = Chance(6);
        Uetr[] waiting = [.. _reference.Cycles.Where(cycle => cycle.Status != CycleStatus.Settled)
            .SelectMany(cycle => cycle.Instructions).Where(one => any || !one.IsDone).Select(one => one.Uetr!.Value)];
        Uetr instruction = Chance(40) ? NewUetr()
            : waiting.Length > 0 && !Chance(6) ? Any(waiting)
            : _reference.Instructions.Count > 0 ? Any([.. _reference.Instructions.Keys]) : NewUetr();
        bool isCover = _reference.Cycles.Exists(cycle => cycle.Instructions.Exists(one => one.Uetr == instruction && one.IsFromPrefunding));
        AskInstruction(instruction, confirmed: !Chance(isCover ? 2 : 3));
    }

    /// <summary>A bank without a cap pays in two cycles, each time somewhat more or less than half of what it has brought in.</summary>
    private void Overspend()
    {
        ParticipantId bank = AnyBank(Sterling, one => one.MaySend);
        var id = new AccountId(bank, Sterling);
        AskAccount(id, new SetAccountTerms(SettlementModel.DeferredNet, Cap.Unlimited, Act));
        for (int cycle = 0; cycle < 2; cycle++)
        {
            long prefundedMinor = _reference.Accounts.GetValueOrDefault(id)?.PrefundedMinor ?? 0;
            SubmitPayment payment = NewPayment(
                bank, OwnAgent(bank).Identification, OwnAgent(AnyBank(Sterling, one => one.MayReceive && one.Id != bank)).Identification,
                new Money(1 + Math.Max(0, prefundedMinor * _random.Next(40, 80) / 100), Sterling));
            Submit("submit", payment);
            if (_reference.Payments[payment.Transfer.Uetr] is { Status: PaymentStatus.Reserved } forwarded) Answer(forwarded.Receiver!.Value, forwarded.Uetr, "ACCP");
            AskCycle(_reference.OpenCycleOf(_schemes[1].Name), new CutCycle(Act));
        }

        FailOneBank(bank);
    }

    /// <summary>The settlement bank cannot move what one bank owes, in whichever cycles it owes something.</summary>
    private void FailOneBank(ParticipantId bank)
    {
        foreach (ReferenceCycle cycle in _reference.Cycles.ToArray())
        {
            if (cycle.Status == CycleStatus.Netted && Owes(cycle, bank)) AskCycle(cycle.Id, new InstructCycle([], Act));
        }

        Compare();
        foreach (ReferenceInstruction owed in _reference.Cycles.SelectMany(cycle => cycle.Instructions).Where(one => one.Participant == bank && one.Status == InstructionStatus.Sent && one.NetMinor < 0).ToArray())
        {
            AskInstruction(owed.Uetr!.Value, confirmed: false);
            Compare();
        }
    }

    private static bool Owes(ReferenceCycle cycle, ParticipantId bank) => cycle.Status != CycleStatus.Settled
        && cycle.Positions.Exists(position => position.Participant == bank && position.DebitsMinor > position.CreditsMinor);

    private void ReplaceInstruction()
    {
        (CycleId Cycle, ParticipantId Participant)[] failed = [.. _reference.Cycles.SelectMany(
            cycle => cycle.Instructions.Where(one => one.Status == InstructionStatus.Failed).Select(one => (cycle.Id, one.Participant)))];
        (CycleId cycle, ParticipantId participant) = failed.Length > 0 && !Chance(6) ? Any(failed) : (new CycleId(_schemes[1].Name, _random.Next(1, 12)), Any(Banks));
        // Somebody may bring in what its prefunding lacks.
        if (failed.Length > 0 && Chance(3)) AskAccount(new AccountId(participant, Sterling), new FundAccount(3_000 + _random.Next(6_000), $"r{_number++}", Act));
        AskReplacement(cycle, participant, fromPrefunding: Chance(2));
    }
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Cycles, the settlement bank, liquidity, requests to pay.</content>
internal sealed partial class Life
{
    private CycleReply AskCycle(CycleId id, CycleCommand command) =>
        Ask(command.GetType().Name, id.ToString(), reference => reference.Command(id, command), core => core.CommandCycle(id, command));

    private CycleReply AskInstruction(Uetr instruction, bool confirmed) => Ask(
        confirmed ? "confirm" : "fail", $"{_reference.Instructions.GetValueOrDefault(instruction)} {Short(instruction)}",
        reference => reference.AnswerInstruction(instruction, confirmed, "AM04"), core => core.AnswerInstruction(instruction, confirmed, "AM04", Act));

    private CycleReply AskReplacement(CycleId id, ParticipantId participant, bool fromPrefunding) => Ask(
        fromPrefunding ? "cover" : "try again", $"{id} {Short(participant)}",
        reference => reference.ReplaceInstruction(id, participant, fromPrefunding), core => core.ReplaceInstruction(id, participant, fromPrefunding, Act));

    private void CutCycle() => AskCycle(new CycleId(_schemes[1].Name, Chance(5) ? _random.Next(1, 5) : 0), new CutCycle(Act));

    private void SteerCycle()
    {
        CycleCommand command = _random.Next(8) switch { <= 3 => new InstructCycle([], Act), <= 5 => new AbortCycle(Act), _ => new ReopenCycle(Act) };
        ReferenceCycle[] unsettled = [.. _reference.Cycles.Where(cycle => cycle.Status is not (CycleStatus.Settled or CycleStatus.Open))];
        AskCycle(unsettled.Length > 0 && !Chance(6) ? Any(unsettled).Id : new CycleId(Any(_schemes).Name, _random.Next(6)), command);
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
            AskCycle(new CycleId(_schemes[1].Name, 0), new CutCycle(Act));
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

    private void TransferLiquidity()
    {
        AccountId account = AnyAccount();
        bool isIn = Chance(2);
        ParticipantId sender = Chance(12) ? Any(Banks) : isIn ? _reference.SettlementBank ?? Keeper : account.Participant;
        string reference = $"L{_random.Next(25)}{(Chance(6) ? ":back" : "")}";
        long amountMinor = _random.Next(20) switch { 0 => 0, 1 => 1_000_000_000_000_000_000, _ => 1 + _random.Next(4_000) };
        if (!isIn && Chance(4)) amountMinor = Math.Max(1, _reference.Accounts.GetValueOrDefault(account)?.AvailableMinor ?? 1);
        var terms = new LiquidityTerms(sender, account, isIn ? LiquidityDirection.In : LiquidityDirection.Out, amountMinor, reference, $"M{_number++}");
        Uetr id = DerivedIdentity.OfLiquidityTransfer(sender, reference);
        var command = new TransferLiquidity { Terms = terms, Message = NoMessage, Digest = NewDigest() };
        if (_reference.Transfers.TryGetValue(id, out ReferenceTransfer? known) && Chance(2)) command = known.Asked;
        Ask(
            "liquidity", $"{terms.Direction} {terms.AmountMinor} {terms.Account} by {Short(sender)} as {reference}",
            ledger => ledger.Transfer(id, command), core => core.TransferLiquidity(id, command).Reply);
    }

    private void GiveReceipt()
    {
        Uetr[] waiting = [.. _reference.Transfers.Where(entry => entry.Value.Status == LiquidityStatus.Booked || Chance(6)).Select(entry => entry.Key)];
        Uetr id = waiting.Length == 0 ? NewUetr() : Any(waiting);
        (ParticipantId sender, bool accepted) = (Chance(10) ? Any(Banks) : Chance(10) ? SecondKeeper : Keeper, Chance(2));
        Ask(
            "receipt", $"{_reference.Transfers.GetValueOrDefault(id)?.Asked.Terms.Reference} {(accepted ? "taken in" : "sent back")} by {Short(sender)}",
            ledger => ledger.Receipt(id, sender, accepted), core => core.ReceiptOf(id, sender, accepted, "no").Reply);
    }

    private void AskToPay()
    {
        ParticipantId sender = Any(Banks);
        var command = new AskToPay
        {
            Sender = Chance(15) ? Any(Banks) : sender,
            CreditorAgent = AgentOf(sender),
            DebtorAgent = Chance(15) ? AgentIdentification.OfBic("NOBODEFFXXX") : AnyAgent(),
            EndToEndId = $"Q{_random.Next(30)}",
            Amount = new Money(1 + _random.Next(2_000), Chance(20) ? Currency.Of("USD") : AnyCurrency()),
            ExpiresAtMs = _nowMs + (_random.Next(8) switch { 0 => 0, <= 4 => _random.Next(1, 4_000) * 8, _ => _random.Next(1, 40) * SchemeTerms.Days / 10 }),
            Message = NoMessage,
            Digest = NewDigest(),
        };
        Uetr id = NewUetr();
        if (_reference.Requests.Count > 0 && Chance(6))
        {
            id = Any([.. _reference.Requests.Keys]);
            if (Chance(2)) command = _reference.Requests[id].Asked;
        }

        Ask(
            "ask to pay", $"{Short(id)}: {command.Amount} by {Short(command.Sender)} of {command.DebtorAgent} as {command.EndToEndId}",
            reference => reference.Ask(id, command), core => core.AskToPay(id, command).Reply);
    }

    private void AnswerRequest()
    {
        if (_reference.Requests.Count == 0) return;
        bool any = Chance(4);
        Uetr[] some = [.. _reference.Requests.Where(entry => any || entry.Value.Status == RequestStatus.Received).Select(entry => entry.Key)];
        if (some.Length == 0) return;
        Uetr id = Any(some);
        ReferenceRequest request = _reference.Requests[id];
        var answer = new AnswerRequestToPay
        {
            Sender = Chance(10) ? Any(Banks) : request.Payer,
            Accepts = !Chance(3),
            Message = NoMessage,
            Digest = request.Answer is { } before && Chance(2) ? before : NewDigest(),
        };
        Ask("answer request", $"{Short(id)}: {answer.Accepts} by {Short(answer.Sender)}", reference => reference.AnswerRequest(id, answer), core => core.AnswerRequest(id, answer).Reply);
    }
}

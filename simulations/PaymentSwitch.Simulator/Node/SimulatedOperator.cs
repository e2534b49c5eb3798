using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulator.Oracle;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Node;

/// <summary>The operators: enrol the banks, move money, suspend and resume, and see to it that cycles settle.</summary>
internal sealed class SimulatedOperator(
    VirtualTime time, Chance chance, Swarm swarm, FaultCounts faults, PromiseOracle oracle, SwitchHost host, SchemeProfile scheme, IReadOnlyList<ParticipantId> banks)
{
    private static readonly OperatorAct Act = new("operator", "simulated");
    private int _numbers;

    /// <summary>Whether they leave everything as it is, cycles excepted.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Brings the banks in. The world is still calm.</summary>
    public void Enrol()
    {
        foreach (ParticipantId bank in banks)
        {
            var agent = new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, IsReachableParty: false);
            Do(on => on.CommandParticipantAsync(bank, new EnrolParticipant(bank.Value, [agent], Act)), reply => Expect(reply == ParticipantReply.Done));
            // The cap is prefunded: it comes after the money.
            Do(on => on.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(scheme.SettlementModel, new Cap(0), Act)), reply => Expect(reply == AccountReply.Done));
            Do(on => on.CommandAccountAsync(AccountOf(bank), new FundAccount(swarm.FundsMinor, "opening", Act)), reply => Expect(reply == AccountReply.Done));
            Do(on => on.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(scheme.SettlementModel, new Cap(swarm.FundsMinor), Act)), reply => Expect(reply == AccountReply.Done));
        }

        Live();
    }

    /// <summary>All cycles that are cut settle, and nothing is left to do.</summary>
    public void SettleCycles() => Do(on => on.ListCyclesAsync(), cycles =>
    {
        foreach (SettlementCycle cycle in cycles)
        {
            if (cycle.Status is not CycleStatus.Instructed) continue;
            foreach (SettlementInstruction instruction in cycle.Instructions)
                Do(on => on.CommandCycleAsync(cycle.Id, new ConfirmInstruction(instruction.Uetr, Act)), _ => { });
        }
    });

    private void Live()
    {
        time.AfterMs(chance.Between(200, 3_000), Live);
        if (scheme.SettlementModel == SettlementModel.DeferredNet) SettleCycles();
        if (IsCalm || !chance.Happens(swarm[Fault.OperatorActs])) return;
        faults.Add(Fault.OperatorActs);
        ParticipantId bank = chance.Any(banks);
        string reference = $"O{++_numbers}";
        long amountMinor = chance.Between(1, swarm.FundsMinor / 4);
        switch (chance.Below(5))
        {
            case 0:
                Do(on => on.CommandAccountAsync(AccountOf(bank), new FundAccount(amountMinor, reference, Act)), reply =>
                {
                    if (reply == AccountReply.Done && !oracle.HasReference(AccountOf(bank), reference))
                        oracle.Broken("what was answered was durable first", $"An operator was told that {reference} is booked, and it is not stored.");
                });
                break;
            case 1:
                Do(on => on.CommandAccountAsync(AccountOf(bank), new WithdrawFromAccount(amountMinor, reference, Act)), _ => { });
                break;
            case 2:
                Do(on => on.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(scheme.SettlementModel, new Cap(chance.Between(0, swarm.FundsMinor)), Act) { MayBeBelowUse = true }), _ => { });
                break;
            case 3:
                Do(on => on.CommandParticipantAsync(bank, new ChangeStanding(StandingChange.Suspend, Act)), _ => { });
                time.AfterMs(chance.Between(100, 3_000), () => Do(on => on.CommandParticipantAsync(bank, new ChangeStanding(StandingChange.Resume, Act)), _ => { }));
                break;
            default:
                if (scheme.SettlementModel == SettlementModel.DeferredNet) CutOpen();
                break;
        }
    }

    private void CutOpen() => Do(on => on.ListCyclesAsync(), cycles =>
    {
        foreach (SettlementCycle cycle in cycles)
            if (cycle.Status == CycleStatus.Open) Do(on => on.CommandCycleAsync(cycle.Id, new CutCycle(Act)), _ => { });
    });

    /// <summary>Asks the switch where it runs; what becomes of it where it does not, or breaks off, the operator sees by looking again.</summary>
    private void Do<TReply>(Func<IOperatedSwitch, ValueTask<TReply>> ask, Action<TReply> told)
    {
        if (host.Node is not { Engine.IsReady: true } node) return;
        _ = AskAsync();
        node.Kick();

        async Task AskAsync()
        {
            try
            {
                TReply reply = await ask(node.Engine);
                if (!node.IsDead) told(reply);
            }
            catch (Exception error) when (error is JournalException or MachineDiedException or InvalidOperationException)
            {
                // Not known: looked at again later.
            }
        }
    }

    private void Expect(bool isDone)
    {
        if (!isDone) oracle.Broken("nothing unforeseen happens", "A bank could not be brought in.");
    }

    private AccountId AccountOf(ParticipantId bank) => new(bank, scheme.Currency);
}

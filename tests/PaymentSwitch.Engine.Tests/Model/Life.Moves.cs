using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>What can happen, how often, and how it begins and ends.</content>
internal sealed partial class Life
{
    private static readonly ParticipantId[] Banks = [new("ALPHDEFFXXX"), new("BRAVFRPPXXX"), new("CHARNLAAXXX"), new("DELTGB2LXXX")];
    private static readonly ParticipantId Keeper = new("KEEPGB22XXX");
    private static readonly ParticipantId SecondKeeper = new("NEXTGB22XXX");
    private static readonly string[] Parties = ["PARTDEFF001", "PARTDEFF002", "PARTFRPPXXX", "PARTNLAA004"];
    private static readonly OperatorAct Act = new("life");

    private static readonly (int Weight, Action<Life> Make)[] Kinds =
    [
        (26, life => life.Pay()), (3, life => life.PayAgain()), (26, life => life.AnswerPayment()), (2, life => life.AskStatus()),
        (6, life => life.RecallPayment()), (5, life => life.AnswerRecall()), (9, life => life.ReturnPayment()),
        (4, life => life.SetTerms()), (3, life => life.LimitParty()), (2, life => life.SetWatch()), (5, life => life.Fund()), (3, life => life.Withdraw()), (2, life => life.Close()),
        (4, life => life.ChangeStanding()), (2, life => life.ChangeAgents()),
        (4, life => life.CutCycle()), (6, life => life.SteerCycle()), (7, life => life.AnswerInstruction()), (3, life => life.ReplaceInstruction()), (2, life => life.FailOneBank(life.Any(Banks))), (2, life => life.Overspend()),
        (4, life => life.TransferLiquidity()), (4, life => life.GiveReceipt()), (4, life => life.AskToPay()), (3, life => life.AnswerRequest()),
        (14, life => life.LetTimePass()),
    ];

    private static readonly int Weights = Kinds.Sum(kind => kind.Weight);

    private Currency Euro => _schemes[0].Currency;

    private Currency Sterling => _schemes[1].Currency;

    private void Move()
    {
        int drawn = _random.Next(Weights);
        foreach ((int weight, Action<Life> make) in Kinds)
        {
            drawn -= weight;
            if (drawn >= 0) continue;
            make(this);
            return;
        }
    }

    /// <summary>Most banks join with most accounts; the rest comes in the course of life.</summary>
    private void Settle()
    {
        _words.Add("Begin:");
        foreach ((ParticipantId bank, string party) in Banks.Zip(Parties))
        {
            Enrol(bank, Chance(3) ? [OwnAgent(bank)] : [OwnAgent(bank), Reachable(party)], null);
            if (Chance(16)) continue;
            foreach (SchemeTerms scheme in _schemes)
            {
                if (Chance(12)) continue;
                var id = new AccountId(bank, scheme.Currency);
                // Where the cap need not be covered, little is brought in: less than may be owed in several cycles together.
                bool prefunded = scheme.IsNet && Chance(2);
                long fundedMinor = 1 + _random.Next(scheme.IsNet && !prefunded ? 4_000 : 20_000);
                AskAccount(id, new FundAccount(fundedMinor, "opening", Act));
                AskAccount(id, new SetAccountTerms(ModelOf(scheme), new Cap(prefunded ? _random.NextInt64(fundedMinor) : Chance(3) ? null : _random.Next(20_000)), Act) { MustBePrefunded = prefunded });
            }
        }

        if (!Chance(6)) Enrol(Keeper, [], null, ParticipantRole.SettlementBank);
        Commit();
    }

    /// <summary>Time goes on until nobody can answer any more; then every cycle is settled, and nothing is left of any of them.</summary>
    private void End()
    {
        PassTime(20_000, Alarms.All);
        AskCycle(_reference.OpenCycleOf(_schemes[1].Name), new CutCycle(Act));
        Compare();
        foreach (ReferenceCycle cycle in _reference.Cycles.ToArray())
        {
            AskCycle(cycle.Id, new ReopenCycle(Act));
            AskCycle(cycle.Id, new InstructCycle([], Act));
            Compare();
            foreach (ReferenceInstruction instruction in cycle.Instructions)
            {
                if (instruction.Status != InstructionStatus.Failed) continue;
                AskReplacement(cycle.Id, instruction.Participant, fromPrefunding: false);
                Compare();
            }

            foreach (ReferenceInstruction instruction in cycle.Instructions) AskInstruction(instruction.Uetr!.Value, confirmed: true);
            Compare();
        }

        PassTime(10 * SchemeTerms.Days, Alarms.All);
        Compare();
        Commit();
        foreach (AccountState account in _core.CaptureAccounts())
            MismatchException.Unless(account.Id, "the number of positions at the end", 0, account.Positions.Count(position => position.Cycle != 0 && !IsOpen(position.Cycle)));
        MismatchException.Unless("The end", "the number of open payments", 0, _core.OpenPayments);
        if (_reference.PromisedElsewhere > 0) _coverage.Note("prefunding promised to another cycle");
        CheckReadModels();
        Restart();
    }

    private bool IsOpen(long cycle) => _core.ListCycles().Any(one => one.Id.Number == cycle && one.Status == CycleStatus.Open);

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Any<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    private Currency AnyCurrency() => Chance(2) ? Euro : Sterling;

    private AccountId AnyAccount() => new(Chance(30) ? Chance(2) ? Keeper : new ParticipantId("NOBODEFFXXX") : Any(Banks), Chance(40) ? Currency.Of("USD") : AnyCurrency());

    private Uetr NewUetr()
    {
        byte[] id = new byte[16];
        _random.NextBytes(id);
        return Uetr.FromRandom(id);
    }

    private ReadOnlyMemory<byte> NewDigest() => BitConverter.GetBytes(_random.NextInt64());

    private static OriginalMessage NoMessage { get; } = new(new byte[] { 1, 2, 3 }, 0, 3);

    private static string Short(ParticipantId id) => id.Value[..4];

    private static string Short(Uetr uetr) => uetr.ToString()[..4];
}

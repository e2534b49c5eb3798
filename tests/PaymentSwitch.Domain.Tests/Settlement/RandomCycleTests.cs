using FsCheck;
using FsCheck.Fluent;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Settlement;

/// <summary>
/// Whatever is asked of a cycle, in whatever order: what Decide accepts Evolve takes in, a repeat changes nothing, nothing is
/// instructed that does not add up, and nothing settles but by the money of every instruction.
/// </summary>
public sealed class RandomCycleTests
{
    private static readonly OperatorAct Act = new("test");
    private static readonly ParticipantId[] Banks = [new("ALPHGB2LXXX"), new("BRAVGB2LXXX"), new("CHARGB2LXXX")];

    [Fact]
    public void It_keeps_its_promises_in_every_life()
    {
        var seen = new HashSet<string>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => new Life(seed, seen).Live(40)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        // The test must have seen what it is about.
        Assert.Equal(
            typeof(CycleEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CycleEvent))).Select(type => type.Name).Order(), seen.Order());
    }

    [Fact]
    public void Netting_instructs_no_positions_that_do_not_add_up()
    {
        int unbalanced = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            ParticipantPosition[] positions = [.. Banks.Select(bank => new ParticipantPosition(bank, Amount(random), Amount(random)))];
            SettlementCycle cycle = Cut();
            CycleDecision decision = cycle.Decide(new NetCycle(positions), 2);
            Int128 sumMinor = positions.Aggregate((Int128)0, (sum, position) => sum + position.CreditsMinor - position.DebitsMinor);
            Assert.Equal(sumMinor == 0 ? CycleReply.Done : CycleReply.Unbalanced, decision.Reply);
            if (sumMinor == 0) return;
            unbalanced++;
            cycle = cycle.Evolve(decision.First!);
            Assert.Equal(new CycleDecision(CycleReply.Unbalanced), cycle.Decide(new InstructCycle([], Act), 3));
            Assert.Null(decision.Second);
        }).QuickCheckThrowOnFailure();
        Assert.InRange(unbalanced, 10, 100);
    }

    private static long Amount(Random random) => random.Next(6) switch { 0 => 0, 1 => Money.MinorUnitsMax, 2 => Money.MinorUnitsMax - 1, _ => random.Next(3) };

    private static SettlementCycle Cut() => SettlementCycle.Unknown(new CycleId("fps", 1))
        .Evolve(new CycleOpened(1, Currency.Of("GBP"), new DateOnly(2026, 3, 2), 1, 0, false)).Evolve(new CycleCut(1, Act));

    private sealed class Life(int seed, HashSet<string> seen)
    {
        private readonly Random _random = new(seed);
        private readonly List<CycleEvent> _facts = [];
        private SettlementCycle _cycle = SettlementCycle.Unknown(new CycleId("fps", 1));
        private int _number;

        public void Live(int moves)
        {
            for (int i = 0; i < moves; i++)
            {
                CycleCommand command = Any();
                string before = Shown.Of(_cycle);
                CycleDecision decision = _cycle.Decide(command, i + 1);
                Assert.Equal(before, Shown.Of(_cycle));
                Assert.True(decision.Second is null || decision.First is not null);
                if (decision.First is not null) Take(decision.First);
                if (decision.Second is not null) Take(decision.Second);
                Check();
                CycleDecision again = _cycle.Decide(command, i + 1);
                Assert.True(again is { First: null, Second: null }, $"{command} again: {again}");
            }

            Assert.Equal(Shown.Of(_cycle), Shown.Of(_facts.Aggregate(SettlementCycle.Unknown(_cycle.Id), (cycle, fact) => cycle.Evolve(fact))));
        }

        private void Take(CycleEvent fact)
        {
            bool wasFinal = _cycle.IsFinal;
            _cycle = _cycle.Evolve(fact);
            _facts.Add(fact);
            seen.Add(fact.GetType().Name);
            Assert.False(wasFinal, $"{fact} after the end.");
            if (_cycle.DecideReport(fact) is not CycleReported report) return;
            // To tell of it changes nothing.
            Assert.Same(_cycle, _cycle.Evolve(report));
            Assert.Equal((Shown.Of(_cycle.Positions), fact.AtMs), (Shown.Of(report.Positions), report.AtMs));
            _facts.Add(report);
            seen.Add(nameof(CycleReported));
        }

        private void Check()
        {
            if (_cycle.Instructions.Count > 0) Assert.Equal(0, _cycle.Instructions.Sum(instruction => instruction.NetMinor));
            Assert.Equal(_cycle.Instructions.Any(instruction => instruction.Status == InstructionStatus.Failed), _cycle.Status == CycleStatus.Failed);
            if (_cycle.Status == CycleStatus.Settled) Assert.All(_cycle.Instructions, instruction => Assert.True(instruction.IsDone));
            else if (_cycle.Instructions.Count > 0) Assert.Contains(_cycle.Instructions, instruction => !instruction.IsDone);
        }

        private CycleCommand Any() => _random.Next(12) switch
        {
            0 => new OpenCycle(Currency.Of(_random.Next(5) == 0 ? "EUR" : "GBP"), new DateOnly(2026, 3, 2), 1, 0, false),
            1 => new CutCycle(Act),
            2 => new NetCycle(Positions()),
            3 => new InstructCycle([.. _cycle.Positions.Where(position => position.NetMinor != 0).Select(position => new SettlementInstruction(New(), position.Participant, position.NetMinor))], Act),
            4 => new AbortCycle(Act),
            5 => new ReopenCycle(Act),
            6 or 7 => new FailInstruction(Known(), "AM04", Act),
            9 => new MoveCut(new DateOnly(2026, 3, 2), _random.Next(1, 3), _random.Next(3)),
            8 => new ReplaceInstruction(Known(), New(), _random.Next(2) == 0, _random.Next(4), Act),
            _ => new ConfirmInstruction(Known(), Act),
        };

        private ParticipantPosition[] Positions()
        {
            long[] net = [_random.Next(-3, 4), _random.Next(-3, 4), 0];
            net[2] = -net[0] - net[1] + (_random.Next(12) == 0 ? 1 : 0);
            return [.. Banks.Zip(net, (bank, minor) => new ParticipantPosition(bank, Math.Max(0, -minor), Math.Max(0, minor)))];
        }

        private Uetr New() => Uetr.Parse($"00000000-0000-4000-8000-{++_number:x12}");

        private Uetr Known() =>
            _cycle.Instructions.Count > 0 && _random.Next(5) > 0 ? _cycle.Instructions[_random.Next(_cycle.Instructions.Count)].Uetr
            : _cycle.Replaced.Count > 0 ? _cycle.Replaced[_random.Next(_cycle.Replaced.Count)] : New();
    }
}

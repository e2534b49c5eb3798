using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>
/// One seeded life of two schemes side by side: whatever the switch is asked the reference is asked too, and after each move
/// all that both have is compared. Every move draws from a source of its own, so that one can be left out and the others stay.
/// </summary>
internal sealed partial class Life : IDisposable
{
    private const long StartMs = 1_800_000_000_000;

    private readonly int _seed;
    private readonly Coverage _coverage;
    private readonly SchemeTerms[] _schemes;
    private readonly EngineLimits _limits;
    private readonly InMemoryJournal _journal = new();
    private readonly PaymentArchive _archive;
    private readonly JournalBooks _books = new();
    private readonly List<string> _words = [];

    // All that the reference was told, so that a new one can be told it again, up to the last commit.
    private readonly List<Action<ReferenceLedger>> _told = [];
    private int _toldAtCommit;
    private ReferenceLedger _reference;
    private SwitchCore _core;
    private SwitchSnapshot? _snapshot;
    private Random _random;
    private long _nowMs = StartMs;
    private SwitchCore? _comparedCore;
    private long _comparedFacts;

    public Life(int seed, Coverage coverage)
    {
        _seed = seed;
        _coverage = coverage;
        _random = new Random(seed);
        _schemes = SchemeTerms.Some(_random);
        _limits = new EngineLimits
        {
            FinishedPaymentsInMemoryMax = _random.Next(1, 40), FinishedEntitiesInMemoryMax = _random.Next(3) == 0 ? _random.Next(1, 10) : 1_000,
        };
        _archive = new PaymentArchive(_journal);
        _reference = NewReference();
        _core = NewCore();
        _core.Resume(_nowMs).Now();
    }

    /// <summary>The moves in words, oldest first.</summary>
    public IReadOnlyList<string> Words => _words;

    public void Dispose() => _journal.Dispose();

    /// <summary>Lives through so many moves, and then to the end of everything that was begun.</summary>
    /// <param name="moves">How many.</param>
    /// <param name="leftOut">Moves that are not made, by number; null for none.</param>
    public void Live(int moves, IReadOnlySet<int>? leftOut = null)
    {
        Settle();
        for (int i = 0; i < moves; i++)
        {
            if (leftOut?.Contains(i) == true) continue;
            _random = new Random(HashCode(_seed, i));
            _words.Add($"{i}.");
            Move();
            Compare();
            if (_random.Next(3) == 0) Commit();
            if (_random.Next(60) == 0) Restart();
            else if (_random.Next(90) == 0) Crash();
        }

        _words.Add("End:");
        End();
        _coverage.Lives++;
        _coverage.Moves += moves;
    }

    // System.HashCode is seeded anew in each process.
    private static int HashCode(int seed, int move) => unchecked((seed * 486_187_739) ^ (move * 16_777_619));

    /// <summary>Asks both, and holds the replies against each other.</summary>
    private TReply Ask<TReply>(string move, string words, Func<ReferenceLedger, TReply> expected, Func<SwitchCore, TReply> actual)
        where TReply : struct, Enum
    {
        _words.Add($"{move} {words}");
        TReply want = Tell(expected);
        TReply got = actual(_core);
        _words[^1] = $"{move} {words}: {got}";
        _coverage.Note(move, got);
        MismatchException.Unless(move, "the reply", want, got);
        return got;
    }

    private T Tell<T>(Func<ReferenceLedger, T> what)
    {
        _told.Add(reference => what(reference));
        return what(_reference);
    }

    private void Compare()
    {
        // Where nothing was decided since, there is nothing new to compare.
        if (_comparedFacts == _core.FactCount && _comparedCore == _core && _reference.Touched.Count == 0) return;
        (_comparedFacts, _comparedCore) = (_core.FactCount, _core);
        TakeOverIdentities();
        Comparison.Compare(_core, _reference);
        foreach (Uetr uetr in _reference.Touched)
        {
            PaymentCell? cell = _core.Find(uetr, create: false, out _);
            if (cell is not null) Comparison.Compare(_reference.Payments[uetr], cell.Payment);
        }

        _reference.Touched.Clear();
    }

    /// <summary>The reference learns by which identities the switch calls its new instructions.</summary>
    private void TakeOverIdentities()
    {
        if (!_reference.Cycles.Exists(cycle => cycle.Instructions.Exists(one => one.Uetr is null))) return;
        foreach (SettlementCycle cycle in _core.ListCycles())
        {
            foreach (SettlementInstruction instruction in cycle.Instructions)
            {
                (CycleId id, ParticipantId participant, Uetr uetr) = (cycle.Id, instruction.Participant, instruction.Uetr);
                Tell(reference => reference.Name(id, participant, uetr));
            }
        }
    }

    /// <summary>Asks both something of a payment, which comes back from the journal first where it has left memory.</summary>
    private TReply AskPayment<TReply>(string move, Uetr uetr, string words, Func<ReferenceLedger, TReply> expected, Func<SwitchCore, PaymentCell, TReply> actual, bool create = false)
        where TReply : struct, Enum
    {
        PaymentCell? cell = _core.Find(uetr, create, out MissingPayment? missing);
        if (cell is null)
        {
            Commit();
            _coverage.Note("reload from the journal");
            _core.Reload(_archive.Load(missing!.Value));
            cell = _core.Find(uetr, create, out _)!;
        }

        return Ask(move, $"{Short(uetr)}: {words}", expected, core => actual(core, cell));
    }

    private ReferenceLedger NewReference() => new(_schemes, _limits.FinishedEntitiesInMemoryMax, StartMs);

    private SwitchCore NewCore() => new(SchemeCatalogue.Of([.. _schemes.Select(scheme => scheme.ToProfile())]), _limits);
}

using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulator.Disk;
using PaymentSwitch.Simulator.Oracle;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Node;

/// <summary>The machine died. Nothing that was under way goes on.</summary>
internal sealed class MachineDiedException() : Exception("The machine died (simulated).");

/// <summary>The switch as banks reach it: a process that dies and comes back, and at times a second one that takes over from it.</summary>
internal sealed class SwitchHost : IDisposable
{
    private readonly VirtualTime _time;
    private readonly ulong _seed;
    private readonly Chance _chance;
    private readonly Swarm _swarm;
    private readonly FaultCounts _faults;
    private readonly PromiseOracle _oracle;
    private readonly SimulatedDisk _disk;
    private readonly SimulatedSnapshots _snapshots;
    private readonly MachineClock _clock;
    private InMemoryReadSide _readSide = new();
    private SwitchNode? _node;
    private SwitchNode? _displaced;
    private int _starts;

    public SwitchHost(VirtualTime time, ulong seed, Swarm swarm, FaultCounts faults, PromiseOracle oracle)
    {
        _time = time;
        _seed = seed;
        _chance = Chance.For(seed, "host");
        _swarm = swarm;
        _faults = faults;
        _oracle = oracle;
        _disk = new SimulatedDisk(Chance.For(seed, "disk"), swarm, faults) { IsCalm = true };
        _snapshots = new SimulatedSnapshots(Chance.For(seed, "snapshots"), swarm, faults) { IsCalm = true };
        _clock = new MachineClock(time);
        Start();
        Tick();
    }

    /// <summary>The process that runs; null while there is none.</summary>
    public SwitchNode? Node => _node is { IsDead: false } ? _node : null;

    /// <summary>Since when it has been up, in milliseconds of the world.</summary>
    public long UpSinceMs { get; private set; }

    /// <summary>Whether faults happen.</summary>
    public bool IsCalm
    {
        get => _disk.IsCalm;
        set
        {
            _disk.IsCalm = value;
            _snapshots.IsCalm = value;
            if (_node is not null) _node.IsCalm = value;
        }
    }

    /// <summary>A request of a bank arrives.</summary>
    public void Receive(BankRequest request, Action<BankResponse> reply)
    {
        // Until everybody has heard of the new one, the old one is asked too.
        SwitchNode? asked = _displaced is { IsDead: false } && _chance.Happens(0.5) ? _displaced : Node;
        asked?.Receive(request, reply);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readSide.Dispose();
        _disk.Dispose();
    }

    private void Tick()
    {
        _time.AfterMs(25, Tick);
        if (Node is not { } node) return;
        node.Kick();
        _displaced?.Kick();
        if (IsCalm) return;
        if (_chance.Happens(_swarm[Fault.Crash]))
        {
            _faults.Add(Fault.Crash);
            node.Die();
            Restart();
        }
        else if (_chance.Happens(_swarm[Fault.TwoWriters] * 0.01)) TakeOver(node);
    }

    private void TakeOver(SwitchNode from)
    {
        if (_displaced is { IsDead: false }) return;
        _faults.Add(Fault.TwoWriters);
        _displaced = from;
        _time.AfterMs(_chance.Between(0, 3_000), () =>
        {
            from.Die();
            // Where the other one could not start, for want of a disk, there is nobody left.
            if (from == _node) Restart();
        });
        _readSide = new InMemoryReadSide();
        Start();
    }

    private void Restart()
    {
        _disk.LoseUnsynced();
        _time.AfterMs(_chance.Between(1, 4_000), () =>
        {
            if (Node is not null) return;
            if (!IsCalm) HarmStores();
            Start();
        });
    }

    private void HarmStores()
    {
        _snapshots.MaybeLose();
        if (_chance.Happens(_swarm[Fault.ReadModelsLost]))
        {
            _faults.Add(Fault.ReadModelsLost);
            _readSide = new InMemoryReadSide();
        }

        if (_chance.Happens(_swarm[Fault.BitRot]))
        {
            _disk.Rot(SimulatedJournal.HeaderBytes);
            if (_disk.IsRotten) _faults.Add(Fault.BitRot);
        }

        if (!_chance.Happens(_swarm[Fault.ClockJump])) return;
        _faults.Add(Fault.ClockJump);
        _clock.AheadMs = _chance.Between(-2_000, 2_000);
    }

    private void Start()
    {
        try
        {
            Open();
        }
        catch (DiskException)
        {
            // The disk is not there yet: the process has ended, and is started again.
            Restart();
        }
        catch (JournalException) when (_disk.IsRotten)
        {
            // Seen, and said: somebody brings the copy.
            _disk.Heal();
            Restart();
        }
        catch (MachineDiedException)
        {
            Restart();
        }
        catch (Exception error)
        {
            _oracle.Broken("nothing unforeseen happens", $"The switch could not start: {error}");
        }
    }

    private void Open()
    {
        SwitchNode? opened = null;
        bool wasRotten = _disk.IsRotten;
        SimulatedJournal journal = SimulatedJournal.Open(
            _disk,
            stage =>
            {
                if (IsCalm || opened is null || opened.IsDead || !_chance.Happens(_swarm[Fault.CrashInAppend] / 3)) return;
                _faults.Add(Fault.CrashInAppend);
                opened.Die();
                if (opened == _node) _time.After(0, Restart);
                throw new MachineDiedException();
            },
            _oracle.Found,
            _oracle.Stored);
        if (wasRotten) _oracle.Broken("any tampering shows", "A byte of the journal was changed, and the switch has started on it.");
        _oracle.Opened(journal.LastPosition);
        opened = new SwitchNode(
            _time, Chance.For(_seed, $"node {++_starts}"), _swarm, _faults, _oracle, SimulatedScheme.Reader, _clock, (journal, _snapshots, _readSide),
            _swarm.IsNet ? SimulatedScheme.Net : SimulatedScheme.Gross)
        {
            IsCalm = IsCalm,
            Ended = HasEnded,
        };
        _node = opened;
        UpSinceMs = _time.NowMs;
    }

    private void HasEnded(SwitchNode node, Exception why)
    {
        if (why is not (JournalException or MachineDiedException)) _oracle.Broken("nothing unforeseen happens", $"The switch ended: {why}");
        if (node == _node) Restart();
    }
}

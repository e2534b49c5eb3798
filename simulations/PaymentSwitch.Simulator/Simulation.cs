using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Simulator.Banks;
using PaymentSwitch.Simulator.Node;
using PaymentSwitch.Simulator.Oracle;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator;

/// <summary>
/// One world, from its seed to its end: banks pay each other through the real switch, whatever can go wrong does, and the
/// oracle looks on. Everything happens in one thread and in virtual time, so that the same seed is the same world.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const long StepsMax = 20_000_000;
    private const long CalmMaxMs = 120_000;
    private const long PatienceMs = 12_000;
    private readonly ulong _seed;
    private readonly VirtualTime _time = new();
    private readonly FaultCounts _faults = new();
    private readonly Swarm _swarm;
    private readonly SchemeProfile _scheme;
    private readonly PromiseOracle _oracle;
    private readonly SwitchHost _host;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedOperator _operator;
    private readonly SimulatedBank[] _banks;
    private readonly Chance _chance;
    private int _paid;

    private Simulation(ulong seed, IReadOnlySet<Fault> without, int? payments)
    {
        _seed = seed;
        _chance = Chance.For(seed, "payments");
        _swarm = Swarm.Of(seed, without, payments);
        _scheme = _swarm.IsNet ? SimulatedScheme.Net : SimulatedScheme.Gross;
        _oracle = new PromiseOracle(_time, _scheme);
        _host = new SwitchHost(_time, seed, _swarm, _faults, _oracle);
        ParticipantId[] ids = [.. Enumerable.Range(0, _swarm.Banks).Select(SimulatedScheme.BankOf)];
        _operator = new SimulatedOperator(_time, Chance.For(seed, "operator"), _swarm, _faults, _oracle, _host, _scheme, ids) { IsCalm = true };
        _network = new SimulatedNetwork(_time, Chance.For(seed, "network"), _swarm, _faults, _host.Receive);
        var messages = new SimulatedMessages(_scheme.Currency.Code);
        _operator.Enrol();
        _banks = [.. ids.Select(id => new SimulatedBank(id, _time, Chance.For(seed, id.Value), _swarm, _faults, _network, messages, ids))];
    }

    /// <summary>Runs a world to its end, or to the first promise that is not kept.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="without">Faults that do not happen in it.</param>
    /// <param name="payments">At most so many payments; null for as many as the seed has.</param>
    public static SimulationResult Run(ulong seed, IReadOnlySet<Fault>? without = null, int? payments = null)
    {
        using var simulation = new Simulation(seed, without ?? new HashSet<Fault>(), payments);
        simulation.Run();
        return simulation.Result();
    }

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();

    private void Run()
    {
        // Calm until the banks are in, then everything at once, then calm again until everything is done.
        if (!Until(() => _banks.All(bank => _host.Node?.Engine.Directory.Find(bank.Id) is not null) && _time.NowMs > 200, 10_000)) return;
        SetCalm(false);
        _time.After(0, Pay);
        if (!Until(() => _paid >= _swarm.Payments, 3_600_000)) return;
        SetCalm(true);
        _network.IsCalm = true;
        if (Until(IsDone, CalmMaxMs)) CompareBooks();
    }

    private void Pay()
    {
        if (_paid >= _swarm.Payments) return;
        _paid++;
        _chance.Any(_banks).Pay();
        _time.After(_chance.Between(0, 2 * _swarm.PauseUs), Pay);
    }

    private void SetCalm(bool isCalm)
    {
        _host.IsCalm = isCalm;
        _operator.IsCalm = isCalm;
        foreach (SimulatedBank bank in _banks) bank.IsCalm = isCalm;
    }

    private bool Until(Func<bool> holds, long maxMs)
    {
        long endsAtMs = _time.NowMs + maxMs;
        for (long steps = 0; _oracle.First is null; steps++)
        {
            // Looked at now and then: it is looked at less often than things happen.
            if ((steps & 15) == 0 && holds()) return true;
            if (_time.NowMs > endsAtMs || steps > StepsMax || !_time.Step())
            {
                _oracle.Broken("each payment reaches exactly one final state, by its deadline", $"After {maxMs} ms of the world it is not done: {Standing()}");
                return false;
            }

            if ((steps & 255) == 0) LookAtDeadlines();
        }

        return false;
    }

    private void LookAtDeadlines()
    {
        // Where the switch was down, its patience begins when it is up again.
        long upForMs = _host.Node is null ? 0 : _time.NowMs - _host.UpSinceMs;
        if (upForMs > PatienceMs) _oracle.CheckDeadlines(VirtualTime.BeginsAtMs + _time.NowMs, PatienceMs);
    }

    private bool IsDone()
    {
        if (_oracle.Open > 0 || _host.Node is not { } node || _banks.Any(bank => bank.IsWaiting)) return false;
        return _time.NowMs - _host.UpSinceMs > 500 && _banks.All(bank => bank.Cursor == node.Engine.Mailboxes.LastCursor(bank.Id));
    }

    private string Standing() =>
        $"{_oracle.Open} payments without an outcome, the switch is {(_host.Node is null ? "down" : "up")}, waiting: {string.Join(' ', _banks.Where(bank => bank.IsWaiting).Select(bank => bank.Id))}, "
        + string.Join(' ', _banks.Select(bank => $"{bank.Id} has {bank.Cursor} of {_host.Node?.Engine.Mailboxes.LastCursor(bank.Id)}"));

    /// <summary>At the end the switch's books, the oracle's and the banks' are the same.</summary>
    private void CompareBooks()
    {
        foreach (SimulatedBank bank in _banks)
        {
            if (bank.Finding is not null) _oracle.Broken("a bank is told what happened, once", bank.Finding);
            long netMinor = _oracle.PaymentsNetOf(new AccountId(bank.Id, _scheme.Currency));
            if (!bank.IsAtOdds && bank.NetMinor != netMinor)
                _oracle.Broken("no money is made or lost", $"{bank.Id}'s own book has {bank.NetMinor} of payments, and its account {netMinor}.");
        }

        if (ListAccounts(_host.Node!.Engine) is not { } accounts)
        {
            _oracle.Broken("nothing unforeseen happens", "The accounts could not be listed.");
            return;
        }

        foreach (AccountStanding account in accounts)
        {
            if (account.BalanceMinor != _oracle.BalanceOf(account.Id) || account.ReservedMinor != _oracle.ReservedOf(account.Id))
                _oracle.Broken("no money is made or lost", $"{account.Id} is shown with {account.BalanceMinor} and {account.ReservedMinor} reserved; stored are {_oracle.BalanceOf(account.Id)} and {_oracle.ReservedOf(account.Id)}.");
        }
    }

    /// <summary>
    /// The accounts as they stand with all that is stored. A cycle may still settle while they are listed: in the very group after which
    /// the list is given, which then is from before it. So they are listed until nothing was stored meanwhile.
    /// </summary>
    private IReadOnlyList<AccountStanding>? ListAccounts(EmbeddedSwitch engine)
    {
        for (int i = 0; i < 1_000; i++)
        {
            long before = _oracle.Groups;
            ValueTask<IReadOnlyList<AccountStanding>> asked = engine.ListAccountsAsync();
            while (!asked.IsCompleted && (engine.StepDecider() | engine.StepLoader() | engine.StepWriter()))
            {
            }

            if (!asked.IsCompletedSuccessfully) return null;
            if (_oracle.Groups == before) return asked.Result;
        }

        return null;
    }

    private SimulationResult Result() => new(
        _seed, _oracle.First, _oracle.Payments, _oracle.Settled, _oracle.Answers, _oracle.Groups, _time.NowMs, _faults, _oracle.Fingerprint ^ (ulong)_time.NowUs);
}

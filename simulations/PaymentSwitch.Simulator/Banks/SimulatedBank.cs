using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.Node;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Banks;

/// <summary>
/// A bank: pays and is paid, asks back and sends back, sends everything again until it is answered, and keeps a book of
/// nothing but what it is told. By the seed it is also silent, late, forgetful or dishonest.
/// </summary>
internal sealed partial class SimulatedBank
{
    private const long AskAgainUs = 1_500_000;
    private const int TriesPlannedMax = 8;
    private readonly VirtualTime _time;
    private readonly Chance _chance;
    private readonly Swarm _swarm;
    private readonly FaultCounts _faults;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedMessages _messages;
    private readonly IReadOnlyList<ParticipantId> _all;
    private readonly Dictionary<Uetr, OwnPayment> _own = [];
    private readonly HashSet<long> _unanswered = [];
    private readonly List<byte[]> _sent = [];
    private readonly Action _readMail;
    private long _sends;
    private long _cursor;
    private bool _isReading;

    public SimulatedBank(
        ParticipantId id, VirtualTime time, Chance chance, Swarm swarm, FaultCounts faults, SimulatedNetwork network, SimulatedMessages messages,
        IReadOnlyList<ParticipantId> all)
    {
        Id = id;
        _time = time;
        _chance = chance;
        _swarm = swarm;
        _faults = faults;
        _network = network;
        _messages = messages;
        _all = all;
        _readMail = ReadMail;
        _time.After(_chance.Between(1, 20_000), _readMail);
    }

    /// <summary>Its name.</summary>
    public ParticipantId Id { get; }

    /// <summary>What payments and returns have brought it and cost it, as far as it was told, in minor units.</summary>
    public long NetMinor { get; private set; }

    /// <summary>What it found wrong.</summary>
    public string? Finding { get; private set; }

    /// <summary>The last message of its mailbox that it has.</summary>
    public long Cursor => _cursor;

    /// <summary>Whether something that it sent is still to be answered.</summary>
    public bool IsWaiting => _unanswered.Count > 0;

    /// <summary>Whether it has used an identity for two payments, and cannot know which of them the switch took.</summary>
    public bool IsAtOdds { get; private set; }

    /// <summary>Whether it behaves.</summary>
    public bool IsCalm { get; set; }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(VirtualTime.BeginsAtMs + _time.NowMs);

    /// <summary>Makes a payment, in good faith or not.</summary>
    public void Pay()
    {
        byte[] random = new byte[16];
        BitConverter.TryWriteBytes(random, _chance.Next());
        BitConverter.TryWriteBytes(random.AsSpan(8), _chance.Next());
        var uetr = Uetr.FromRandom(random);
        string transactionId = "T" + uetr.Value.ToString("N");
        long amountMinor = 1 + _chance.Below((int)_swarm.AmountMaxMinor);
        DateTimeOffset acceptedAt = Now - TimeSpan.FromMilliseconds(_chance.Happens(0.03) ? _chance.Between(0, 9_000) : 0);
        string to = _chance.Happens(0.02) ? "NOBODEFFXXX" : _chance.Any(_all).Value;
        if (Happens(Fault.BankReusesIdentity) && _own.Count > 0)
        {
            OwnPayment used = _own.Values.ElementAt(_chance.Below(_own.Count));
            if (_chance.Happens(0.5)) transactionId = used.TransactionId;
            else (uetr, IsAtOdds) = (used.Uetr, true);
        }

        byte[] message = _messages.CreditTransfer(Id, to, uetr, transactionId, amountMinor, acceptedAt);
        if (Happens(Fault.BankSendsNonsense)) message = message[.._chance.Below(message.Length)];
        _own.TryAdd(uetr, new OwnPayment(uetr, transactionId, amountMinor));
        _sent.Add(message);
        TimeSpan wait = _chance.Happens(0.3) ? TimeSpan.FromSeconds(_chance.Between(1, 5)) : default;
        Send(message, wait);
        // Asked once more although it is answered: the answer has to be the same.
        if (_chance.Happens(0.2)) _time.After(_chance.Between(0, 30_000_000), () => Send(message));
    }

    /// <summary>
    /// Sends a message until it is answered by something else than "not now" or "not known". It asks again when it is told so,
    /// and when nothing comes: in a hurry it does both, and what is asked doubles, up to a bound.
    /// </summary>
    private void Send(byte[] message, TimeSpan wait = default)
    {
        long number = ++_sends;
        int planned = 0;
        _unanswered.Add(number);
        Try();

        void Try()
        {
            if (!_unanswered.Contains(number)) return;
            _network.Ask(new BankRequest(Id, message, Wait: wait), response =>
            {
                if (response.Status is 500 or 503) TryIn(_chance.Between(10_000, 400_000));
                else _unanswered.Remove(number);
            });
            TryIn((wait.Ticks / 10) + AskAgainUs + _chance.Between(0, AskAgainUs));
        }

        void TryIn(long us)
        {
            // Without a bound there would soon be nothing else in the world.
            if (planned == TriesPlannedMax) return;
            planned++;
            _time.After(us, () =>
            {
                planned--;
                Try();
            });
        }
    }

    private void ReadMail()
    {
        _time.After(_chance.Between(5_000, 120_000), _readMail);
        if (_isReading && !_chance.Happens(0.02)) return;
        _isReading = true;
        // Now and then it has lost its place, and reads some again.
        long after = _chance.Happens(0.02) ? _chance.Between(0, _cursor + 1) : _cursor;
        _network.Ask(new BankRequest(Id, null, after), response =>
        {
            _isReading = false;
            foreach ((long cursor, byte[] message) in response.Mail)
            {
                if (cursor > _cursor + 1) Finding ??= $"{Id}: after cursor {_cursor} of its mailbox came {cursor}";
                if (cursor != _cursor + 1) continue;
                _cursor = cursor;
                Take(message);
            }
        });
    }

    // Nothing is sent again when it is lost: all of it was answered before, or need not be.
    private void AskAtOnce(Uetr expired)
    {
        List<byte[]> all = [_messages.Answer(Id, expired, "ACCP", Now)];
        for (int i = 2 + _chance.Below(4); i > 0 && _sent.Count > 0; i--) all.Add(_chance.Any(_sent));
        foreach (byte[] message in (List<byte[]>)[.. all, .. all, .. all]) _network.Ask(new BankRequest(Id, message), static _ => { });
    }

    private bool Happens(Fault fault)
    {
        if (IsCalm || !_chance.Happens(_swarm[fault])) return false;
        _faults.Add(fault);
        return true;
    }

    /// <summary>A payment of its own.</summary>
    private sealed record OwnPayment(Uetr Uetr, string TransactionId, long AmountMinor);
}

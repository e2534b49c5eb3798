using System.Buffers;
using System.Security.Cryptography;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Gateway;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Messages;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Gateway.Privacy;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Simulator.Oracle;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Node;

/// <summary>One life of the switch's process: the engine and what the gateway is made of, between a start and an end.</summary>
internal sealed class SwitchNode
{
    private const int MailAtATime = 20;

    // The same for all lives and worlds: what is sealed with them is decided by what is sealed.
    private static readonly PartyKeys Keys = PartyKeys.Of(SHA512.HashData("simulated party keys"u8));

    private readonly VirtualTime _time;
    private readonly Chance _chance;
    private readonly Swarm _swarm;
    private readonly FaultCounts _faults;
    private readonly PromiseOracle _oracle;
    private readonly MessageIntake _intake;
    private readonly OutgoingMessages _outgoing;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Action _decide;
    private readonly Action _write;
    private bool _deciderIsPlanned;
    private bool _writerIsPlanned;
    private bool _readSideIsPlanned;
    private bool _loaderIsPlanned;

    /// <summary>Starts on what the stores have.</summary>
    /// <param name="time">The world's time.</param>
    /// <param name="chance">Its own stream.</param>
    /// <param name="swarm">The seed's settings.</param>
    /// <param name="faults">Counts what goes wrong.</param>
    /// <param name="oracle">Sees what leaves.</param>
    /// <param name="reader">Reads messages; shared by all lives.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="stores">Where everything is kept.</param>
    /// <param name="scheme">The scheme.</param>
    public SwitchNode(
        VirtualTime time, Chance chance, Swarm swarm, FaultCounts faults, PromiseOracle oracle, MessageReader reader, MachineClock clock,
        (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) stores, SchemeProfile scheme)
    {
        _time = time;
        _chance = chance;
        _swarm = swarm;
        _faults = faults;
        _oracle = oracle;
        (_decide, _write) = (Decide, Write);
        Engine = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = [scheme], Journal = stores.Journal, Snapshots = stores.Snapshots, ReadSide = stores.ReadSide, Limits = swarm.Limits,
            Clock = clock, Drive = EngineDrive.Steps,
        });
        _outgoing = new OutgoingMessages(SimulatedScheme.SwitchBic, Engine, Keys);
        var replies = new IntakeReplies(Engine, _outgoing, clock);
        var reports = new ReportIntake(Engine, replies, new ReportSource(stores.ReadSide, stores.Journal), new GatewayLimits());
        _intake = new MessageIntake(Engine, reader, replies, new MessageSealing(Keys, Engine), new Principals(Engine), reports, SimulatedScheme.SwitchBic, CancellationToken.None);
        Kick();
    }

    /// <summary>The engine.</summary>
    public EmbeddedSwitch Engine { get; }

    /// <summary>Whether it has ended: nothing leaves it any more.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Is called when it has ended by itself, with the reason.</summary>
    public Action<SwitchNode, Exception>? Ended { get; set; }

    /// <summary>Whether faults happen.</summary>
    public bool IsCalm { get; set; }

    /// <summary>The process dies.</summary>
    public void Die() => IsDead = true;

    /// <summary>Takes a request in; the reply comes when it comes, or never.</summary>
    public void Receive(BankRequest request, Action<BankResponse> reply)
    {
        if (IsDead) return;
        if (request.Message is null) ReadMailbox(request, reply);
        else _ = TakeAsync(request, request.Message, reply);
        Kick();
    }

    /// <summary>Sees to it that the engine's next steps are taken.</summary>
    public void Kick()
    {
        if (IsDead || _deciderIsPlanned) return;
        _deciderIsPlanned = true;
        _time.After(_chance.Between(1, 300), _decide);
    }

    private void Decide()
    {
        _deciderIsPlanned = false;
        if (IsDead) return;
        bool more = Engine.StepDecider();
        PlanWriter();
        PlanLoader();
        if (!HasEnded() && more) Kick();
    }

    private void PlanLoader()
    {
        if (_loaderIsPlanned || !Engine.HasToLoad) return;
        _loaderIsPlanned = true;
        // Mostly at once; now and then so late that much happens meanwhile.
        _time.After(_chance.Between(1, _chance.Happens(0.2) ? 60_000 : 500), () =>
        {
            _loaderIsPlanned = false;
            if (IsDead) return;
            Engine.StepLoader();
            if (HasEnded()) return;
            Kick();
            PlanLoader();
        });
    }

    private void PlanWriter()
    {
        if (_writerIsPlanned) return;
        _writerIsPlanned = true;
        long inUs = _chance.Between(50, 1_500);
        if (!IsCalm && _chance.Happens(_swarm[Fault.DiskStalls]))
        {
            _faults.Add(Fault.DiskStalls);
            inUs += _chance.Between(10_000, 900_000);
        }

        _time.After(inUs, _write);
    }

    private void Write()
    {
        _writerIsPlanned = false;
        if (IsDead || !Engine.StepWriter()) return;
        // What was decided meanwhile can be handed over now.
        if (HasEnded()) return;
        Kick();
        if (_readSideIsPlanned) return;
        _readSideIsPlanned = true;
        _time.After(_chance.Between(100, 100_000), Project);
    }

    private void Project()
    {
        _readSideIsPlanned = false;
        if (IsDead) return;
        Engine.StepReadSide();
        HasEnded();
    }

    private bool HasEnded()
    {
        if (IsDead) return true;
        if (Engine.Completion.Exception?.InnerException is not { } why) return false;
        IsDead = true;
        Ended?.Invoke(this, why);
        return true;
    }

    private async Task TakeAsync(BankRequest request, byte[] message, Action<BankResponse> reply)
    {
        BankResponse response;
        try
        {
            IntakeAnswer answer = await _intake.TakeAsync(
                new Submission { Caller = request.Bank, Named = request.Bank, Body = message, Wait = request.Wait }, CancellationToken.None);
            if (IsDead) return;
            _buffer.ResetWrittenCount();
            answer.Write?.Invoke(_buffer);
            response = new BankResponse(answer.Status, _buffer.WrittenSpan.ToArray(), []);
        }
        catch (JournalException)
        {
            // As the gateway has it: the outcome is not known.
            if (IsDead) return;
            response = new BankResponse(500, [], []);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            if (!IsDead) _oracle.Broken("nothing unforeseen happens", $"{request.Bank}'s message ended with {error}");
            return;
        }

        _oracle.Answered(request, response);
        reply(response);
    }

    private void ReadMailbox(BankRequest request, Action<BankResponse> reply)
    {
        try
        {
            ValueTask<IReadOnlyList<MailboxMessage>> read = Engine.Mailboxes.ReadAsync(request.Bank, request.After, MailAtATime, TimeSpan.Zero, CancellationToken.None);
            if (!read.IsCompletedSuccessfully && !read.IsFaulted) throw new InvalidOperationException("A mailbox that is read without waiting has waited.");
            IReadOnlyList<MailboxMessage> messages = read.GetAwaiter().GetResult();
            var mail = new List<(long, byte[])>(messages.Count);
            foreach (MailboxMessage message in messages)
            {
                _buffer.ResetWrittenCount();
                _outgoing.Write(_buffer, message);
                byte[] bytes = _buffer.WrittenSpan.ToArray();
                _oracle.MailRead(message, bytes);
                mail.Add((message.Cursor, bytes));
            }

            reply(new BankResponse(200, [], mail));
        }
        catch (JournalException)
        {
            reply(new BankResponse(500, [], []));
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using Serilog.Core;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Three nodes with two banks; the first node has the ledger.</summary>
internal sealed class ThreeNodes : IAsyncDisposable
{
    private const long OpeningMinor = 1_000_000;
    private static readonly TimeSpan FailoverWithin = TimeSpan.FromSeconds(60);

    private readonly PostgresStorage _storage;
    private readonly List<EntityNode> _nodes = [];
    private readonly List<FollowingNode> _followers = [];
    private readonly ManualClock _clock = new();
    private EmbeddedSwitch _engine = null!;
    private ClusterLedger _ledger = null!;
    private int _number;

    private ThreeNodes(PostgresStorage storage) => _storage = storage;

    public static async Task<ThreeNodes> StartAsync(PostgresSettings settings)
    {
        var nodes = new ThreeNodes(PostgresStorage.Open(settings));
        EntityNode first = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, nodes._clock, Logger.None);
        nodes._nodes.Add(first);
        EmbeddedSwitchSetup setup = nodes.Setup(nodes._storage.Journal, nodes._storage.Snapshots, nodes._storage.ReadSide) with { Accounts = first.Accounts };
        nodes._engine = EmbeddedSwitch.Open(setup);
        nodes._ledger = ClusterLedger.Begin(first, nodes._engine, setup.Limits, static () => true);
        await nodes.EnrolAsync();
        for (int n = 0; n < 2; n++)
        {
            EntityNode other = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, nodes._clock, Logger.None);
            nodes._nodes.Add(other);
            nodes._followers.Add(new FollowingNode(other, settings, nodes.Setup));
        }

        while (nodes._nodes.Any(node => node.NodesUp < 3)) await Task.Delay(20);
        return nodes;
    }

    /// <summary>The ledger's engine.</summary>
    public EmbeddedSwitch Ledger => _engine;

    /// <summary>How many entities each node that is up has.</summary>
    public IEnumerable<int> EntitiesByNode() => _nodes.Select(node => node.EntityCount());

    public async Task<IReadOnlyList<Uetr>> SubmitAsync(int count)
    {
        SubmitPayment[] instructions = [.. Enumerable.Range(0, count).Select(_ => Instruction(100))];
        foreach (SubmitPayment instruction in instructions)
        {
            SubmitResult result = await UntilRepliedAsync(() => _ledger.Switch.SubmitAsync(instruction, awaitFinal: false).AsTask());
            Assert.Equal(PaymentStatus.Reserved, result.Payment!.Status);
        }

        return [.. instructions.Select(instruction => instruction.Transfer.Uetr)];
    }

    public async Task AcceptAsync(IEnumerable<Uetr> payments)
    {
        foreach (Uetr payment in payments)
        {
            PaymentResult result = await UntilRepliedAsync(() => _ledger.Switch.AnswerAsync(new AnswerPayment
            {
                Sender = Scheme.Bravo, Uetr = payment, Status = "ACCP", Message = Encoding.UTF8.GetBytes("<answer/>"),
            }).AsTask());
            Assert.Equal(PaymentStatus.Settled, result.Payment!.Status);
        }
    }

    public async Task PayAsync(int count, int acceptEvery)
    {
        IReadOnlyList<Uetr> submitted = await SubmitAsync(count);
        await AcceptAsync(submitted.Where((_, index) => index % acceptEvery == 0));
    }

    public async Task AssertBooksAsync(int settled)
    {
        IReadOnlyList<AccountStanding> accounts = [];
        for (int tries = 0; tries < 600; tries++)
        {
            accounts = await _ledger.Switch.ListAccountsAsync();
            if (accounts.Sum(account => account.BalanceMinor) == 2 * OpeningMinor && accounts.All(account => account.ReservedMinor == 0)) break;
            await Task.Delay(50);
        }

        Assert.Equal(
            [(Scheme.Alpha, OpeningMinor - (settled * 100), 0L), (Scheme.Bravo, OpeningMinor + (settled * 100), 0L)],
            accounts.Select(account => (account.Id.Participant, account.BalanceMinor, account.ReservedMinor)));
        Assert.Empty((await _ledger.Switch.AuditAsync()).Mismatches);
    }

    /// <summary>Lets the time of open payments run out, and waits until banks are told so of each.</summary>
    public async Task PassDeadlinesAsync(IReadOnlyList<Uetr> payments)
    {
        _clock.Advance(60_000);
        MailboxMessage[] told = [];
        for (long began = Environment.TickCount64; Environment.TickCount64 - began < FailoverWithin.TotalMilliseconds;)
        {
            told = [.. (await _ledger.Switch.Mailboxes.ReadAsync(Scheme.Alpha, 0, 1_000, TimeSpan.Zero, CancellationToken.None)).Where(message => message.Kind == DeliveryKind.ConfirmToDebtorAgent)];
            if (told.Length >= payments.Count) break;
            await Task.Delay(50);
        }

        Assert.Equal(payments.Order(), told.Select(message => message.Payment!.Uetr).Order());
        Assert.All(told, message => Assert.Equal(PaymentStatus.Expired, message.Payment!.Status));
    }

    public async Task LeaveAsync(int index)
    {
        EntityNode node = _nodes[index];
        _nodes.RemoveAt(index);
        await node.DisposeAsync();
        DropFollower(index - 1);
    }

    public async Task DieAsync(int index)
    {
        EntityNode node = _nodes[index];
        _nodes.RemoveAt(index);
        await node.DieAsync();
        DropFollower(index - 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _engine.DisposeAsync();
        for (int n = _nodes.Count - 1; n >= 0; n--) await _nodes[n].DisposeAsync();
        foreach (FollowingNode follower in _followers) follower.Dispose();
        _storage.Dispose();
    }

    private void DropFollower(int index)
    {
        _followers[index].Dispose();
        _followers.RemoveAt(index);
    }

    // Whoever gets no reply asks again, the same, as the rules ask of banks.
    private static async Task<T> UntilRepliedAsync<T>(Func<Task<T>> ask)
    {
        long began = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (TimeoutException) when (Environment.TickCount64 - began < FailoverWithin.TotalMilliseconds)
            {
                // Its shard is on its way to another node.
            }
        }
    }

    private EmbeddedSwitchSetup Setup(IJournal journal, ISnapshotStore snapshots, IReadSide readSide) => new()
    {
        Schemes = [TestProfiles.Gross], Clock = _clock, Journal = journal, Snapshots = snapshots, ReadSide = readSide,
    };

    private async Task EnrolAsync()
    {
        foreach (ParticipantId bank in new[] { Scheme.Alpha, Scheme.Bravo })
        {
            var account = new AccountId(bank, TestProfiles.Gross.Currency);
            var act = new OperatorAct("test");
            await _ledger.Switch.CommandParticipantAsync(bank, new EnrolParticipant(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false)], act));
            await _ledger.Switch.CommandAccountAsync(account, new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, act));
            await _ledger.Switch.CommandAccountAsync(account, new FundAccount(OpeningMinor, "opening", act));
        }
    }

    private SubmitPayment Instruction(long amountMinor)
    {
        int number = ++_number;
        byte[] bytes = Encoding.UTF8.GetBytes($"<Document>{number}</Document>");
        return new SubmitPayment
        {
            Sender = Scheme.Alpha,
            Transfer = new CreditTransfer
            {
                Uetr = Uetr.FromRandom(SHA256.HashData(bytes)), MessageDefinition = "pacs.008.001.08", MessageId = $"M{number}", EndToEndId = $"E{number}", TransactionId = $"T{number}",
                Amount = new Money(amountMinor, TestProfiles.Gross.Currency), AcceptedAtMs = _clock.NowMs,
                DebtorAgent = AgentIdentification.OfBic(Scheme.Alpha.Value), CreditorAgent = AgentIdentification.OfBic(Scheme.Bravo.Value),
            },
            Message = new OriginalMessage(bytes, 0, bytes.Length),
            Digest = SHA256.HashData(bytes),
        };
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Akka.Actor;
using Npgsql;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>A node with accounts and nothing else: no payments, no ledger. What they store is stored as always.</summary>
internal static class AccountsAlone
{
    /// <summary>Starts it.</summary>
    public static async Task<EntityNode> StartAsync(PostgresSettings settings)
    {
        await using (NpgsqlDataSource database = NpgsqlDataSource.Create(settings.ConnectionString)) await EntitiesAlone.MakeAsync(database, settings);
        EntityNode node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, TimeProvider.System, Serilog.Core.Logger.None);
        node.Show(new NoLedger());
        return node;
    }

    /// <summary>Opens an account with so much money, in minor units; it can pay no more than that.</summary>
    public static async Task OpenAsync(EntityNode node, AccountId account, long amountMinor)
    {
        await AskAsync(node, account, new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, new OperatorAct("benchmark")));
        await AskAsync(node, account, new FundAccount(amountMinor, "opening", new OperatorAct("benchmark")));
    }

    /// <summary>Asks an account, and waits until what it has decided is stored.</summary>
    public static async Task<AccountReply> AskAsync(EntityNode node, AccountId account, AccountCommand command)
    {
        AccountReplied replied = await node.Context.Accounts.Ask<AccountReplied>(new ToAccount(account, new AskAccount(command, Tells: false, node.Context.NowMs)), TimeSpan.FromSeconds(15));
        return replied.Heard.Reply;
    }

    /// <summary>All is booked of a payment: its account forgets it after its time.</summary>
    public static void NoteOver(BookingKey key) => Over.TryAdd(key, true);

    private static readonly ConcurrentDictionary<BookingKey, bool> Over = new();

    private sealed class NoLedger : IKnownLedger
    {
        public SwitchView View { get; } = new(
            SchemeCatalogue.Of([Payments.Banks.Profile]), ParticipantDirectory.Of([]), FrozenDictionary<string, long>.Empty, FrozenSet<AccountId>.Empty);

        public bool MayDecide => true;

        public TailMark Taken => default;

        public Task<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) =>
            Task.FromResult<IReadOnlyList<BookingKey>>([.. keys.Where(Over.ContainsKey)]);
    }
}

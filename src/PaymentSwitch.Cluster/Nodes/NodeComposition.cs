using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Hosting;
using Akka.Remote.Hosting;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.PostgreSQL;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Cluster.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>What a node's actors are put together from. What is the same everywhere stands in <c>cluster.conf</c>, with its reasons; what differs from node to node is here.</summary>
internal static class NodeComposition
{
    /// <summary>The role of a node that has entities.</summary>
    private const string Role = "switch";

    /// <summary>Where persistent actors store what they decide.</summary>
    /// <param name="akka">The actors.</param>
    /// <param name="postgres">The database.</param>
    public static AkkaConfigurationBuilder WithEntityStores(this AkkaConfigurationBuilder akka, PostgresSettings postgres)
    {
        // Several rows are copied in: as one statement, of another length each time, they would be parsed and planned anew, which costs the database more than storing them.
        DataOptions connection = new DataOptions()
            .UseConnectionString(ProviderName.PostgreSQL15, EntityConnection.OfStores(postgres))
            .WithOptions<PostgreSQLOptions>(options => options with { BulkCopyType = BulkCopyType.ProviderSpecific });
        string schema = EntityTables.SchemaOf(postgres);
        JournalDatabaseOptions tables = JournalDatabaseOptions.Default;
        tables.SchemaName = schema;
        var journal = new SqlJournalOptions
        {
            DataOptions = connection, AutoInitialize = false, DatabaseOptions = tables, TagStorageMode = TagMode.TagTable,
        };
        SnapshotDatabaseOptions snapshotTables = SnapshotDatabaseOptions.Default;
        snapshotTables.SchemaName = schema;
        var snapshots = new SqlSnapshotOptions { DataOptions = connection, AutoInitialize = false, DatabaseOptions = snapshotTables };
        // Before what the options say, which name each setting of a plugin, those also that nobody has chosen.
        return akka.WithSqlPersistence(journal, snapshots).AddHocon(OfAllNodes(), HoconAddMode.Prepend).AddHocon(
            $$"""payment-switch.entity-journal { connection-string = {{EntityConnection.Of(postgres).ToHocon()}}, schema = {{schema.ToHocon()}} }""",
            HoconAddMode.Prepend);
    }

    /// <summary>Where it is reached by others, and how they come apart.</summary>
    /// <param name="akka">The actors.</param>
    /// <param name="settings">The node.</param>
    /// <param name="postgres">The database, which has the lease of a side.</param>
    public static AkkaConfigurationBuilder WithNodes(this AkkaConfigurationBuilder akka, ClusterSettings settings, PostgresSettings postgres) => akka
        .WithRemoting(settings.Host, settings.Port)
        .WithClustering(new ClusterOptions { Roles = [Role] })
        .AddHocon(
            $$"""payment-switch.side-lease { connection-string = {{EntityConnection.Of(postgres).ToHocon()}}, schema = {{EntityTables.SchemaOf(postgres).ToHocon()}} }""",
            HoconAddMode.Prepend);

    /// <summary>The entities.</summary>
    /// <param name="akka">The actors.</param>
    /// <param name="context">What they have to know and to reach.</param>
    public static AkkaConfigurationBuilder WithEntities(this AkkaConfigurationBuilder akka, EntityContext context)
    {
        var shards = new ShardOptions { Role = Role };
        return akka
            .WithShardRegion<AccountActor>("accounts", id => Props.CreateBy(new EntityProducer<AccountActor>(() => new AccountActor(ShardIds.AccountOf(id), context))), new ShardIds(), shards)
            .WithShardRegion<PaymentActor>("payments", id => Props.CreateBy(new EntityProducer<PaymentActor>(() => new PaymentActor(ShardIds.PaymentOf(id), context))), new ShardIds(), shards);
    }

    private static Config OfAllNodes()
    {
        using Stream resource = typeof(NodeComposition).Assembly.GetManifestResourceStream("cluster.conf")!;
        using var reader = new StreamReader(resource);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}

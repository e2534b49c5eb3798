using Npgsql;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Cluster.Benchmarks;

/// <summary>The entities' tables where there is no ledger that would let anybody store.</summary>
internal static class EntitiesAlone
{
    /// <summary>Makes them, open.</summary>
    public static Task MakeAsync(NpgsqlDataSource database, PostgresSettings settings)
    {
        string schema = EntityTables.SchemaOf(settings);
        return EntityTables.MakeAsync(database, schema, $"""ALTER TABLE "{schema}".journal DROP CONSTRAINT IF EXISTS at_rest;""");
    }
}

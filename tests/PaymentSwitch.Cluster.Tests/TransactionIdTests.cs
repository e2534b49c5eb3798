using Npgsql;
using PaymentSwitch.Cluster.Journal;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>A transaction id has one payment, however many claim it at a time on however many nodes.</summary>
public sealed class TransactionIdTests(PostgresServer server)
{
    [Fact]
    public async Task All_who_claim_one_are_told_of_the_same_payment()
    {
        const int Ids = 50, ClaimsOfEach = 20;
        PostgresSettings settings = server.NewSettings();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(settings.ConnectionString);
        await EntityTables.MakeAsync(database, settings.Schema);
        TransactionIds[] nodes = [new(database, settings.Schema), new(database, settings.Schema), new(database, settings.Schema)];
        var claims = new (long Hash, Uetr Payment)[Ids * ClaimsOfEach];
        for (int i = 0; i < claims.Length; i++) claims[i] = (1 + (i * 7 % Ids), Uetr.FromRandom(Guid.NewGuid().ToByteArray()));
        Uetr[] holders = await Task.WhenAll(claims.Select((claim, i) => Task.Run(() => nodes[i % nodes.Length].ClaimAsync(claim.Hash, claim.Payment).AsTask())));
        foreach (IGrouping<long, int> same in Enumerable.Range(0, claims.Length).GroupBy(i => claims[i].Hash))
        {
            Uetr holder = Assert.Single(same.Select(i => holders[i]).Distinct());
            Assert.Contains(same, i => claims[i].Payment == holder);
            Assert.Equal(holder, await nodes[0].FindAsync(same.Key));
        }
    }
}

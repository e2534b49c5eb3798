using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>A server that syncs every commit, for tests that stop it and cut it off, one after the other.</summary>
public sealed class CrashingPostgres : IAsyncLifetime
{
    private TemporaryPostgres? _server;
    private int _schemas;

    /// <summary>The server; ends the test as skipped where there is no PostgreSQL.</summary>
    internal TemporaryPostgres Server
    {
        get
        {
            Assert.SkipWhen(_server is null, "PostgreSQL is not installed.");
            return _server;
        }
    }

    /// <summary>Settings for a schema that nobody has used.</summary>
    public PostgresSettings NewSettings() => new() { ConnectionString = Server.ConnectionString, Schema = $"t{++_schemas}", ReconnectWithinMs = 60_000 };

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}

using Npgsql;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>
/// One PostgreSQL server for all tests of a run, started by the first one that asks; each test has a schema of its own. It
/// does not sync, which these tests are not about: those that are start a server of their own.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly Lazy<Task<TemporaryPostgres?>> _server = new(() => StartAsync("fsync=off", "max_connections=300"));
    private int _schemas;

    /// <summary>Settings for a schema that nobody has used; ends the test as skipped where there is no PostgreSQL.</summary>
    public PostgresSettings NewSettings()
    {
        TemporaryPostgres? server = _server.Value.GetAwaiter().GetResult();
        Assert.SkipWhen(server is null, "PostgreSQL is not installed.");
        return new PostgresSettings
        {
            // Many stores are open at a time in tests: none keeps more connections than it uses.
            ConnectionString = server.ConnectionString + ";Connection Idle Lifetime=5;Connection Pruning Interval=1",
            Schema = $"t{Interlocked.Increment(ref _schemas)}",
            ReconnectWithinMs = 10_000,
            AllowLossyServer = true,
        };
    }

    /// <summary>Runs statements behind the back of a store.</summary>
    /// <returns>The first column of the first row; null where there is none.</returns>
    public static object? Execute(PostgresSettings settings, string sql)
    {
        using NpgsqlConnection connection = Connect(settings);
        using var command = new NpgsqlCommand(sql, connection);
        object? value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>A connection behind the back of a store.</summary>
    public static NpgsqlConnection Connect(PostgresSettings settings)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { SearchPath = settings.Schema, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && await _server.Value is TemporaryPostgres server) await server.DisposeAsync();
    }

    /// <summary>Starts a server; null where PostgreSQL is not installed.</summary>
    internal static async Task<TemporaryPostgres?> StartAsync(params string[] settings) =>
        TemporaryPostgres.FindBinaries() is string binaries ? await TemporaryPostgres.StartAsync(binaries, settings) : null;
}

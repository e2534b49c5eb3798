using System.Globalization;
using Npgsql;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Benchmarks;

/// <summary>The PostgreSQL that everything is measured on: one of its own, on this machine, that syncs every commit; refused where it does not.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    // proc(5) counts fields from 1; the third is the first one behind the name.
    private const int FirstField = 3;
    private const double TicksPerSecond = 100;

    private readonly TemporaryPostgres _server;
    private readonly NpgsqlDataSource _database;
    private int _schemas;

    private BenchmarkServer(TemporaryPostgres server)
    {
        _server = server;
        _database = NpgsqlDataSource.Create(server.ConnectionString);
    }

    /// <summary>Starts it, and says on what is measured.</summary>
    /// <param name="countsStatements">Whether it counts what each statement costs, which costs something itself (pg_stat_statements).</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or forgets what it has committed.</exception>
    public static async Task<BenchmarkServer> StartAsync(bool countsStatements = false)
    {
        string binaries = TemporaryPostgres.FindBinaries() ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        string[] counting = countsStatements ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on"] : [];
        var server = new BenchmarkServer(await TemporaryPostgres.StartAsync(binaries, ["max_connections=400", "shared_buffers=512MB", "max_wal_size=4GB", .. counting]));
        if (countsStatements) await server.ScalarAsync("CREATE EXTENSION pg_stat_statements");
        string[] names = ["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"];
        var values = new Dictionary<string, string>();
        foreach (string name in names) values[name] = (string)(await server.ScalarAsync($"SHOW {name}"))!;
        if (values["fsync"] != "on" || values["synchronous_commit"] != "on") throw new InvalidOperationException("The server forgets what it has committed: nothing measured on it would count.");
        Console.WriteLine($"{Environment.ProcessorCount} cores for clients, nodes and database together; load before: {Load()}");
        Console.WriteLine("PostgreSQL: " + string.Join(", ", values.Select(value => $"{value.Key} {value.Value}")));
        return server;
    }

    /// <summary>The machine's load averages, over 1, 5 and 15 minutes: who else it is shared with.</summary>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    /// <summary>Settings for a schema that nobody has used.</summary>
    public PostgresSettings NewSettings() => new()
    {
        ConnectionString = _server.ConnectionString + ";Maximum Pool Size=200",
        Schema = string.Create(CultureInfo.InvariantCulture, $"b{Interlocked.Increment(ref _schemas)}"),
    };

    /// <summary>What the database has done up to now.</summary>
    /// <param name="schema">The ledger's schema; the entities' is beside it.</param>
    public async Task<DatabaseCount> CountAsync(string schema)
    {
        (long entityRows, long entityBytes) = await RowsAsync($"{schema}_entities.journal", "message");
        (long shardRows, _) = await RowsAsync($"{schema}_entities.shard_journal", "message");
        (long ledgerRows, long ledgerBytes) = await RowsAsync($"{schema}.journal", "payload");
        long wal = (long)(await ScalarAsync("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"))!;
        long syncs = (long)(await ScalarAsync("SELECT wal_sync FROM pg_stat_wal"))!;
        return new DatabaseCount(syncs, wal, entityRows, entityBytes, shardRows, ledgerRows, ledgerBytes, await CpuSecondsAsync());
    }

    /// <summary>Begins to count statements anew.</summary>
    public Task ResetStatementsAsync() => ScalarAsync("SELECT pg_stat_statements_reset()");

    /// <summary>What the costliest statements have taken: ms of planning and carrying out, how often, and the statement.</summary>
    public async Task PrintStatementsAsync(int payments)
    {
        await using NpgsqlCommand command = _database.CreateCommand("""
            SELECT total_plan_time + total_exec_time AS ms, calls, wal_bytes::bigint, regexp_replace(query, '\s+', ' ', 'g') FROM pg_stat_statements ORDER BY ms DESC LIMIT 14
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        Console.WriteLine("the database's statements: us for each payment | calls for each payment | B of WAL | statement");
        while (await reader.ReadAsync())
        {
            string text = reader.GetString(3);
            Console.WriteLine(FormattableString.Invariant(
                $"  {reader.GetDouble(0) * 1_000 / payments:N0} | {(double)reader.GetInt64(1) / payments:F2} | {reader.GetInt64(2) / payments:N0} | {text[..Math.Min(110, text.Length)]}"));
        }
    }

    /// <summary>One value.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    // Nothing where there is no such table.
    private async Task<(long Rows, long Bytes)> RowsAsync(string table, string column)
    {
        if (await ScalarAsync($"SELECT to_regclass('{table}')::text") is not string) return default;
        return ((long)(await ScalarAsync($"SELECT count(*) FROM {table}"))!, (long)(await ScalarAsync($"SELECT coalesce(sum(octet_length({column})), 0)::bigint FROM {table}"))!);
    }

    // What all of the server's processes have taken, those among them that have ended: a postmaster takes over what its children took.
    private async Task<double> CpuSecondsAsync()
    {
        string own = ((int)(await ScalarAsync("SELECT pg_backend_pid()"))!).ToString(CultureInfo.InvariantCulture);
        string postmaster = StatOf(own)!.ElementAt(4 - FirstField);
        long ticks = 0;
        foreach (string pid in Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => char.IsAsciiDigit(name[0])))
        {
            if (StatOf(pid) is not { } stat) continue;
            long Field(int number) => long.Parse(stat[number - FirstField], CultureInfo.InvariantCulture);
            if (pid == postmaster) ticks += Field(14) + Field(15) + Field(16) + Field(17);
            else if (stat[4 - FirstField] == postmaster) ticks += Field(14) + Field(15);
        }

        return ticks / TicksPerSecond;
    }

    // The fields behind the program's name, which may have spaces; null where the process has ended meanwhile.
    private static string[]? StatOf(string pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}

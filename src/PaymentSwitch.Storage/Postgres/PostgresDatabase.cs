using System.Diagnostics;
using Npgsql;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// Connections to the database of a switch. Each one is checked when it is made: that its server can keep what it commits,
/// and that nothing from outside changes how it commits while it is open.
/// </summary>
internal sealed class PostgresDatabase : IDisposable
{
    /// <summary>The oldest server that is tested with, as <c>server_version_num</c>.</summary>
    private const int OldestVersion = 130_000;

    // What a role or the server's file says about these may change at any time; in this session they stay.
    private const string CheckAndPin = """
        SELECT current_setting('server_version_num')::int, current_setting('fsync'), current_setting('synchronous_commit'), pg_is_in_recovery(),
          set_config('synchronous_commit', current_setting('synchronous_commit'), false),
          set_config('default_transaction_isolation', 'read committed', false),
          set_config('default_transaction_read_only', 'off', false),
          set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false),
          set_config('idle_in_transaction_session_timeout', '30s', false),
          set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)
        """;

    private readonly PostgresSettings _settings;
    private readonly NpgsqlDataSource _source;

    /// <summary>Makes ready to connect; nothing is connected yet.</summary>
    /// <exception cref="JournalException">The settings cannot be used.</exception>
    public PostgresDatabase(PostgresSettings settings)
    {
        _settings = settings;
        if (settings.Problems().FirstOrDefault() is (string property, string error)) throw new JournalException($"PostgreSQL: {property}: {error}");
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        NpgsqlConnectionStringBuilder connection = builder.ConnectionStringBuilder;
        connection.SearchPath = settings.Schema;
        connection.CommandTimeout = Math.Max(1, (settings.CommandTimeoutMs + 999) / 1000);
        // What was pinned when a connection was made must not be reset when it goes back into the pool.
        connection.NoResetOnClose = true;
        connection.Enlist = false;
        // Nothing but types that every server has: no need to ask for more.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        connection.ApplicationName ??= "payment-switch";
        if (connection.Host!.Contains(',', StringComparison.Ordinal)) connection.TargetSessionAttributes ??= "primary";
        if (settings.PasswordFile.Length > 0) builder.UsePasswordProvider(_ => ReadPassword(), (_, _) => ValueTask.FromResult(ReadPassword()));
        builder.UsePhysicalConnectionInitializer(Check, made =>
        {
            Check(made);
            return Task.CompletedTask;
        });
        Name = $"PostgreSQL {connection.Host}/{connection.Database}, schema {settings.Schema}";
        _source = builder.Build();
    }

    /// <summary>Opens something in a database whose tables are made or brought to this version first.</summary>
    /// <exception cref="JournalException">It cannot be opened; no connection stays open.</exception>
    public static T Opened<T>(PostgresSettings settings, Func<PostgresDatabase, T> open)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var database = new PostgresDatabase(settings);
        try
        {
            PostgresSchema.Migrate(database);
            return open(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>What the place is called, for messages: server, database and schema.</summary>
    public string Name { get; }

    /// <summary>The schema.</summary>
    public string Schema => _settings.Schema;

    /// <summary>The pool of its connections, for who reads beside.</summary>
    public NpgsqlDataSource Source => _source;

    /// <summary>How long it is tried to reach the database again.</summary>
    public TimeSpan ReconnectWithin => TimeSpan.FromMilliseconds(_settings.ReconnectWithinMs);

    /// <summary>A connection from the pool, checked.</summary>
    /// <exception cref="NpgsqlException">There is none to be had.</exception>
    /// <exception cref="JournalException">The server is not one to keep a journal.</exception>
    public NpgsqlConnection Open() => _source.OpenConnection();

    /// <summary>
    /// Does something that may be done twice, on a connection of its own; again on another one while connections break,
    /// as long as the settings allow.
    /// </summary>
    /// <param name="what">What could not be done, for the message.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="JournalException">It could not be done.</exception>
    public T Run<T>(string what, Func<NpgsqlConnection, T> work)
    {
        long began = Stopwatch.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using NpgsqlConnection connection = Open();
                return work(connection);
            }
            catch (NpgsqlException error) when (PostgresErrors.MayPass(error) && Stopwatch.GetElapsedTime(began) < ReconnectWithin)
            {
                Thread.Sleep(PauseMs(attempt));
            }
            catch (NpgsqlException error)
            {
                throw PostgresErrors.Cannot($"{Name}: {what}", error);
            }
            catch (InvalidCastException error)
            {
                throw new JournalException($"{Name}: {what}: a column has not the type it must have. Nothing was repaired.", error);
            }
        }
    }

    /// <summary>How long to wait before another attempt, in ms: short at first, because a broken connection alone is soon replaced.</summary>
    public static int PauseMs(int attempt) => Math.Min(500, 10 << Math.Min(attempt, 6));

    public void Dispose() => _source.Dispose();

    private void Check(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand(CheckAndPin, connection);
        using NpgsqlDataReader row = ask.ExecuteReader();
        row.Read();
        if (row.GetInt32(0) < OldestVersion) throw new JournalException($"{Name}: the server is of version {row.GetInt32(0) / 10_000}; 13 or later is needed.");
        // It may be promoted any moment: this is an error that may pass.
        if (row.GetBoolean(3)) throw new NpgsqlException("the server is a replica and cannot be written; name the primary one, or all of them in Host");
        if (_settings.AllowLossyServer) return;
        if (row.GetString(1) != "on")
            throw new JournalException($"{Name}: the server runs with fsync=off: a crash could take back what was answered. Set fsync=on. (AllowLossyServer is for tests.)");
        if (row.GetString(2) == "off")
            throw new JournalException($"{Name}: synchronous_commit is off: a crash could take back what was answered. Set it to on, for the server, the role or the database. (AllowLossyServer is for tests.)");
    }

    private string ReadPassword()
    {
        try
        {
            return File.ReadAllText(_settings.PasswordFile).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{Name}: the password file cannot be read: {error.Message}", error);
        }
    }
}

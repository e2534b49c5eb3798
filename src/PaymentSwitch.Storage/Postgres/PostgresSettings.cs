using System.Text.RegularExpressions;
using Npgsql;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>Where in PostgreSQL a switch is kept, and how long is waited for it.</summary>
public sealed partial record PostgresSettings
{
    /// <summary>
    /// Npgsql's connection string: host, port, database, user, TLS. It has no password: that stands in a file
    /// (<see cref="PasswordFile"/>, or Npgsql's own <c>Passfile</c>).
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>A file that holds the password and nothing else; read again for each connection. Empty for none.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>The schema that all tables are in: one switch, one schema. Created where it is missing.</summary>
    public string Schema { get; init; } = "payment_switch";

    /// <summary>How long it is tried to reach the database again when a connection breaks, in ms, before the switch stops.</summary>
    public int ReconnectWithinMs { get; init; } = 30_000;

    /// <summary>How long one statement may take, in ms, before its connection is given up for broken.</summary>
    public int CommandTimeoutMs { get; init; } = 30_000;

    /// <summary>
    /// Whether a server is taken that forgets what it has committed when it crashes (<c>fsync=off</c>,
    /// <c>synchronous_commit=off</c>). For tests only: what was answered could be lost.
    /// </summary>
    public bool AllowLossyServer { get; init; }

    /// <summary>What is wrong with these settings: each a property and a sentence; none where they can be used.</summary>
    public IEnumerable<(string Property, string Error)> Problems()
    {
        if (ConnectionString.Length == 0)
        {
            yield return (nameof(ConnectionString), "found nothing, expected Npgsql's connection string, for example Host=db;Database=switch;Username=switch.");
        }
        else if (ConnectionProblem() is string problem)
        {
            yield return (nameof(ConnectionString), problem);
        }

        if (!SchemaName().IsMatch(Schema))
            yield return (nameof(Schema), $"found '{Schema}', expected a name of small letters, digits and _, up to 63 characters, beginning with a letter.");
        if (PasswordFile.Length > 0 && !File.Exists(PasswordFile)) yield return (nameof(PasswordFile), $"found '{PasswordFile}', expected a file that exists.");
    }

    private string? ConnectionProblem()
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            if (!string.IsNullOrEmpty(parts.Password))
                return "it has a password; expected none: put it into a file and name that in PasswordFile, or in Passfile within the connection string.";
            if (string.IsNullOrEmpty(parts.Host)) return "it names no Host.";
            if (string.IsNullOrEmpty(parts.Database)) return "it names no Database.";
            return parts.Multiplexing ? "Multiplexing cannot be used: the journal needs a connection of its own." : null;
        }
        // What Npgsql throws for a wrong key or value, and for values that do not go together.
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException or InvalidOperationException)
        {
            return $"it is no connection string of Npgsql: {error.Message}";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}

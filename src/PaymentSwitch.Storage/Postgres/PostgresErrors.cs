using Npgsql;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>What errors of the database mean.</summary>
internal static class PostgresErrors
{
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>
    /// Whether a statement that ended like this may have been committed all the same: the connection broke, or the server
    /// ended it, or it took too long. An answer of the server that it refuses the statement leaves no doubt.
    /// </summary>
    public static bool LeavesOutcomeUnknown(NpgsqlException error) => error is not PostgresException answer
        || answer.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || answer.SqlState.StartsWith("08", StringComparison.Ordinal)
        || answer.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.StatementCompletionUnknown
        || answer.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>Whether it may go better on another connection a little later: the server is away, starting, full, or fell over another transaction.</summary>
    public static bool MayPass(NpgsqlException error) => error is not PostgresException answer
        ? error.InnerException is not (System.Security.Authentication.AuthenticationException or ArgumentException)
        : answer.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || answer.SqlState.StartsWith("08", StringComparison.Ordinal)
            || answer.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure or IdleInTransactionTimeout;

    /// <summary>An error of the database in plain words.</summary>
    /// <param name="what">What could not be done, with the database's name.</param>
    /// <param name="error">The error.</param>
    public static JournalException Cannot(string what, NpgsqlException error)
    {
        string why = error is PostgresException answer
            ? answer.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"the server does not let this user in; check Username and the password file ({answer.MessageText})",
                PostgresErrorCodes.InvalidCatalogName => $"there is no such database; create it first ({answer.MessageText})",
                PostgresErrorCodes.InsufficientPrivilege => $"the user may not do this; see docs/postgresql.md for what it needs ({answer.MessageText})",
                PostgresErrorCodes.DiskFull => "the server's disk is full; make room first",
                PostgresErrorCodes.TooManyConnections => "the server has no connection left; raise max_connections or lower Maximum Pool Size",
                PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"the server found its own data damaged; restore it from a copy ({answer.MessageText})",
                _ => answer.MessageText,
            }
            : $"the server cannot be reached ({(error.InnerException ?? error).Message.TrimEnd('.')})";
        string state = error is PostgresException { SqlState: var code } ? $" (SQLSTATE {code}.)" : "";
        return new JournalException($"{what}: {why.TrimEnd('.')}.{state}", error);
    }
}

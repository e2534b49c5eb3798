using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cli.Journals;

/// <summary>Where a journal is, as it is written on the command line: <c>sqlite:FOLDER</c>, <c>sqlite:FILE</c> or <c>postgres:CONNECTION</c>.</summary>
internal static class PlaceText
{
    private const string SqlitePrefix = "sqlite:";
    private const string PostgresPrefix = "postgres:";
    private const string FileName = "journal.db";

    /// <summary>Reads a place.</summary>
    /// <param name="option">The option that has it, for errors.</param>
    /// <param name="text">What was written.</param>
    /// <param name="schema">The schema in PostgreSQL.</param>
    /// <param name="passwordFile">A file with PostgreSQL's password; empty for none.</param>
    /// <param name="isTarget">Whether a journal is to be made there.</param>
    /// <exception cref="ArgumentException">It is no place; the message says what was expected.</exception>
    public static JournalPlace Read(string option, string text, string schema, string passwordFile, bool isTarget)
    {
        if (text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length)
        {
            string path = text[SqlitePrefix.Length..];
            bool isFolder = Directory.Exists(path) || (isTarget && !Path.HasExtension(path));
            return JournalPlace.OfSqlite(isFolder ? Path.Combine(path, FileName) : path);
        }

        if (!text.StartsWith(PostgresPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"{option}: found '{text}', expected {SqlitePrefix}FOLDER or {PostgresPrefix}CONNECTION.");
        return JournalPlace.OfPostgres(ReadPostgres(option, text, schema, passwordFile));
    }

    /// <summary>Reads a place that has to be in PostgreSQL.</summary>
    /// <param name="option">The option that has it, for errors.</param>
    /// <param name="text">What was written.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="passwordFile">A file with the password; empty for none.</param>
    /// <exception cref="ArgumentException">It is none; the message says what was expected.</exception>
    public static PostgresSettings ReadPostgres(string option, string text, string schema, string passwordFile)
    {
        if (!text.StartsWith(PostgresPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"{option}: found '{text}', expected {PostgresPrefix}CONNECTION.");
        var settings = new PostgresSettings { ConnectionString = text[PostgresPrefix.Length..], Schema = schema, PasswordFile = passwordFile };
        string[] problems = [.. settings.Problems().Select(problem => problem.Property switch
        {
            nameof(PostgresSettings.Schema) => $"--schema: {problem.Error}",
            nameof(PostgresSettings.PasswordFile) => $"--password-file: {problem.Error}",
            _ => $"{option}: {problem.Error}",
        })];
        return problems.Length == 0 ? settings : throw new ArgumentException(string.Join('\n', problems));
    }
}

using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Storage;

/// <summary>Where a journal is kept, whatever it is kept in: what its rows are copied from and to.</summary>
public abstract class JournalPlace
{
    private JournalPlace()
    {
    }

    /// <summary>A SQLite file.</summary>
    /// <param name="path">The file.</param>
    public static JournalPlace OfSqlite(string path) => new SqlitePlace(path);

    /// <summary>A schema of a PostgreSQL database.</summary>
    /// <param name="settings">Which.</param>
    public static JournalPlace OfPostgres(PostgresSettings settings) => new PostgresPlace(settings);

    /// <summary>
    /// Copies a journal as it is: same positions, epochs, payloads and hashes. The chain is checked from the first row on
    /// while it is read. The journal must be at rest, the target empty; where something goes wrong the target stays empty.
    /// </summary>
    /// <param name="from">The journal.</param>
    /// <param name="to">The target.</param>
    /// <param name="progress">Is told the last position that was copied, now and then; null where nobody wants to know.</param>
    /// <returns>How many groups were copied, and the last one's hash in hexadecimal; empty where there was none.</returns>
    /// <exception cref="JournalException">The journal is damaged or being written, the target is not empty, or one of the two cannot be used.</exception>
    public static (long Groups, string LastHash) Copy(JournalPlace from, JournalPlace to, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        using IDisposable atRest = from.HoldAtRest();
        using IJournalRows rows = from.OpenRows();
        JournalRow? last = null;
        using (IRowTarget target = to.OpenEmpty())
        {
            foreach (List<JournalRow> batch in ReadAhead.Of(rows.Batches(1, long.MaxValue), 2, "journal copy"))
            {
                target.Add(batch);
                last = batch[^1];
                progress?.Report(last.Numbers.Position);
            }

            if (rows.ProblemAtEnd() is { } problem) throw new JournalException($"{problem.Message} {problem.WayOut}");
            target.Finish(last?.Numbers.Epoch ?? 0);
        }

        if (last is null) return (0, "");
        // What was written is read again: the target's own word that it has the same end.
        using IJournalRows written = to.OpenRows();
        if (written.LastPosition() != last.Numbers.Position || !written.Row(last.Numbers.Position).Hash.AsSpan().SequenceEqual(last.Hash))
            throw new JournalException("The copy does not end as the journal does. Do not use it.");
        return (last.Numbers.Position, Convert.ToHexStringLower(last.Hash));
    }

    /// <summary>Sees to it that nobody writes it meanwhile.</summary>
    /// <exception cref="JournalException">Somebody does.</exception>
    private protected abstract IDisposable HoldAtRest();

    /// <summary>Opens it to be read. It may be written meanwhile.</summary>
    /// <exception cref="JournalException">It cannot be read, or is none.</exception>
    internal abstract IJournalRows OpenRows();

    /// <exception cref="JournalException">It is not empty.</exception>
    private protected abstract IRowTarget OpenEmpty();

    private sealed class SqlitePlace(string path) : JournalPlace
    {
        // Without a journal there is nothing to hold, and a lock would be all that is left of the attempt.
        private protected override IDisposable HoldAtRest() => File.Exists(path) ? SqliteLock.Take(path) : throw new JournalException($"{path} is not there.");

        internal override IJournalRows OpenRows() => JournalReading.Open(path);

        private protected override IRowTarget OpenEmpty() => SqliteRowTarget.Open(path);
    }

    private sealed class PostgresPlace(PostgresSettings settings) : JournalPlace
    {
        // Taking the next epoch ends whatever writer there was: what it would still append is refused.
        private protected override IDisposable HoldAtRest() => PostgresJournal.Open(settings);

        internal override IJournalRows OpenRows() => PostgresJournalReading.Open(settings);

        private protected override IRowTarget OpenEmpty() => PostgresDatabase.Opened(settings, database => new PostgresRowTarget(database));
    }
}

using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// Follows a journal that another process writes: what a warm standby keeps up with. It goes on with the chain as it has
/// read it, so that a row that is replaced behind it shows at the next one. Not for several threads at once.
/// </summary>
public sealed class PostgresJournalFollower : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly PostgresJournalReading _reading;
    private readonly GroupCodec _codec = new();
    private readonly Queue<JournalRow> _read = [];

    private PostgresJournalFollower(PostgresDatabase database, long afterPosition)
    {
        _database = database;
        _reading = new PostgresJournalReading(database);
        _reading.BeginAfter(afterPosition);
        Position = afterPosition;
    }

    /// <summary>The last position that was handed out.</summary>
    public long Position { get; private set; }

    /// <summary>Begins to follow a journal that exists.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="afterPosition">The last position that is known already; 0 for none.</param>
    /// <exception cref="JournalException">It cannot be opened, is none, is of a later version, or has not come to that position.</exception>
    public static PostgresJournalFollower Open(PostgresSettings settings, long afterPosition)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        var database = new PostgresDatabase(settings);
        try
        {
            PostgresSchema.Expect(database);
            return new PostgresJournalFollower(database, afterPosition);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>What was appended since <see cref="Position"/>; nothing where nothing was. To be asked again and again.</summary>
    /// <exception cref="JournalException">A group is damaged, missing, or of a later version; the message names the position.</exception>
    public IEnumerable<CommitGroup> ReadNew()
    {
        while (_read.Count > 0 || ReadOn())
        {
            JournalRow row = _read.Dequeue();
            Position = row.Numbers.Position;
            yield return row.Group(_codec);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reading.Dispose();
        _database.Dispose();
    }

    private bool ReadOn()
    {
        foreach (List<JournalRow> batch in _reading.NewBatches())
        {
            foreach (JournalRow row in batch) _read.Enqueue(row);
            return true;
        }

        return false;
    }
}

using System.Diagnostics;
using Npgsql;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>The one writer of a journal: the epoch, the chain's end, and what became of a commit that was interrupted. Not for several threads at once.</summary>
internal sealed class PostgresJournalWriting : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly GroupCodec _codec = new();
    private readonly JournalHash _hash = new();
    private readonly long _epoch;
    private PostgresAppending? _appending;
    private byte[] _lastHash = JournalHash.Genesis.ToArray();
    private long _lastPosition;
    private long _interruptions;
    private JournalException? _failure;

    /// <summary>Begins to write behind the last row.</summary>
    /// <param name="database">The database; not disposed of here.</param>
    /// <param name="epoch">The writer's epoch, which has been taken.</param>
    /// <exception cref="JournalException">The last row is damaged, or cannot be read.</exception>
    public PostgresJournalWriting(PostgresDatabase database, long epoch)
    {
        _database = database;
        _epoch = epoch;
        // The epoch is taken: nobody else appends any more, so that the end stays where it is.
        using var end = new PostgresJournalReading(database);
        _lastPosition = end.LastPosition();
        if (_lastPosition > 0) _lastHash = end.Row(_lastPosition).Hash;
    }

    /// <summary>The epoch under which it writes.</summary>
    public long Epoch => _epoch;

    /// <summary>The position of the last group on stable storage; may be asked by any thread.</summary>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    /// <summary>How many commits were interrupted and found out; may be asked by any thread.</summary>
    public long Interruptions => Volatile.Read(ref _interruptions);

    /// <summary>Appends a group; after an error every further append fails as well.</summary>
    public void Append(CommitGroup group)
    {
        if (_failure is not null)
            throw new JournalException($"{_database.Name}: nothing is appended any more after this error: {_failure.Message}", _failure);
        try
        {
            Store(group);
        }
        catch (NpgsqlException error)
        {
            throw _failure = PostgresErrors.Cannot($"{_database.Name}: position {group.Position} could not be stored", error);
        }
        catch (JournalException error)
        {
            _failure = error;
            throw;
        }
    }

    public void Dispose()
    {
        _appending?.Dispose();
        _hash.Dispose();
    }

    private void Store(CommitGroup group)
    {
        if (group.Position != _lastPosition + 1)
            throw new JournalException($"{_database.Name}: after position {_lastPosition} cannot come {group.Position}.");
        ReadOnlyMemory<byte> payload = _codec.WriteMemory(group);
        var numbers = new RowNumbers(group.Position, _epoch, group.Entries.Count, group.AtMs, GroupCodec.Version);
        byte[] hash = new byte[JournalHash.Length];
        _hash.Of(_lastHash, numbers, payload.Span, hash);
        var row = new AppendedRow(numbers, payload, hash);
        if (!TryAppend(row)) FindOut(row);
        _lastHash = hash;
        Volatile.Write(ref _lastPosition, group.Position);
    }

    /// <returns>Whether it is stored; false where that is not known.</returns>
    private bool TryAppend(in AppendedRow row)
    {
        // The first one: until here there was no connection, and nothing can have been interrupted.
        if (_appending is not { IsOpen: true }) return false;
        try
        {
            return _appending.Append(row) ? true : throw Fenced(_appending.At(row.Numbers.Position));
        }
        catch (NpgsqlException error) when (PostgresErrors.LeavesOutcomeUnknown(error) || IsTaken(error))
        {
            Interlocked.Increment(ref _interruptions);
            return false;
        }
    }

    /// <summary>
    /// Finds out whether a row is stored, and stores it where it is not. What was sent before may still arrive: then the
    /// position is taken, by the same row, whichever of the two was first.
    /// </summary>
    private void FindOut(in AppendedRow row)
    {
        long began = Stopwatch.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _appending?.Dispose();
                _appending = null;
                _appending = new PostgresAppending(_database);
                if (IsStored(row) || _appending.Append(row)) return;
                // The epoch has changed since it was looked at; what was sent before may have been stored until then.
                if (IsStored(row)) return;
            }
            catch (NpgsqlException error) when (PostgresErrors.MayPass(error) || IsTaken(error))
            {
                if (Stopwatch.GetElapsedTime(began) > _database.ReconnectWithin)
                {
                    throw new JournalException(
                        $"{_database.Name}: the connection broke while position {row.Numbers.Position} was stored, and for {_database.ReconnectWithin.TotalSeconds:0.#} s there was no other one: it is not known whether it is stored.",
                        error);
                }

                Thread.Sleep(PostgresDatabase.PauseMs(attempt));
            }
        }
    }

    /// <returns>Whether the row is stored; false where its position is free and may still be written by us.</returns>
    /// <exception cref="JournalException">It is not stored, and cannot be any more.</exception>
    private bool IsStored(in AppendedRow row)
    {
        StoredThere there = _appending!.At(row.Numbers.Position);
        if (there.Hash?.AsSpan().SequenceEqual(row.Hash) == true) return true;
        if (there.WriterEpoch != _epoch) throw Fenced(there);
        if (there.Hash is not null)
            throw new JournalException($"{_database.Name}: position {row.Numbers.Position} holds what another writer stored under epoch {there.Epoch}; ours is {_epoch}. Nothing of ours was stored there.");
        if (row.Numbers.Position > 1 && there.HashBefore?.AsSpan().SequenceEqual(_lastHash) != true)
        {
            throw new JournalException(
                $"{_database.Name}: position {row.Numbers.Position - 1} was stored and is not there any more, or is another one: the server has lost what it had committed, or another one has taken its place. Nothing was repaired.");
        }

        return false;
    }

    private JournalException Fenced(StoredThere there) => new(
        $"{_database.Name}: fenced: another writer has taken over{(there.Holder is string holder ? $" ({holder})" : "")}: the epoch is {there.WriterEpoch}, ours was {_epoch}.");

    /// <summary>Whether the position was taken already: by the very row, sent once before, or by somebody else's.</summary>
    private static bool IsTaken(NpgsqlException error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}

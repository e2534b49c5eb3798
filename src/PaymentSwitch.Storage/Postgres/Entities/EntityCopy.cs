using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>
/// Copies what a journal has of payments and accounts into the entities of a cluster on the same database, and hands them over to it. Some
/// megabytes of the journal at a time, each of them all or nothing with the position up to which it was copied: so it goes on where it was
/// interrupted, or where the embedded switch went on after the last time.
/// </summary>
public sealed class EntityCopy : IDisposable
{
    /// <summary>How many bytes of a journal are copied at a time, all or nothing, where nobody says otherwise.</summary>
    public const long PartBytes = 32 * 1024 * 1024;

    private readonly PostgresJournal _journal;
    private readonly EntityHandover _handover;
    private readonly long _partBytesMax;
    private readonly Dictionary<AccountId, CopiedAccount> _accounts = [];
    private readonly CopiedRows _rows = new();
    private HandoverState _state;
    private Dictionary<EntityKey, List<JournalEntry>> _part = [];
    private long _partBytes;
    private bool _isFirst;
    private long _facts, _storedRows, _bytes;

    private EntityCopy(PostgresJournal journal, long partBytes)
    {
        _journal = journal;
        _partBytesMax = partBytes;
        _handover = journal.Handover;
        _state = _handover.Make();
    }

    /// <summary>Copies, and hands over.</summary>
    /// <param name="settings">Where the journal is.</param>
    /// <param name="progress">Is told the last position that was copied, now and then; null where nobody wants to know.</param>
    /// <param name="partBytes">How many bytes of the journal are copied at a time: what is in memory meanwhile.</param>
    /// <exception cref="JournalException">The journal is damaged or being written, or payments and accounts are not an embedded switch's.</exception>
    public static EntityCopyReport Run(PostgresSettings settings, IProgress<long>? progress = null, long partBytes = PartBytes)
    {
        // Taking the next epoch ends whatever writer there was; a server that renews its lease is in the way.
        using var copy = new EntityCopy(PostgresJournal.Open(settings), partBytes);
        using PostgresJournalReading rows = PostgresJournalReading.Open(settings);
        return copy.Run(rows, progress);
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    private EntityCopyReport Run(PostgresJournalReading journal, IProgress<long>? progress)
    {
        long from = _state.Position;
        if (_state.Decides == HandoverState.Cluster && _journal.LastPosition <= from) return new EntityCopyReport(from, from, 0, 0, 0, IsHandedOver: true);
        if (_state.Decides == HandoverState.Cluster)
            throw new JournalException($"Payments and accounts are decided by a cluster, in schema {_handover.Schema}, since position {from}: there is nothing to hand over. Taking them back is PaymentSwitch.Server take-entities-back.");
        if (_state.Decides == HandoverState.Returning)
            throw new JournalException("Payments and accounts are on their way back from a cluster, and that was interrupted. Do it again first: PaymentSwitch.Server take-entities-back.");
        if (from > _journal.LastPosition)
            throw new JournalException($"The journal was copied up to position {from}, and ends at {_journal.LastPosition}: groups that were stored are missing. Nothing was repaired.");
        _isFirst = from == 0;
        var codec = new GroupCodec();
        foreach (List<JournalRow> batch in ReadAhead.Of(journal.Batches(from + 1, long.MaxValue), 2, "journal copy"))
        {
            foreach (JournalRow row in batch)
            {
                Add(row.Group(codec));
                _partBytes += row.Payload.Length;
                if (_partBytes < _partBytesMax) continue;
                StorePart(row.Numbers.Position);
                progress?.Report(_state.Position);
            }
        }

        StorePart(_journal.LastPosition);
        Finish();
        return new EntityCopyReport(from, _state.Position, _facts, _storedRows, _bytes, IsHandedOver: false);
    }

    private void Add(CommitGroup group)
    {
        foreach (JournalEntry entry in group.Entries)
        {
            if (entry.Entity.Kind is not (EntityKind.Payment or EntityKind.Account)) continue;
            if (!_part.TryGetValue(entry.Entity, out List<JournalEntry>? facts)) _part.Add(entry.Entity, facts = []);
            facts.Add(entry);
        }
    }

    private void StorePart(long position)
    {
        if (position == _state.Position) return;
        _rows.Clear();
        var accounts = new List<AccountId>();
        Dictionary<EntityKey, (long Rows, long Facts)> known = KnownPayments();
        foreach ((EntityKey key, List<JournalEntry> entries) in _part)
        {
            if (key.Kind == EntityKind.Payment)
            {
                (long rows, long facts) = known.GetValueOrDefault(key);
                List<IDomainEvent> next = After(facts, key, entries);
                _rows.Add(key, rows, facts + 1, next);
                _facts += next.Count;
                continue;
            }

            CopiedAccount account = AccountOf(key.Account);
            long first = account.Facts + 1;
            List<IDomainEvent> booked = After(account.Facts, key, entries);
            foreach (IDomainEvent fact in booked) account.Add((AccountEvent)fact);
            account.Rows = _rows.Add(key, account.Rows, first, booked);
            _facts += booked.Count;
            accounts.Add(key.Account);
        }

        _handover.Change($"position {position} cannot be copied", connection =>
        {
            // The connection may have broken when it was stored already.
            if (_handover.Read(connection)!.Value.Position == position) return true;
            _rows.Store(connection, _handover.Schema);
            NoteCopied(connection, accounts);
            return _handover.Set(connection, _state.Decides, position, _state.Epoch);
        });
        _storedRows += _rows.Count;
        _bytes += _rows.Bytes;
        _state = _state with { Position = position };
        _part = [];
        _partBytes = 0;
    }

    // Which accounts need a snapshot when all is copied, also after an interruption.
    private void NoteCopied(NpgsqlConnection connection, List<AccountId> accounts)
    {
        using var note = new NpgsqlCommand($"""
            CREATE TABLE IF NOT EXISTS "{_handover.Schema}".copied_account (participant text NOT NULL, currency text NOT NULL, PRIMARY KEY (participant, currency));
            INSERT INTO "{_handover.Schema}".copied_account SELECT * FROM unnest(@participants, @currencies) ON CONFLICT DO NOTHING
            """, connection);
        note.Parameters.Add(new NpgsqlParameter("participants", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = accounts.Select(account => account.Participant.Value).ToArray() });
        note.Parameters.Add(new NpgsqlParameter("currencies", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = accounts.Select(account => account.Currency.Code).ToArray() });
        note.ExecuteNonQuery();
    }

    private void Finish() => _handover.Change("the copy cannot be ended", connection =>
    {
        if (_handover.Read(connection)!.Value.Decides == HandoverState.Cluster) return true;
        if (_state.Position > 0)
        {
            foreach (AccountId id in Copied(connection)) StoreSnapshot(connection, EntityKey.Of(id).ToString(), _accounts.TryGetValue(id, out CopiedAccount? loaded) ? loaded : CopiedAccount.Load(connection, _handover.Schema, id));
            using var end = new NpgsqlCommand($"""DROP TABLE IF EXISTS "{_handover.Schema}".copied_account""", connection);
            end.ExecuteNonQuery();
        }

        return _handover.Set(connection, HandoverState.Cluster, _state.Position, _state.Epoch);
    });

    private List<AccountId> Copied(NpgsqlConnection connection)
    {
        var accounts = new List<AccountId>();
        using var exists = new NpgsqlCommand("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'copied_account'", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = _handover.Schema } } };
        if (exists.ExecuteScalar() is null) return accounts;
        using var ask = new NpgsqlCommand($"""SELECT participant, currency FROM "{_handover.Schema}".copied_account""", connection);
        using NpgsqlDataReader row = ask.ExecuteReader();
        while (row.Read()) accounts.Add(new AccountId(new ParticipantId(row.GetString(0)), Currency.Of(row.GetString(1))));
        return accounts;
    }

    private void StoreSnapshot(NpgsqlConnection connection, string name, CopiedAccount account)
    {
        using var store = new NpgsqlCommand($"""
            DELETE FROM "{_handover.Schema}".snapshot WHERE persistence_id = @name;
            INSERT INTO "{_handover.Schema}".snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (@name, @number, @created, @snapshot, @manifest, @serializer)
            """, connection);
        store.Parameters.AddWithValue("name", name);
        store.Parameters.AddWithValue("number", account.Rows);
        store.Parameters.AddWithValue("created", DateTime.UtcNow.Ticks);
        store.Parameters.AddWithValue("snapshot", account.Capture());
        store.Parameters.AddWithValue("manifest", StoredForms.Account);
        store.Parameters.AddWithValue("serializer", StoredForms.Serializer);
        store.ExecuteNonQuery();
    }

    private CopiedAccount AccountOf(AccountId id)
    {
        if (_accounts.TryGetValue(id, out CopiedAccount? account)) return account;
        account = _handover.Change($"account {id} cannot be read", connection => CopiedAccount.Load(connection, _handover.Schema, id));
        _accounts.Add(id, account);
        return account;
    }

    // What the entities have of the payments in this part. Into empty tables there is nothing to be found of those that begin in it.
    private Dictionary<EntityKey, (long Rows, long Facts)> KnownPayments()
    {
        string[] names = [.. _part.Where(part => part.Key.Kind == EntityKind.Payment && (!_isFirst || part.Value[0].SequenceNr > 1)).Select(part => part.Key.ToString())];
        var known = new Dictionary<EntityKey, (long, long)>();
        foreach (string[] some in names.Chunk(1_000))
        {
            _handover.Change("payments cannot be read", connection =>
            {
                using var ask = new NpgsqlCommand($"""
                    SELECT DISTINCT ON (persistence_id) sequence_number, message FROM "{_handover.Schema}".journal WHERE persistence_id = ANY ($1)
                    ORDER BY persistence_id, sequence_number DESC
                    """, connection)
                {
                    Parameters = { new NpgsqlParameter { Value = some, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
                };
                using NpgsqlDataReader row = ask.ExecuteReader();
                while (row.Read())
                {
                    EntityBatch last = EntityBatchCodec.Read(row.GetFieldValue<byte[]>(1));
                    known[last.Entity] = (row.GetInt64(0), last.FirstSequenceNr + last.Facts.Count - 1);
                }

                return true;
            });
        }

        return known;
    }

    // What was stored by the cluster is in the journal too, and is not copied back.
    private static List<IDomainEvent> After(long known, EntityKey key, List<JournalEntry> entries)
    {
        List<IDomainEvent> next = [];
        foreach (JournalEntry entry in entries)
        {
            if (entry.SequenceNr <= known) continue;
            if (entry.SequenceNr != known + next.Count + 1)
                throw new JournalException($"After fact {known + next.Count} of {key} comes fact {entry.SequenceNr} in the journal: facts are missing. Nothing was repaired.");
            next.Add(entry.Event);
        }

        return next;
    }
}

/// <summary>What was copied into a cluster's entities.</summary>
/// <param name="FromPosition">Up to where it had been copied before.</param>
/// <param name="ToPosition">Up to where it is copied now: the journal's end.</param>
/// <param name="Facts">How many facts were copied.</param>
/// <param name="Rows">How many rows they are in.</param>
/// <param name="Bytes">How many bytes these have.</param>
/// <param name="IsHandedOver">Whether it had been done before, and there was nothing to do.</param>
public sealed record EntityCopyReport(long FromPosition, long ToPosition, long Facts, long Rows, long Bytes, bool IsHandedOver);

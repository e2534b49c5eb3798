using Npgsql;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>An account that is copied: as an actor would recover it, and so far as it was copied.</summary>
internal sealed class CopiedAccount
{
    private CopiedAccount(Account account, long facts, long rows)
    {
        Account = account;
        Facts = facts;
        Rows = rows;
    }

    /// <summary>The account.</summary>
    public Account Account { get; }

    /// <summary>How many facts it has.</summary>
    public long Facts { get; private set; }

    /// <summary>How many rows they are in: the number of the last one.</summary>
    public long Rows { get; set; }

    /// <summary>Reads what the entities have of it: the last snapshot, and the rows behind it.</summary>
    public static CopiedAccount Load(NpgsqlConnection connection, string schema, AccountId id)
    {
        string name = EntityKey.Of(id).ToString();
        CopiedAccount found = LoadSnapshot(connection, schema, name) ?? new CopiedAccount(new Account(id), 0, 0);
        using var ask = new NpgsqlCommand($"""SELECT sequence_number, message FROM "{schema}".journal WHERE persistence_id = $1 AND sequence_number > $2 ORDER BY sequence_number""", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name }, new NpgsqlParameter<long> { TypedValue = found.Rows } },
        };
        using NpgsqlDataReader row = ask.ExecuteReader();
        while (row.Read())
        {
            EntityBatch batch = EntityBatchCodec.Read(row.GetFieldValue<byte[]>(1));
            if (row.GetInt64(0) != found.Rows + 1 || batch.FirstSequenceNr != found.Facts + 1)
                throw new JournalException($"{name}: after row {found.Rows} with fact {found.Facts} comes row {row.GetInt64(0)} with fact {batch.FirstSequenceNr}. Nothing was repaired.");
            found.Rows++;
            foreach (IDomainEvent fact in batch.Facts) found.Add((AccountEvent)fact);
        }

        return found;
    }

    /// <summary>Takes the next fact in.</summary>
    public void Add(AccountEvent fact)
    {
        Account.Evolve(fact);
        Facts++;
    }

    /// <summary>
    /// The account as its actor begins with it. What is reserved is remembered when it is gone, as if it had been reserved by the
    /// cluster: there a request may come again after it was posted.
    /// </summary>
    public byte[] Capture()
    {
        AccountState state = Account.Capture();
        return EntityBatchCodec.Write(
            state with { Reservations = [.. state.Reservations.Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { IsRemembered = true }))] }, Facts);
    }

    private static CopiedAccount? LoadSnapshot(NpgsqlConnection connection, string schema, string name)
    {
        using var ask = new NpgsqlCommand($"""SELECT sequence_number, snapshot FROM "{schema}".snapshot WHERE persistence_id = $1 ORDER BY sequence_number DESC LIMIT 1""", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
        };
        using NpgsqlDataReader row = ask.ExecuteReader();
        if (!row.Read()) return null;
        (AccountState state, long facts) = EntityBatchCodec.ReadAccount(row.GetFieldValue<byte[]>(1));
        return new CopiedAccount(Account.Restore(state), facts, row.GetInt64(0));
    }
}

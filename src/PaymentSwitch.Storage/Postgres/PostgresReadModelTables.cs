using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The tables of the read models in PostgreSQL, within one transaction at a time. What is to be stored waits and goes out
/// together: payments as one binary copy, everything else as one batch.
/// </summary>
internal sealed class PostgresReadModelTables : IReadModelTables
{
    private readonly List<StoredPayment> _payments = [];
    private readonly List<NpgsqlBatchCommand> _waiting = [];

    /// <summary>The connection of the transaction that is under way; null between transactions.</summary>
    public NpgsqlConnection? Connection { get; set; }

    public long LastPayment() => One("SELECT coalesce(max(number), 0) FROM payment")!.Value;

    public void Add(in StoredPayment payment) => _payments.Add(payment);

    public PaymentBlock? LastPayments(long participant)
    {
        using NpgsqlCommand ask = Command("SELECT first, numbers FROM payment_of_participant WHERE participant = $1 ORDER BY first DESC LIMIT 1", Number(participant));
        using NpgsqlDataReader row = ask.ExecuteReader();
        if (!row.Read()) return null;
        var block = new PaymentBlock(participant, row.GetInt64(0));
        block.Restore(row.GetFieldValue<byte[]>(1));
        return block;
    }

    public void Save(PaymentBlock block) => Later(
        "INSERT INTO payment_of_participant VALUES ($1, $2, $3) ON CONFLICT (participant, first) DO UPDATE SET numbers = excluded.numbers",
        Number(block.Participant),
        Number(block.First),
        Bytes(block.Bytes));

    public MailboxBlock Mailbox(long participant, long block)
    {
        var mailbox = new MailboxBlock(participant, block);
        using NpgsqlCommand ask = Command("SELECT pointers FROM mailbox WHERE participant = $1 AND block = $2", Number(participant), Number(block));
        if (ask.ExecuteScalar() is byte[] pointers) mailbox.Restore(pointers);
        return mailbox;
    }

    public void Save(MailboxBlock block) => Later(
        "INSERT INTO mailbox VALUES ($1, $2, $3) ON CONFLICT (participant, block) DO UPDATE SET pointers = excluded.pointers",
        Number(block.Participant),
        Number(block.Number),
        Bytes(block.Bytes));

    public void Save(long participant, AccountStanding account) => Later(
        """
        INSERT INTO account VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (participant, currency) DO UPDATE
        SET model = excluded.model, limit_minor = excluded.limit_minor, balance_minor = excluded.balance_minor,
          reserved_minor = excluded.reserved_minor, use_minor = excluded.use_minor
        """,
        Number(participant),
        Text(account.Id.Currency.Code),
        Number((long)account.Model),
        new NpgsqlParameter { Value = account.Cap.LimitMinor is long limit ? limit : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
        Number(account.BalanceMinor),
        Number(account.ReservedMinor),
        Number(account.UseMinor));

    public MovementBlock LastMovements(AccountId account, long participant)
    {
        long number = One("SELECT number FROM movement_account WHERE participant = $1 AND currency = $2", Number(participant), Text(account.Currency.Code))
            ?? One(
                "INSERT INTO movement_account SELECT coalesce(max(number), 0) + 1, $1, $2 FROM movement_account RETURNING number",
                Number(participant),
                Text(account.Currency.Code))!.Value;
        var block = new MovementBlock(number);
        using NpgsqlCommand ask = Command(
            "SELECT account_and_block, first_at_ms, balance_before_minor, records FROM movement WHERE account_and_block BETWEEN $1 AND $2 ORDER BY account_and_block DESC LIMIT 1",
            Number(MovementBlock.KeyOf(number, 0)),
            Number(MovementBlock.KeyOf(number, MovementBlock.NumberMax)));
        using NpgsqlDataReader row = ask.ExecuteReader();
        if (row.Read()) block.Restore(MovementBlock.NumberOfKey(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3));
        return block;
    }

    public void Save(MovementBlock block) => Later(
        "INSERT INTO movement VALUES ($1, $2, $3, $4) ON CONFLICT (account_and_block) DO UPDATE SET records = excluded.records",
        Number(MovementBlock.KeyOf(block.Account, block.Number)),
        Number(block.FirstAtMs),
        Number(block.BalanceBeforeMinor),
        Bytes(block.Bytes));

    public void AddReference(long account, long movement, string reference) =>
        Later("INSERT INTO movement_reference VALUES ($1, $2, $3)", Number(account), Number(movement), Text(reference));

    public long NumberOf(ParticipantId participant) =>
        One("SELECT id FROM participant WHERE name = $1", Text(participant.Value))
        ?? One("INSERT INTO participant SELECT coalesce(max(id), 0) + 1, $1 FROM participant RETURNING id", Text(participant.Value))!.Value;

    public void Finish(long position)
    {
        CopyPayments();
        Later("UPDATE progress SET position = $1", Number(position));
        using var batch = new NpgsqlBatch(Connection);
        foreach (NpgsqlBatchCommand command in _waiting) batch.BatchCommands.Add(command);
        batch.ExecuteNonQuery();
        _waiting.Clear();
    }

    public void Forget()
    {
        _payments.Clear();
        _waiting.Clear();
    }

    public void Dispose()
    {
    }

    private void CopyPayments()
    {
        if (_payments.Count == 0) return;
        using NpgsqlBinaryImporter copy = Connection!.BeginBinaryImport("COPY payment FROM STDIN (FORMAT binary)");
        foreach (StoredPayment payment in _payments)
        {
            copy.StartRow();
            copy.Write(payment.Number, NpgsqlDbType.Bigint);
            copy.Write(payment.Uetr.Value, NpgsqlDbType.Uuid);
            copy.Write(payment.Debtor, NpgsqlDbType.Bigint);
            if (payment.Creditor is long creditor) copy.Write(creditor, NpgsqlDbType.Bigint);
            else copy.WriteNull();
            copy.Write(payment.AmountMinor, NpgsqlDbType.Bigint);
            copy.Write(payment.Currency, NpgsqlDbType.Text);
            copy.Write((long)payment.Status, NpgsqlDbType.Bigint);
            if (payment.Reason is string reason) copy.Write(reason, NpgsqlDbType.Text);
            else copy.WriteNull();
            copy.Write(payment.ReceivedAtMs, NpgsqlDbType.Bigint);
            copy.Write(payment.FinalAtMs, NpgsqlDbType.Bigint);
        }

        copy.Complete();
        _payments.Clear();
    }

    private void Later(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        _waiting.Add(command);
    }

    private long? One(string sql, params NpgsqlParameter[] parameters)
    {
        using NpgsqlCommand command = Command(sql, parameters);
        return command.ExecuteScalar() as long?;
    }

    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    // A copy: the block is filled on while this waits.
    private static NpgsqlParameter<byte[]> Bytes(ReadOnlySpan<byte> value) => new() { TypedValue = value.ToArray(), NpgsqlDbType = NpgsqlDbType.Bytea };
}

using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>Reads the read models beside their writer, each time on a connection from the pool. For several threads.</summary>
internal sealed partial class PostgresReadModelQueries(PostgresDatabase database)
{
    private const string Columns =
        "p.number, p.uetr, (SELECT name FROM participant WHERE id = p.debtor), (SELECT name FROM participant WHERE id = p.creditor), "
        + "p.amount_minor, p.currency, p.status, p.reason, p.received_at_ms, p.final_at_ms";

    // Blocks are read so many at a time: what is asked for is mostly in the first one.
    private const int BlocksPerJourney = 16;

    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max)
    {
        const string Select = """
            SELECT block, pointers FROM mailbox WHERE participant = (SELECT id FROM participant WHERE name = $1) AND block >= $2 ORDER BY block LIMIT $3
            """;
        var pointers = new List<MailboxPointer>();
        if (max <= 0) return pointers;
        long blocks = ((long)max / MailboxBlock.Size) + 2;
        return Run(connection =>
        {
            // It may be run again on another connection.
            pointers.Clear();
            using NpgsqlCommand query = Command(connection, Select, participant.Value, Math.Max(0, afterCursor) / MailboxBlock.Size, blocks);
            using NpgsqlDataReader row = query.ExecuteReader();
            while (pointers.Count < max && row.Read()) MailboxBlock.Read(row.GetFieldValue<byte[]>(1), row.GetInt64(0), afterCursor, max, pointers);
            return pointers;
        });
    }

    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter)
    {
        if (filter.Max <= 0) return [];
        return Run(connection => filter.Participant is ParticipantId participant ? ListOf(connection, participant, filter) : ListAll(connection, filter));
    }

    public IReadOnlyList<AccountStanding> ListAccounts() => Run(connection =>
    {
        const string Select = """
            SELECT p.name, a.currency, a.model, a.limit_minor, a.balance_minor, a.reserved_minor, a.use_minor
            FROM account a JOIN participant p ON p.id = a.participant ORDER BY p.name COLLATE "C", a.currency COLLATE "C"
            """;
        var accounts = new List<AccountStanding>();
        using NpgsqlCommand query = Command(connection, Select);
        using NpgsqlDataReader row = query.ExecuteReader();
        while (row.Read())
        {
            accounts.Add(new AccountStanding(
                new AccountId(new ParticipantId(row.GetString(0)), Currency.Of(row.GetString(1))),
                (SettlementModel)row.GetInt64(2),
                new Cap(row.IsDBNull(3) ? null : row.GetInt64(3)),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6)));
        }

        return accounts;
    });

    private static List<PaymentRow> ListAll(NpgsqlConnection connection, PaymentFilter filter)
    {
        // The outcome stands in the statement as a number, so that the server sees that the index of those not settled fits.
        string outcome = filter.Status is PaymentStatus status ? $" AND p.status = {((int)status).ToString(CultureInfo.InvariantCulture)}" : "";
        using NpgsqlCommand query = Command(
            connection, $"SELECT {Columns} FROM payment p WHERE p.number < $1{outcome} ORDER BY p.number DESC LIMIT $2", filter.BeforeNumber ?? long.MaxValue, (long)filter.Max);
        return Payments(query);
    }

    private static List<PaymentRow> ListOf(NpgsqlConnection connection, ParticipantId participant, PaymentFilter filter)
    {
        const string Lists = """
            SELECT first, numbers FROM payment_of_participant
            WHERE participant = (SELECT id FROM participant WHERE name = $1) AND first < $2 ORDER BY first DESC LIMIT 1
            """;
        var rows = new List<PaymentRow>();
        long before = filter.BeforeNumber ?? long.MaxValue;
        string outcome = filter.Status is PaymentStatus status ? $" AND p.status = {((int)status).ToString(CultureInfo.InvariantCulture)}" : "";
        long first = before;
        while (rows.Count < filter.Max)
        {
            long[] numbers;
            using (NpgsqlCommand lists = Command(connection, Lists, participant.Value, first))
            using (NpgsqlDataReader row = lists.ExecuteReader())
            {
                if (!row.Read()) break;
                first = row.GetInt64(0);
                numbers = PaymentBlock.LatestFirst(row.GetFieldValue<byte[]>(1));
            }

            using NpgsqlCommand some = Command(
                connection,
                $"SELECT {Columns} FROM payment p WHERE p.number = ANY($1) AND p.number < $2{outcome} ORDER BY p.number DESC LIMIT $3",
                numbers,
                before,
                (long)(filter.Max - rows.Count));
            rows.AddRange(Payments(some));
        }

        return rows;
    }

    private static List<PaymentRow> Payments(NpgsqlCommand query)
    {
        var rows = new List<PaymentRow>();
        using NpgsqlDataReader row = query.ExecuteReader();
        while (row.Read())
        {
            rows.Add(new PaymentRow(
                row.GetInt64(0),
                new Uetr(row.GetGuid(1)),
                new ParticipantId(row.GetString(2)),
                row.IsDBNull(3) ? null : new ParticipantId(row.GetString(3)),
                row.GetInt64(4),
                row.GetString(5),
                (PaymentStatus)row.GetInt64(6),
                row.IsDBNull(7) ? null : row.GetString(7),
                row.GetInt64(8),
                row.GetInt64(9)));
        }

        return rows;
    }

    /// <summary>Runs queries that all see one state of the tables.</summary>
    private T Run<T>(Func<NpgsqlConnection, T> read)
    {
        try
        {
            return database.Run("the read models cannot be read", connection =>
            {
                using NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
                return read(connection);
            });
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException)
        {
            throw PostgresReadSide.Damaged(database, error);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(value is long[] ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint } : new NpgsqlParameter { Value = value });
        return command;
    }
}

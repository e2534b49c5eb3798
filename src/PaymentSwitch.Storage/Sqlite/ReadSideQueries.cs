using System.Globalization;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Reads the read models beside their writer, on a connection of its own. For several threads, one after the other.</summary>
internal sealed partial class ReadSideQueries(string path) : IDisposable
{
    private const string Columns =
        "p.number, p.uetr, (SELECT name FROM participant WHERE id = p.debtor), (SELECT name FROM participant WHERE id = p.creditor), "
        + "p.amount_minor, p.currency, p.status, p.reason, p.received_at_ms, p.final_at_ms";

    private readonly SqliteConnection _connection = SqliteFile.OpenForReading(path, SqliteReadSide.Form);
    private readonly Lock _gate = new();

    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max)
    {
        var pointers = new List<MailboxPointer>();
        if (max <= 0) return pointers;
        Run(
            "SELECT block, pointers FROM mailbox WHERE participant = (SELECT id FROM participant WHERE name = ?1) AND block >= ?2 ORDER BY block",
            query =>
            {
                query.Bind(1, participant.Value);
                query.Bind(2, Math.Max(0, afterCursor) / MailboxBlock.Size);
                while (pointers.Count < max && query.Step()) MailboxBlock.Read(query.Blob(1), query.Number(0), afterCursor, max, pointers);
            });
        return pointers;
    }

    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter)
    {
        var rows = new List<PaymentRow>();
        if (filter.Max <= 0) return rows;
        if (filter.Participant is ParticipantId participant) ListOf(participant, filter, rows);
        else ListAll(filter, rows);
        return rows;
    }

    private void ListAll(PaymentFilter filter, List<PaymentRow> rows)
    {
        // The outcome stands in the statement as a number, so that SQLite sees that the index of those not settled fits.
        string outcome = filter.Status is PaymentStatus status ? $" AND p.status = {((int)status).ToString(CultureInfo.InvariantCulture)}" : "";
        Run($"SELECT {Columns} FROM payment p WHERE p.number < ?1{outcome} ORDER BY p.number DESC LIMIT ?2", query =>
        {
            query.Bind(1, filter.BeforeNumber ?? long.MaxValue);
            query.Bind(2, filter.Max);
            while (query.Step()) rows.Add(Payment(query));
        });
    }

    private void ListOf(ParticipantId participant, PaymentFilter filter, List<PaymentRow> rows)
    {
        const string Lists = "SELECT numbers FROM payment_of_participant"
            + " WHERE participant = (SELECT id FROM participant WHERE name = ?1) AND first < ?2 ORDER BY first DESC";
        long before = filter.BeforeNumber ?? long.MaxValue;
        Run(Lists, lists =>
        {
            using var one = new Statement(_connection, $"SELECT {Columns} FROM payment p WHERE p.number = ?1");
            lists.Bind(1, participant.Value);
            lists.Bind(2, before);
            while (rows.Count < filter.Max && lists.Step())
            {
                foreach (long number in PaymentBlock.LatestFirst(lists.Blob(0)))
                {
                    if (number >= before || rows.Count == filter.Max) continue;
                    one.Bind(1, number);
                    if (one.Step() && (filter.Status is null || one.Number(6) == (long)filter.Status)) rows.Add(Payment(one));
                    one.Reset();
                }
            }
        });
    }

    public IReadOnlyList<AccountStanding> ListAccounts()
    {
        var accounts = new List<AccountStanding>();
        Run(
            """
            SELECT p.name, a.currency, a.model, a.limit_minor, a.balance_minor, a.reserved_minor, a.use_minor
            FROM account a JOIN participant p ON p.id = a.participant ORDER BY p.name, a.currency
            """,
            query =>
            {
                while (query.Step())
                {
                    accounts.Add(new AccountStanding(
                        new AccountId(new ParticipantId(query.Text(0)), Currency.Of(query.Text(1))),
                        (SettlementModel)query.Number(2),
                        new Cap(query.IsNull(3) ? null : query.Number(3)),
                        query.Number(4),
                        query.Number(5),
                        query.Number(6)));
                }
            });
        return accounts;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql, Action<Statement> read)
    {
        lock (_gate)
        {
            try
            {
                using var query = new Statement(_connection, sql);
                read(query);
            }
            catch (SqliteException error)
            {
                throw SqliteFile.Cannot($"{path} cannot be read", error, SqliteReadSide.Form);
            }
            catch (Exception error) when (error is InvalidDataException or ArgumentException)
            {
                throw SqliteReadSide.Damaged(path, error);
            }
        }
    }

    private static PaymentRow Payment(Statement row)
    {
        ReadOnlySpan<byte> uetr = row.Blob(1);
        if (uetr.Length != 16) throw new InvalidDataException("a UETR has not 16 bytes");
        return new PaymentRow(
            row.Number(0),
            new Uetr(new Guid(uetr, bigEndian: true)),
            new ParticipantId(row.Text(2)),
            row.IsNull(3) ? null : new ParticipantId(row.Text(3)),
            row.Number(4),
            row.Text(5),
            (PaymentStatus)row.Number(6),
            row.IsNull(7) ? null : row.Text(7),
            row.Number(8),
            row.Number(9));
    }
}

using Npgsql;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Postgres;

// Movements. Blocks are full but for the last, so that a movement's block follows from its number; there is no index by
// time, because halving the range of blocks finds one in a few steps.
internal sealed partial class PostgresReadModelQueries
{
    private const string Blocks = "SELECT account_and_block, balance_before_minor, records FROM movement WHERE account_and_block BETWEEN $1 AND $2 ORDER BY account_and_block";

    public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max)
    {
        long from = Math.Max(1, fromNumber);
        long first = MovementBlock.NumberOf(from);
        if (max <= 0 || first > MovementBlock.NumberMax) return [];
        return RunOf(account, [], (connection, number) =>
        {
            var movements = new List<Movement>();
            for (long block = first; movements.Count < max;)
            {
                List<StoredBlock> some = ReadBlocks(connection, $"{Blocks} LIMIT {BlocksPerJourney}", number, block, MovementBlock.NumberMax);
                if (some.Count == 0) break;
                foreach (StoredBlock stored in some)
                {
                    if (stored.Number != block++) throw Missing(block - 1);
                    MovementBlock.Read(account, stored.Number, stored.BalanceBeforeMinor, stored.Records, from, max, movements);
                }
            }

            AddReferences(connection, number, movements);
            return movements;
        });
    }

    public Movement? LastMovement(AccountId account) => RunOf<Movement?>(account, null, (connection, number) =>
    {
        List<StoredBlock> last = ReadBlocks(connection, $"{Blocks} DESC LIMIT 1", number, 0, MovementBlock.NumberMax);
        if (last is not [StoredBlock block]) return null;
        var movements = new List<Movement>();
        long from = MovementBlock.FirstOf(block.Number) + MovementBlock.CountOf(block.Records) - 1;
        MovementBlock.Read(account, block.Number, block.BalanceBeforeMinor, block.Records, from, 1, movements);
        AddReferences(connection, number, movements);
        return movements[0];
    });

    public long? FindMovement(AccountId account, long atOrAfterMs) => RunOf<long?>(account, null, (connection, number) =>
    {
        using NpgsqlCommand ask = Command(
            connection,
            "SELECT max(account_and_block) FROM movement WHERE account_and_block BETWEEN $1 AND $2",
            MovementBlock.KeyOf(number, 0),
            MovementBlock.KeyOf(number, MovementBlock.NumberMax));
        if (ask.ExecuteScalar() is not long last) return null;
        long lastBlock = MovementBlock.NumberOfKey(last);
        // The first block that begins at or after the moment.
        long low = 0, high = lastBlock + 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (FirstAtMs(connection, number, middle) < atOrAfterMs) low = middle + 1;
            else high = middle;
        }

        if (low > 0)
        {
            if (ReadBlocks(connection, Blocks, number, low - 1, low - 1) is not [StoredBlock before]) throw Missing(low - 1);
            if (MovementBlock.Find(low - 1, before.Records, atOrAfterMs) is long found) return found;
        }

        return low <= lastBlock ? MovementBlock.FirstOf(low) : null;
    });

    private static long FirstAtMs(NpgsqlConnection connection, long account, long block)
    {
        using NpgsqlCommand ask = Command(connection, "SELECT first_at_ms FROM movement WHERE account_and_block = $1", MovementBlock.KeyOf(account, block));
        return ask.ExecuteScalar() as long? ?? throw Missing(block);
    }

    private static List<StoredBlock> ReadBlocks(NpgsqlConnection connection, string sql, long account, long from, long to)
    {
        var blocks = new List<StoredBlock>();
        using NpgsqlCommand query = Command(connection, sql, MovementBlock.KeyOf(account, from), MovementBlock.KeyOf(account, to));
        using NpgsqlDataReader row = query.ExecuteReader();
        while (row.Read()) blocks.Add(new StoredBlock(MovementBlock.NumberOfKey(row.GetInt64(0)), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        return blocks;
    }

    private static void AddReferences(NpgsqlConnection connection, long account, List<Movement> movements)
    {
        if (movements.Count == 0) return;
        using NpgsqlCommand query = Command(
            connection,
            "SELECT number, reference FROM movement_reference WHERE account = $1 AND number BETWEEN $2 AND $3",
            account,
            movements[0].Number,
            movements[^1].Number);
        using NpgsqlDataReader row = query.ExecuteReader();
        while (row.Read())
        {
            int index = (int)(row.GetInt64(0) - movements[0].Number);
            movements[index] = movements[index] with { Reference = row.GetString(1) };
        }
    }

    /// <summary>Runs queries with the account's number, or gives what stands for nothing where it has none.</summary>
    private T RunOf<T>(AccountId account, T none, Func<NpgsqlConnection, long, T> read) => Run(connection =>
    {
        using NpgsqlCommand find = Command(
            connection,
            "SELECT number FROM movement_account WHERE participant = (SELECT id FROM participant WHERE name = $1) AND currency = $2",
            account.Participant.Value,
            account.Currency.Code);
        return find.ExecuteScalar() is long number ? read(connection, number) : none;
    });

    private static InvalidDataException Missing(long block) => new($"block {block} of an account's movements is missing");

    private readonly record struct StoredBlock(long Number, long BalanceBeforeMinor, byte[] Records);
}

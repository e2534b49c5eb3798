using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Sqlite;

// Movements. Blocks are full but for the last, so that a movement's block follows from its number; there is no index by
// time, because halving the range of blocks finds one in a few steps.
internal sealed partial class ReadSideQueries
{
    private const string Blocks = "SELECT account_and_block, balance_before_minor, records FROM movement WHERE account_and_block BETWEEN ?1 AND ?2";

    public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max)
    {
        var movements = new List<Movement>();
        long from = Math.Max(1, fromNumber);
        long first = MovementBlock.NumberOf(from);
        if (max <= 0 || first > MovementBlock.NumberMax) return movements;
        RunOf(account, $"{Blocks} ORDER BY account_and_block", (blocks, number) =>
        {
            BindRange(blocks, number, first);
            for (long block = first; movements.Count < max && blocks.Step(); block++)
            {
                if (MovementBlock.NumberOfKey(blocks.Number(0)) != block) throw Missing(block);
                Read(account, number, blocks, from, max, movements);
            }
        });
        return movements;
    }

    public Movement? LastMovement(AccountId account)
    {
        var movements = new List<Movement>();
        RunOf(account, $"{Blocks} ORDER BY account_and_block DESC LIMIT 1", (blocks, number) =>
        {
            BindRange(blocks, number, 0);
            if (!blocks.Step()) return;
            long first = MovementBlock.FirstOf(MovementBlock.NumberOfKey(blocks.Number(0)));
            Read(account, number, blocks, first + MovementBlock.CountOf(blocks.Blob(2)) - 1, 1, movements);
        });
        return movements.Count == 0 ? null : movements[0];
    }

    public long? FindMovement(AccountId account, long atOrAfterMs)
    {
        long? found = null;
        RunOf(account, "SELECT MAX(account_and_block) FROM movement WHERE account_and_block BETWEEN ?1 AND ?2", (last, number) =>
        {
            BindRange(last, number, 0);
            if (!last.Step() || last.IsNull(0)) return;
            using var one = new Statement(_connection, "SELECT first_at_ms, records FROM movement WHERE account_and_block = ?1");
            found = FindIn(one, number, MovementBlock.NumberOfKey(last.Number(0)), atOrAfterMs);
        });
        return found;
    }

    private static long? FindIn(Statement one, long account, long lastBlock, long atOrAfterMs)
    {
        // The first block that begins at or after the moment.
        long low = 0, high = lastBlock + 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            StepTo(one, account, middle);
            if (one.Number(0) < atOrAfterMs) low = middle + 1;
            else high = middle;
        }

        if (low > 0)
        {
            StepTo(one, account, low - 1);
            if (MovementBlock.Find(low - 1, one.Blob(1), atOrAfterMs) is long number) return number;
        }

        return low <= lastBlock ? MovementBlock.FirstOf(low) : null;
    }

    private static void StepTo(Statement one, long account, long block)
    {
        one.Reset();
        one.Bind(1, MovementBlock.KeyOf(account, block));
        if (!one.Step()) throw Missing(block);
    }

    /// <summary>Adds the movements of the block in the row to a list, with their references.</summary>
    private void Read(AccountId account, long number, Statement row, long fromNumber, int max, List<Movement> movements)
    {
        int before = movements.Count;
        MovementBlock.Read(account, MovementBlock.NumberOfKey(row.Number(0)), row.Number(1), row.Blob(2), fromNumber, max, movements);
        if (movements.Count == before) return;
        using var references = new Statement(_connection, "SELECT number, reference FROM movement_reference WHERE account = ?1 AND number BETWEEN ?2 AND ?3");
        references.Bind(1, number);
        references.Bind(2, movements[before].Number);
        references.Bind(3, movements[^1].Number);
        while (references.Step())
        {
            int index = before + (int)(references.Number(0) - movements[before].Number);
            movements[index] = movements[index] with { Reference = references.Text(1) };
        }
    }

    /// <summary>
    /// Runs a query with the account's number in the file, or does nothing where it has none. All that is read in between
    /// is of one state of the file: the row of the account holds it.
    /// </summary>
    private void RunOf(AccountId account, string sql, Action<Statement, long> read) =>
        Run("SELECT number FROM movement_account WHERE participant = (SELECT id FROM participant WHERE name = ?1) AND currency = ?2", found =>
        {
            found.Bind(1, account.Participant.Value);
            found.Bind(2, account.Currency.Code);
            if (!found.Step()) return;
            using var query = new Statement(_connection, sql);
            read(query, found.Number(0));
        });

    private static void BindRange(Statement query, long account, long fromBlock)
    {
        query.Bind(1, MovementBlock.KeyOf(account, fromBlock));
        query.Bind(2, MovementBlock.KeyOf(account, MovementBlock.NumberMax));
    }

    private static InvalidDataException Missing(long block) => new($"block {block} of an account's movements is missing");
}

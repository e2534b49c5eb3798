using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// Writes movements: for each account the block that is being filled is in memory. What is in memory must be forgotten with
/// <see cref="Forget"/> when a transaction is not committed.
/// </summary>
internal sealed class MovementWriting : IDisposable
{
    private readonly Statement _block;
    private readonly Statement _lastBlock;
    private readonly Statement _reference;
    private readonly Statement _account;
    private readonly Statement _addAccount;
    private readonly Dictionary<AccountId, MovementBlock> _blocks = [];

    public MovementWriting(SqliteConnection connection)
    {
        _block = new Statement(connection, "INSERT OR REPLACE INTO movement VALUES (?1, ?2, ?3, ?4)");
        _lastBlock = new Statement(
            connection,
            "SELECT account_and_block, first_at_ms, balance_before_minor, records FROM movement"
            + " WHERE account_and_block BETWEEN ?1 AND ?2 ORDER BY account_and_block DESC LIMIT 1");
        _reference = new Statement(connection, "INSERT INTO movement_reference VALUES (?1, ?2, ?3)");
        _account = new Statement(connection, "SELECT number FROM movement_account WHERE participant = ?1 AND currency = ?2");
        _addAccount = new Statement(connection, "INSERT INTO movement_account (participant, currency) VALUES (?1, ?2) RETURNING number");
    }

    /// <summary>The block of an account that is being filled, or null where it has not been looked for yet.</summary>
    public MovementBlock? Find(AccountId account) => _blocks.GetValueOrDefault(account);

    /// <summary>Looks for the block of an account that is being filled, and keeps it in memory.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="participant">The participant's number in the file.</param>
    public MovementBlock Load(AccountId account, long participant)
    {
        long number = OneNumber(_account, account, participant) ?? OneNumber(_addAccount, account, participant)!.Value;
        var block = new MovementBlock(number);
        _lastBlock.Bind(1, MovementBlock.KeyOf(number, 0));
        _lastBlock.Bind(2, MovementBlock.KeyOf(number, MovementBlock.NumberMax));
        if (_lastBlock.Step())
            block.Restore(MovementBlock.NumberOfKey(_lastBlock.Number(0)), _lastBlock.Number(1), _lastBlock.Number(2), _lastBlock.Blob(3));
        _lastBlock.Reset();
        _blocks.Add(account, block);
        return block;
    }

    public void Add(MovementBlock block, in BookedFact booked, long atMs, long position, int entryIndex)
    {
        long number = block.Add(booked, atMs, position, entryIndex);
        if (booked.Reference is string reference) Save(block.Account, number, reference);
        // A full one is stored at once: another one takes its place in memory.
        if (block.IsFull) Save(block);
    }

    /// <summary>Stores what is in memory.</summary>
    public void Finish()
    {
        foreach (MovementBlock block in _blocks.Values)
            if (block.IsDirty) Save(block);
    }

    /// <summary>Forgets what it has in memory, and reads it again where it is wanted.</summary>
    public void Forget() => _blocks.Clear();

    public void Dispose()
    {
        _block.Dispose();
        _lastBlock.Dispose();
        _reference.Dispose();
        _account.Dispose();
        _addAccount.Dispose();
    }

    private void Save(MovementBlock block)
    {
        _block.Bind(1, MovementBlock.KeyOf(block.Account, block.Number));
        _block.Bind(2, block.FirstAtMs);
        _block.Bind(3, block.BalanceBeforeMinor);
        _block.Bind(4, block.Bytes);
        _block.Run();
        block.IsDirty = false;
    }

    private void Save(long account, long number, string reference)
    {
        _reference.Bind(1, account);
        _reference.Bind(2, number);
        _reference.Bind(3, reference);
        _reference.Run();
    }

    private static long? OneNumber(Statement statement, AccountId account, long participant)
    {
        statement.Bind(1, participant);
        statement.Bind(2, account.Currency.Code);
        long? number = statement.Step() ? statement.Number(0) : null;
        // To its end: a statement that adds has to be run to it.
        while (number is not null && statement.Step())
        {
        }

        return number;
    }
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// Writes movements: for each account the block that is being filled is in memory. What is in memory must be forgotten with
/// <see cref="Forget"/> when a transaction is not committed.
/// </summary>
internal sealed class MovementWriting(IReadModelTables tables)
{
    private readonly Dictionary<AccountId, MovementBlock> _blocks = [];

    /// <summary>The block of an account that is being filled, or null where it has not been looked for yet.</summary>
    public MovementBlock? Find(AccountId account) => _blocks.GetValueOrDefault(account);

    /// <summary>Looks for the block of an account that is being filled, and keeps it in memory.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="participant">The participant's number.</param>
    public MovementBlock Load(AccountId account, long participant)
    {
        MovementBlock block = tables.LastMovements(account, participant);
        _blocks.Add(account, block);
        return block;
    }

    public void Add(MovementBlock block, in BookedFact booked, long atMs, long position, int entryIndex)
    {
        long number = block.Add(booked, atMs, position, entryIndex);
        if (booked.Reference is string reference) tables.AddReference(block.Account, number, reference);
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

    private void Save(MovementBlock block)
    {
        tables.Save(block);
        block.IsDirty = false;
    }
}

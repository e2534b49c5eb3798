using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// The movements of many accounts in the one order in which the journal has them, read page by page, so that both ends of a
/// payment come one after the other and never more than a page of each account is in memory.
/// </summary>
/// <param name="readSide">Where they are.</param>
/// <param name="position">The last group of the journal that is wanted.</param>
/// <param name="factsOfLastGroup">How many facts of that group are.</param>
internal sealed class MovementMerge(IReadSide readSide, long position, int factsOfLastGroup)
{
    private const int MovementsPerPage = 256;
    private readonly PriorityQueue<Cursor, (long Position, int EntryIndex)> _next = new();

    /// <summary>Adds an account.</summary>
    /// <param name="account">Which.</param>
    /// <param name="fromNumber">The number of the first movement wanted.</param>
    /// <param name="before">The movement before it, as it is now; null for none, or where none was asked for.</param>
    public void Add(AccountId account, long fromNumber, out Movement? before)
    {
        before = null;
        // The one before is read too, so that whoever has checked it can see that it is still the same.
        var cursor = new Cursor(account, readSide.ReadMovements(account, Math.Max(1, fromNumber - 1), MovementsPerPage));
        if (fromNumber > 1 && cursor.Page.Count > 0 && cursor.Page[0].Number < fromNumber) before = cursor.Page[cursor.Index++];
        Queue(cursor);
    }

    /// <summary>The next movement; false where all have been taken that are wanted.</summary>
    public bool TryTake(out Movement movement)
    {
        movement = default;
        if (!_next.TryDequeue(out Cursor? cursor, out _)) return false;
        movement = cursor.Page[cursor.Index++];
        Queue(cursor);
        return true;
    }

    /// <summary>Whether all have been taken that are wanted.</summary>
    public bool IsDone => _next.Count == 0;

    /// <summary>Whether a further movement of this group is to come next.</summary>
    public bool GoesOnIn(long group) => _next.TryPeek(out _, out (long Position, int EntryIndex) next) && next.Position == group;

    private void Queue(Cursor cursor)
    {
        if (cursor.Index == cursor.Page.Count)
        {
            if (cursor.Page.Count == 0) return;
            // A page that is not full is no sign of the end: a movement may be missing in it.
            cursor.Page = readSide.ReadMovements(cursor.Account, cursor.Page[^1].Number + 1, MovementsPerPage);
            cursor.Index = 0;
            if (cursor.Page.Count == 0) return;
        }

        Movement movement = cursor.Page[cursor.Index];
        bool isWanted = movement.Position < position || (movement.Position == position && movement.EntryIndex < factsOfLastGroup);
        if (isWanted) _next.Enqueue(cursor, (movement.Position, movement.EntryIndex));
    }

    private sealed class Cursor(AccountId account, IReadOnlyList<Movement> page)
    {
        public AccountId Account { get; } = account;

        public IReadOnlyList<Movement> Page { get; set; } = page;

        public int Index { get; set; }
    }
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// The books that banks hand in: each is compared once the read models have all that was stored when it came, never before.
/// Of each account the last comparison is kept, as long as the switch runs. One bank hands in one book at a time.
/// </summary>
/// <param name="readSide">The read models.</param>
/// <param name="journal">The journal, whose end they follow.</param>
/// <param name="clock">The clock.</param>
public sealed class BankBooks(IReadSide readSide, IJournal journal, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(10);
    private readonly Lock _gate = new();
    private readonly HashSet<ParticipantId> _handingIn = [];
    private readonly SortedDictionary<AccountId, BankBookHandIn> _last = [];
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Hears of each comparison, also of those without a difference, to raise alarms.</summary>
    public Action<BankBookComparison, BankBookHandIn>? Compared { get; init; }

    /// <summary>The last comparison of each account, in order.</summary>
    public IReadOnlyList<BankBookHandIn> Last
    {
        get
        {
            lock (_gate) return [.. _last.Values];
        }
    }

    /// <summary>A bank begins to hand a book in; false where it has one under way.</summary>
    public bool TryBegin(ParticipantId bank)
    {
        lock (_gate) return _handingIn.Add(bank);
    }

    /// <summary>What was begun has ended.</summary>
    public void End(ParticipantId bank)
    {
        lock (_gate) _handingIn.Remove(bank);
    }

    /// <summary>Compares a book; one at a time, so that a few large ones cannot take the whole machine.</summary>
    /// <param name="book">The bank's books.</param>
    /// <param name="within">How long to wait for the read models at most.</param>
    /// <param name="ends">Ends the waiting.</param>
    /// <returns>The comparison or why there is none; null where the read models lag behind for longer: nothing was compared then.</returns>
    /// <exception cref="JournalException">The movements do not give the balances: the read models are damaged.</exception>
    public async Task<BankBookResult?> CompareAsync(BankBook book, TimeSpan within, CancellationToken ends)
    {
        ArgumentNullException.ThrowIfNull(book);
        // Whatever the bank can have heard of was stored before it handed its book in.
        long position = journal.LastPosition;
        long untilMs = Environment.TickCount64 + (long)within.TotalMilliseconds;
        while (readSide.Position < position)
        {
            if (Environment.TickCount64 >= untilMs) return null;
            await Task.Delay(LookAgainAfter, ends).ConfigureAwait(false);
        }

        await _oneAtATime.WaitAsync(ends).ConfigureAwait(false);
        try
        {
            BankBookResult result = await Task.Run(() => BankBookComparison.Of(readSide, book), ends).ConfigureAwait(false);
            if (result.Comparison is BankBookComparison comparison) Keep(comparison, book, position);
            return result;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private void Keep(BankBookComparison comparison, BankBook book, long position)
    {
        var handIn = new BankBookHandIn(
            book.Account, book.FromMs, book.ToMs, clock.GetUtcNow().ToUnixTimeMilliseconds(), position, comparison.EntryCount, comparison.MovementCount,
            comparison.Differences.Count, comparison.BalanceDifferenceMinor);
        lock (_gate) _last[book.Account] = handIn;
        Compared?.Invoke(comparison, handIn);
    }
}

/// <summary>That a bank has handed its book in, and what came of it.</summary>
/// <param name="Account">Which account.</param>
/// <param name="FromMs">The period's beginning, in Unix milliseconds.</param>
/// <param name="ToMs">The period's end, in Unix milliseconds, not in it.</param>
/// <param name="AtMs">When it was compared, in Unix milliseconds.</param>
/// <param name="Position">The position of the journal that the read models had reached at least.</param>
/// <param name="EntryCount">How many entries the bank has.</param>
/// <param name="MovementCount">How many movements the account has in the period.</param>
/// <param name="DifferenceCount">How many entries differ.</param>
/// <param name="BalanceDifferenceMinor">What the bank's closing balance is above the switch's, in minor units; null where the bank does not say it.</param>
public sealed record BankBookHandIn(
    AccountId Account, long FromMs, long ToMs, long AtMs, long Position, int EntryCount, int MovementCount, int DifferenceCount, long? BalanceDifferenceMinor)
{
    /// <summary>Whether both books say the same.</summary>
    public bool Matches => DifferenceCount == 0 && BalanceDifferenceMinor is null or 0;
}

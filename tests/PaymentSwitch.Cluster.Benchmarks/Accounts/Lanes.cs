using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>
/// A prototype: one bank's money split over accounts that each can spend only what they hold. Money goes from lane to lane by taking it out of
/// one first, stored, and bringing it into the other then: in between it is on neither, so that it is never spent twice.
/// </summary>
/// <param name="node">Where the lanes are.</param>
/// <param name="lanes">The lanes' accounts.</param>
/// <param name="openingMinor">What all of them hold together at first, in minor units.</param>
internal sealed class Lanes(EntityNode node, IReadOnlyList<AccountId> lanes, long openingMinor) : IDisposable
{
    private static readonly OperatorAct Act = new("lanes");

    // As far as replies tell: what a lane holds at least may be more by now, or less.
    private readonly long[] _availableMinor = new long[lanes.Count];
    private readonly SemaphoreSlim _moving = new(1);
    private int _moves;

    /// <summary>How often money went from one lane to another.</summary>
    public int Moves => _moves;

    /// <summary>What all lanes hold together, as far as replies tell, in minor units.</summary>
    public long AvailableMinor
    {
        get
        {
            long sum = 0;
            for (int lane = 0; lane < lanes.Count; lane++) sum += Interlocked.Read(ref _availableMinor[lane]);
            return sum;
        }
    }

    /// <summary>Opens the lanes, each with the same share.</summary>
    public async Task OpenAsync()
    {
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            _availableMinor[lane] = (openingMinor / lanes.Count) + (lane == 0 ? openingMinor % lanes.Count : 0);
            await AccountsAlone.OpenAsync(node, lanes[lane], _availableMinor[lane]);
        }
    }

    /// <summary>Reserves on the key's own lane, or on another that can pay; where none can, money is brought together first.</summary>
    /// <returns>On which lane; null where it was refused. And how many lanes were asked.</returns>
    public async Task<(int? Lane, int Asked)> ReserveAsync(BookingKey key, long amountMinor)
    {
        int own = (int)((uint)key.GetHashCode() % (uint)lanes.Count);
        for (int n = 0; n < lanes.Count; n++)
        {
            int lane = (own + n) % lanes.Count;
            if (await TryReserveAsync(lane, key, amountMinor)) return (lane, n + 1);
        }

        if (lanes.Count == 1 || !await GatherAsync(own, amountMinor)) return (null, lanes.Count);
        return (await TryReserveAsync(own, key, amountMinor) ? own : null, lanes.Count + 1);
    }

    /// <summary>Posts what was reserved on a lane.</summary>
    public async Task PostAsync(int lane, BookingKey key)
    {
        await DoneAsync(lane, new PostReservation(key));
        AccountsAlone.NoteOver(key);
    }

    /// <summary>Credits a lane: any will do, for the account as a whole has it then.</summary>
    public async Task CreditAsync(int lane, BookingKey key, long amountMinor)
    {
        await DoneAsync(lane, new CreditAccount(key, amountMinor, MayRepeat: true));
        Interlocked.Add(ref _availableMinor[lane], amountMinor);
        AccountsAlone.NoteOver(key);
    }

    /// <summary>Levels lanes again and again: the fullest gives half of what it has more than the emptiest, where that holds less than a quarter of its share.</summary>
    public async Task LevelAsync(TimeSpan every, CancellationToken over)
    {
        while (lanes.Count > 1 && !over.IsCancellationRequested)
        {
            await Task.Delay(every, CancellationToken.None);
            int emptiest = 0, fullest = 0;
            for (int lane = 1; lane < lanes.Count; lane++)
            {
                if (_availableMinor[lane] < _availableMinor[emptiest]) emptiest = lane;
                if (_availableMinor[lane] > _availableMinor[fullest]) fullest = lane;
            }

            if (_availableMinor[emptiest] < AvailableMinor / lanes.Count / 4) await MoveAsync(fullest, emptiest, (_availableMinor[fullest] - _availableMinor[emptiest]) / 2);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _moving.Dispose();

    private async Task<bool> TryReserveAsync(int lane, BookingKey key, long amountMinor)
    {
        AccountReply reply = await AccountsAlone.AskAsync(node, lanes[lane], new ReserveFunds(key, amountMinor, null, MayRepeat: true));
        if (reply == AccountReply.InsufficientFunds) return false;
        if (reply != AccountReply.Done) throw new InvalidOperationException($"Lane {lane} replied {reply}.");
        Interlocked.Add(ref _availableMinor[lane], -amountMinor);
        return true;
    }

    // Brings so much together on one lane; false where there is not as much.
    private async Task<bool> GatherAsync(int to, long amountMinor)
    {
        if (AvailableMinor < amountMinor) return false;
        for (int from = 0; from < lanes.Count; from++)
        {
            long missing = amountMinor - Interlocked.Read(ref _availableMinor[to]);
            if (missing <= 0) break;
            if (from != to) await MoveAsync(from, to, Math.Min(missing, Interlocked.Read(ref _availableMinor[from])));
        }

        return true;
    }

    private async Task MoveAsync(int from, int to, long amountMinor)
    {
        if (amountMinor <= 0) return;
        await _moving.WaitAsync();
        try
        {
            string reference = $"move {++_moves}";
            if (await AccountsAlone.AskAsync(node, lanes[from], new WithdrawFromAccount(amountMinor, reference, Act)) != AccountReply.Done) return;
            Interlocked.Add(ref _availableMinor[from], -amountMinor);
            await DoneAsync(to, new FundAccount(amountMinor, reference, Act));
            Interlocked.Add(ref _availableMinor[to], amountMinor);
        }
        finally
        {
            _moving.Release();
        }
    }

    private async Task DoneAsync(int lane, AccountCommand command)
    {
        AccountReply reply = await AccountsAlone.AskAsync(node, lanes[lane], command);
        if (reply != AccountReply.Done) throw new InvalidOperationException($"Lane {lane} replied {reply} to {command}.");
    }
}

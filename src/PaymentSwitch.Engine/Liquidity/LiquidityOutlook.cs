using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Liquidity;

/// <summary>
/// Follows how fast payments empty each account, by the times of their facts. One thread hands facts over, any may ask.
/// </summary>
/// <param name="sinceMs">From when on it is given all facts, in Unix milliseconds: the time before does not count as quiet.</param>
public sealed class LiquidityOutlook(long sinceMs)
{
    private const long ObservedMinMs = 60_000;

    private readonly Dictionary<AccountId, Followed> _accounts = [];
    private readonly Lock _gate = new();
    private long _sinceMs = sinceMs;
    private long _latestMs;

    /// <summary>Takes the facts of a group in. Groups come in order.</summary>
    public void Take(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (_gate)
        {
            for (int i = 0; i < group.Entries.Count; i++)
            {
                JournalEntry entry = group.Entries[i];
                if (entry.Event is not AccountEvent fact) continue;
                _sinceMs = Math.Min(_sinceMs, fact.AtMs);
                _latestMs = Math.Max(_latestMs, fact.AtMs);
                Booking booking = fact.Booking;
                // What comes from or goes to the settlement bank is no trend, and the balance has it already.
                if (booking is { AmountMinor: not 0, Against: TechnicalAccount.InTransit })
                    Of(entry.Entity.Account).Outflow.Add(fact.AtMs, -booking.AmountMinor);
            }
        }
    }

    /// <summary>Takes in how accounts stand.</summary>
    public void Take(IReadOnlyList<AccountStanding> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        lock (_gate)
        {
            for (int i = 0; i < accounts.Count; i++) Of(accounts[i].Id).Standing = accounts[i];
        }
    }

    /// <summary>Where an account is heading; null where there is no such account.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="nowMs">The time, in Unix milliseconds; where facts are of a later one, theirs counts.</param>
    public AccountOutlook? Of(AccountId account, long nowMs)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(account, out Followed? followed) || followed.Standing is not AccountStanding standing) return null;
            long endsMs = Math.Max(nowMs, _latestMs);
            long beginsMs = Math.Max(OutflowWindow.BeginsAt(endsMs), _sinceMs);
            return new AccountOutlook(standing, followed.Outflow.SumAt(endsMs), Math.Max(ObservedMinMs, endsMs - beginsMs));
        }
    }

    private Followed Of(AccountId account)
    {
        if (!_accounts.TryGetValue(account, out Followed? followed)) _accounts.Add(account, followed = new Followed());
        return followed;
    }

    private sealed class Followed
    {
        public OutflowWindow Outflow { get; } = new();

        public AccountStanding? Standing { get; set; }
    }
}

namespace PaymentSwitch.Domain.Accounts;

/// <content>What was booked since the last business day that was closed here, and what was said of it.</content>
public sealed partial class Account
{
    private long _debitCount;
    private long _debitsMinor;
    private long _creditCount;
    private long _creditsMinor;

    /// <summary>The end of the last business day that was closed here, in Unix milliseconds; 0 for none.</summary>
    public long LastStatementToMs { get; private set; }

    /// <summary>The end of the last report within a day, in Unix milliseconds; 0 for none.</summary>
    public long LastReportToMs { get; private set; }

    /// <summary>When something was booked for the first time, in Unix milliseconds; 0 for never.</summary>
    public long FirstBookedAtMs { get; private set; }

    /// <summary>What was booked since <see cref="LastStatementToMs"/>.</summary>
    public Turnover Turnover => new(_debitCount, _debitsMinor, _creditCount, _creditsMinor);

    private AccountDecision Issue(IssueStatement command, long nowMs)
    {
        // The end of what was told only ever moves on: what is asked for twice is told once.
        long lastToMs = command.Kind == StatementKind.EndOfDay ? LastStatementToMs : LastReportToMs;
        if (command.ToMs <= command.FromMs || command.ToMs > nowMs || command.ToMs <= lastToMs) return new(AccountReply.Done);
        return new(AccountReply.Done, new StatementIssued(
            nowMs, command.Kind, command.BusinessDate, command.FromMs, command.ToMs, BalanceMinor, IsCountedSince(command.FromMs) ? Turnover : null));
    }

    // Whether what was counted is what was booked since then, no more and no less.
    private bool IsCountedSince(long fromMs)
    {
        bool fits = _debitsMinor < long.MaxValue && _creditsMinor < long.MaxValue;
        bool beganLater = LastStatementToMs < fromMs && (FirstBookedAtMs == 0 || FirstBookedAtMs >= fromMs);
        return fits && (LastStatementToMs == fromMs || beganLater);
    }

    private void Take(StatementIssued fact)
    {
        if (fact.Kind == StatementKind.Intraday)
        {
            LastReportToMs = fact.ToMs;
            return;
        }

        LastStatementToMs = fact.ToMs;
        (_debitCount, _debitsMinor, _creditCount, _creditsMinor) = (0, 0, 0, 0);
    }

    // A sum that no longer fits stays at the greatest number, and is not told.
    private void Count(long amountMinor, long atMs)
    {
        if (FirstBookedAtMs == 0) FirstBookedAtMs = atMs;
        if (amountMinor < 0)
        {
            _debitCount++;
            _debitsMinor = _debitsMinor > long.MaxValue + amountMinor ? long.MaxValue : _debitsMinor - amountMinor;
        }
        else
        {
            _creditCount++;
            _creditsMinor = _creditsMinor > long.MaxValue - amountMinor ? long.MaxValue : _creditsMinor + amountMinor;
        }
    }
}

namespace PaymentSwitch.Domain.Accounts;

/// <content>Statements and reports that its owner gets at a time of their own: which one was the last of each kind.</content>
public sealed partial class Account
{
    /// <summary>The end of the last statement that was issued, in Unix milliseconds; 0 for none.</summary>
    public long LastStatementToMs { get; private set; }

    /// <summary>The end of the last report within a day that was issued, in Unix milliseconds; 0 for none.</summary>
    public long LastReportToMs { get; private set; }

    /// <summary>The end of the last one of a kind, in Unix milliseconds; 0 for none.</summary>
    public long LastIssuedToMs(StatementKind kind) => kind == StatementKind.EndOfDay ? LastStatementToMs : LastReportToMs;

    // The end of what was issued only ever moves on: what was asked for twice is issued once.
    private AccountDecision Issue(IssueStatement command, long nowMs) =>
        command.ToMs <= command.FromMs || command.ToMs > nowMs || command.ToMs <= LastIssuedToMs(command.Kind)
            ? new(AccountReply.Done)
            : new(AccountReply.Done, new StatementIssued(nowMs, command.Kind, command.BusinessDate, command.FromMs, command.ToMs, command.EntriesMax));

    private void Take(StatementIssued fact)
    {
        if (fact.Kind == StatementKind.EndOfDay) LastStatementToMs = fact.ToMs;
        else LastReportToMs = fact.ToMs;
    }
}

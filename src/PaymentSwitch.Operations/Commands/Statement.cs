using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>statement</c>.</summary>
internal sealed class Statement : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "statement", "Shows an account's statement of a period, with its balances.",
        "Held against itself when it is made: the balance before and all entries give the balance after. The end is not in the period. A page has at most --max entries; "
        + "the line Continued then has the number with which the next page begins (--from-number).",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant,
        ArgumentDefinition.Required("from", ArgumentKind.Moment, "the period's beginning, as 2026-11-21T00:00:00Z"),
        ArgumentDefinition.Required("to", ArgumentKind.Moment, "the period's end"),
        ArgumentDefinition.Optional("from-number", ArgumentKind.Number, "where the page begins"),
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many entries") with { Default = "100", NumberMax = AccountStatement.EntriesPerPageMax },
        CommonArguments.Currency);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        if (await AccountAnswers.FindAsync(call, id).ConfigureAwait(false) is null) return Refusals.Of(AccountReply.NotOpen, id);
        StatementResult result = AccountStatement.Of(call.Switch.ReadSide, new StatementRequest(
            id, call.Arguments.Moment("from"), call.Arguments.Moment("to"), call.Arguments.NumberOrNull("from-number"), (int)call.Arguments.Number("max")));
        return result.Statement is AccountStatement statement ? Show(statement) : RefusalOf(result.Refusal);
    }

    private static Refused RefusalOf(StatementRefusal? refusal) => refusal switch
    {
        StatementRefusal.PeriodEmpty => new("statement.period-empty", "to: expected a moment after from.", 400, OperatorExitCode.WrongUsage),
        StatementRefusal.NotInPeriod => new("statement.not-in-period", "from-number: expected the number of a movement in the period.", 400, OperatorExitCode.WrongUsage),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "There are no words for this refusal of a statement."),
    };

    private static TableResult Show(AccountStatement statement)
    {
        Currency currency = statement.Account.Currency;
        var rows = new List<IReadOnlyList<Cell>> { MovementAnswers.Balance("Opening", statement.FromMs, statement.PageOpeningBalanceMinor, currency) };
        rows.AddRange(statement.Entries.Select(MovementAnswers.Row));
        IReadOnlyList<Cell> last = MovementAnswers.Balance(statement.NextNumber is null ? "Closing" : "Continued", statement.ToMs, statement.PageClosingBalanceMinor, currency);
        rows.Add(statement.NextNumber is long next ? [Cell.Number(next), .. last.Skip(1)] : last);
        return new TableResult(MovementAnswers.Columns, rows);
    }
}

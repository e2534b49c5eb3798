using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>bank-books list</c>.</summary>
internal sealed class BankBooksList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("account", CellKind.Participant, "account"),
        new("currency", CellKind.Text, "currency"),
        new("from", CellKind.Time, "from"),
        new("to", CellKind.Time, "to"),
        new("at", CellKind.Time, "handed in", IsDetail: true),
        new("matches", CellKind.Flag, "fits"),
        new("entries", CellKind.Number, "entries", IsDetail: true),
        new("movements", CellKind.Number, "movements", IsDetail: true),
        new("differences", CellKind.Number, "differences"),
        new("balanceDifference", CellKind.Amount, "balance differs by"),
    ];

    public CommandDefinition Definition { get; } = new(
        "bank-books list", "Lists which banks have handed in their own books, and whether they fit.",
        "The last one of each account since the start of the switch: its period, how many entries it has, how many movements the switch has, how many entries differ, and by how much the closing balances do. "
        + "The log names the first 20 differences, the bank was told the first 1,000.",
        OperatorRole.Viewer, CommandDanger.None);

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (call.Switch.BankBooks is not BankBooks books)
            return Task.FromResult<OperatorResult>(new Refused("bank-books.not-configured", "Nothing compares books of banks here.", 501));
        return Task.FromResult<OperatorResult>(new TableResult(Columns, [.. books.Last.Select(RowOf)]));
    }

    private static IReadOnlyList<Cell> RowOf(BankBookHandIn handIn) =>
    [
        Cell.Participant(handIn.Account.Participant),
        Cell.Text(handIn.Account.Currency.Code),
        Cell.Time(handIn.FromMs),
        Cell.Time(handIn.ToMs),
        Cell.Time(handIn.AtMs),
        Cell.Flag(handIn.Matches),
        Cell.Number(handIn.EntryCount),
        Cell.Number(handIn.MovementCount),
        Cell.Number(handIn.DifferenceCount),
        Cell.Amount(handIn.BalanceDifferenceMinor, handIn.Account.Currency),
    ];
}

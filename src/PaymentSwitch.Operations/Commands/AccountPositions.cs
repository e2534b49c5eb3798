using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account positions</c>.</summary>
internal sealed class AccountPositions : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("cycle", CellKind.Number, "cycle"),
        new("debits", CellKind.Amount, "debits"),
        new("credits", CellKind.Amount, "credits"),
        new("net", CellKind.Amount, "net"),
        new("currency", CellKind.Text, "cur"),
    ];

    public CommandDefinition Definition { get; } = new(
        "account positions", "Shows what an account has booked in cycles that are not settled.",
        "Debits and credits of each cycle; a net below zero will be owed when the cycle is settled. An account in gross settlement has none.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant, CommonArguments.Currency);

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.TableAsync(call, Columns, account => account.Positions.Select(position => Row(position, account.Id.Currency)));

    private static IReadOnlyList<Cell> Row(CyclePosition position, Currency currency) =>
    [
        Cell.Number(position.Cycle),
        Cell.Amount(position.DebitsMinor, currency),
        Cell.Amount(position.CreditsMinor, currency),
        Cell.Amount(position.NetMinor, currency),
        Cell.Text(currency.Code),
    ];
}

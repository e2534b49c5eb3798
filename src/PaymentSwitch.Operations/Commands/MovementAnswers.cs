using PaymentSwitch.Domain;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show what happened on an account.</summary>
internal static class MovementAnswers
{
    /// <summary>The columns of a movement.</summary>
    public static Column[] Columns { get; } =
    [
        new("number", CellKind.Number, "number"),
        new("at", CellKind.Time, "at"),
        new("amount", CellKind.Amount, "amount"),
        new("balance", CellKind.Amount, "balance"),
        new("kind", CellKind.Text, "kind"),
        new("reference", CellKind.Text, "reference", IsDetail: true),
        new("uetr", CellKind.Uetr, "uetr", IsDetail: true),
    ];

    /// <summary>A movement.</summary>
    public static IReadOnlyList<Cell> Row(Movement movement) =>
    [
        Cell.Number(movement.Number),
        Cell.Time(movement.AtMs),
        Cell.Amount(movement.AmountMinor, movement.Account.Currency),
        Cell.Amount(movement.BalanceAfterMinor, movement.Account.Currency),
        Cell.Text(movement.Kind.ToString()),
        Cell.Text(movement.Reference),
        movement.Uetr is { } uetr ? Cell.Uetr(uetr) : new Cell(CellKind.Uetr, null),
    ];

    /// <summary>A balance at a moment: a line of a statement that is no movement.</summary>
    public static IReadOnlyList<Cell> Balance(string name, long atMs, long balanceMinor, Currency currency) =>
    [
        Cell.Number(null), Cell.Time(atMs), Cell.Amount(null, currency), Cell.Amount(balanceMinor, currency), Cell.Text(name), Cell.Text(null), new Cell(CellKind.Uetr, null),
    ];
}

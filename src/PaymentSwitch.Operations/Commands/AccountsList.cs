using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>accounts list</c>.</summary>
internal sealed class AccountsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("currency", CellKind.Text, "cur"),
        new("balance", CellKind.Amount, "balance"),
        new("reserved", CellKind.Amount, "reserved"),
        new("available", CellKind.Amount, "available"),
        new("headroom", CellKind.Amount, "headroom"),
        new("cap", CellKind.Amount, "cap", IsDetail: true),
        new("capUsed", CellKind.Amount, "cap used", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "accounts list", "Shows how every account stands.",
        "Balance, what of it is reserved for payments under way, what is left, and the headroom of the cap; no headroom is shown where there is no cap.",
        OperatorRole.Viewer, CommandDanger.None);

    public async Task<OperatorResult> RunAsync(OperatorCall call) =>
        new TableResult(Columns, [.. (await call.Switch.Running.ListAccountsAsync().ConfigureAwait(false)).Select(Row)]);

    private static IReadOnlyList<Cell> Row(AccountStanding account)
    {
        Currency currency = account.Id.Currency;
        return
        [
            Cell.Participant(account.Id.Participant),
            Cell.Text(currency.Code),
            Cell.Amount(account.BalanceMinor, currency),
            Cell.Amount(account.ReservedMinor, currency),
            Cell.Amount(account.AvailableMinor, currency),
            Cell.Amount(account.HeadroomMinor, currency),
            Cell.Amount(account.Cap.LimitMinor, currency),
            Cell.Amount(account.UseMinor, currency),
        ];
    }
}

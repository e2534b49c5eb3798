using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>party-limits list</c>.</summary>
internal sealed class PartyLimitsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("party", CellKind.Text, "party"),
        new("limit", CellKind.Amount, "limit"),
        new("used", CellKind.Amount, "used"),
        new("headroom", CellKind.Amount, "headroom"),
        new("currency", CellKind.Text, "cur"),
        new("agents", CellKind.Text, "agents", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "party-limits list", "Shows the limits of reachable parties under an account.",
        "A reachable party with a limit needs headroom there and on the account itself. Who has none is bounded by the account alone.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant, CommonArguments.Currency);

    public Task<OperatorResult> RunAsync(OperatorCall call) => AccountAnswers.TableAsync(call, Columns, account => account.PartyLimits.Select(limit => Row(limit, account.Id.Currency)));

    private static IReadOnlyList<Cell> Row(PartyLimit limit, Currency currency) =>
    [
        Cell.Text(limit.Party),
        Cell.Amount(limit.Cap.LimitMinor, currency),
        Cell.Amount(limit.UseMinor, currency),
        Cell.Amount(limit.HeadroomMinor, currency),
        Cell.Text(currency.Code),
        Cell.Text(string.Join(", ", limit.Agents)),
    ];
}

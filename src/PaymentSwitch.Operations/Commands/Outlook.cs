using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>outlook</c>.</summary>
internal sealed class Outlook : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("currency", CellKind.Text, "cur"),
        new("room", CellKind.Amount, "room"),
        new("netOutflow", CellKind.Amount, "net outflow"),
        new("overSeconds", CellKind.Number, "over s"),
        new("secondsToLimit", CellKind.Number, "s to limit"),
    ];

    public CommandDefinition Definition { get; } = new(
        "outlook", "Shows where accounts are heading: how long until there is no room left.",
        "Room is how much may still be paid; none is shown where nothing bounds it. The net outflow is what payments took out less what they brought in, in the last quarter of an hour or since the start. "
        + "An estimate: the time is shown only where an account is falling.",
        OperatorRole.Viewer, CommandDanger.None, ArgumentDefinition.Optional("participant", ArgumentKind.Participant, "only its accounts"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (call.Switch.Outlook is not { } outlookOf) return new Refused("outlook.not-followed", "Nothing follows the accounts here.", 501);
        ParticipantId? only = call.Arguments.ParticipantOrNull("participant");
        IReadOnlyList<AccountStanding> accounts = await call.Switch.Running.ListAccountsAsync().ConfigureAwait(false);
        return new TableResult(Columns, [.. accounts.Where(account => only is null || account.Id.Participant == only).Select(account => outlookOf(account.Id)).OfType<AccountOutlook>().Select(Row)]);
    }

    private static IReadOnlyList<Cell> Row(AccountOutlook outlook)
    {
        Currency currency = outlook.Standing.Id.Currency;
        return
        [
            Cell.Participant(outlook.Standing.Id.Participant),
            Cell.Text(currency.Code),
            Cell.Amount(outlook.RoomMinor, currency),
            Cell.Amount((long)Int128.Clamp(outlook.NetOutflowMinor, -Money.MinorUnitsMax, Money.MinorUnitsMax), currency),
            Cell.Number(outlook.OverMs / 1000),
            Cell.Number(outlook.SecondsToLimit),
        ];
    }
}

using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>mailboxes list</c>.</summary>
internal sealed class MailboxesList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("lastCursor", CellKind.Number, "last cursor"),
    ];

    public CommandDefinition Definition { get; } = new(
        "mailboxes list", "Shows how far every participant's mailbox has come.",
        "The last cursor given out, which is also how many messages there have been. How far a participant has read is known to itself alone.",
        OperatorRole.Viewer, CommandDanger.None);

    public async Task<OperatorResult> RunAsync(OperatorCall call) => new TableResult(
        Columns,
        [
            .. (await call.Switch.Running.ListParticipantsAsync().ConfigureAwait(false)).OrderBy(participant => participant.Id)
                .Select(participant => (IReadOnlyList<Cell>)[Cell.Participant(participant.Id), Cell.Number(call.Switch.Running.Mailboxes.LastCursor(participant.Id))]),
        ]);
}

using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participants list</c>.</summary>
internal sealed class ParticipantsList : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("name", CellKind.Text, "name"),
        new("standing", CellKind.Text, "standing"),
        new("role", CellKind.Text, "role"),
        new("reachable", CellKind.Number, "reachable"),
    ];

    public CommandDefinition Definition { get; } = new(
        "participants list", "Shows all participants and what they may do.",
        "Enabled sends and receives; ReceiveOnly receives alone; Suspended and SignedOff do neither. Reachable is how many other banks a participant settles for.",
        OperatorRole.Viewer, CommandDanger.None);

    public async Task<OperatorResult> RunAsync(OperatorCall call) => new TableResult(
        Columns, [.. (await call.Switch.Running.ListParticipantsAsync().ConfigureAwait(false)).OrderBy(participant => participant.Id).Select(Row)]);

    private static IReadOnlyList<Cell> Row(Participant participant) =>
    [
        Cell.Participant(participant.Id),
        Cell.Text(participant.Name),
        Cell.Text(participant.Standing.ToString()),
        Cell.Text(participant.Role.ToString()),
        Cell.Number(participant.Agents.Count(agent => agent.IsReachableParty)),
    ];
}

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cycle positions</c>.</summary>
internal sealed class CyclePositions : IOperatorCommand
{
    private static readonly Column[] Columns =
    [
        new("participant", CellKind.Participant, "participant"),
        new("debits", CellKind.Amount, "debits"),
        new("credits", CellKind.Amount, "credits"),
        new("net", CellKind.Amount, "net"),
        new("instruction", CellKind.Text, "instruction"),
        new("reason", CellKind.Text, "reason", IsDetail: true),
        new("uetr", CellKind.Uetr, "instruction uetr", IsDetail: true),
    ];

    public CommandDefinition Definition { get; } = new(
        "cycle positions", "Shows what each participant owes or gets in a cycle.",
        "Before the cycle is netted, what has been booked in it so far. A net below zero is owed. Beside it stands the instruction to the settlement bank: Sent, Confirmed, Failed, or Covering and Covered where the prefunding pays.",
        OperatorRole.Viewer, CommandDanger.None, CycleAnswers.Number, CycleAnswers.Scheme);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        CycleId id = CycleAnswers.IdOf(call);
        if (await CycleAnswers.FindAsync(call, id).ConfigureAwait(false) is not { Opened: { } opened } cycle) return Refusals.Of(CycleReply.Unknown, id);
        IReadOnlyList<ParticipantPosition> positions = cycle.Positions.Count > 0 || cycle.IsFinal ? cycle.Positions : await SoFarAsync(call, cycle, opened.Currency).ConfigureAwait(false);
        return new TableResult(Columns, [.. positions.Select(position => Row(position, cycle, opened.Currency))]);
    }

    private static async Task<IReadOnlyList<ParticipantPosition>> SoFarAsync(OperatorCall call, SettlementCycle cycle, Currency currency) =>
    [
        .. (await call.Switch.Running.CaptureAccountsAsync().ConfigureAwait(false)).Where(account => account.Id.Currency == currency).OrderBy(account => account.Id)
            .SelectMany(account => account.Positions.Where(position => position.Cycle == cycle.Id.Number)
                .Select(position => new ParticipantPosition(account.Id.Participant, position.DebitsMinor, position.CreditsMinor))),
    ];

    private static IReadOnlyList<Cell> Row(ParticipantPosition position, SettlementCycle cycle, Currency currency)
    {
        SettlementInstruction? instruction = cycle.Instructions.FirstOrDefault(instruction => instruction.Participant == position.Participant);
        return
        [
            Cell.Participant(position.Participant),
            Cell.Amount(position.DebitsMinor, currency),
            Cell.Amount(position.CreditsMinor, currency),
            Cell.Amount(position.NetMinor, currency),
            Cell.Text(instruction?.Status.ToString()),
            Cell.Text(instruction?.ReasonCode),
            instruction is null ? new Cell(CellKind.Uetr, null) : Cell.Uetr(instruction.Uetr),
        ];
    }
}

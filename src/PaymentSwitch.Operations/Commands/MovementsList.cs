using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>movements list</c>.</summary>
internal sealed class MovementsList : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "movements list", "Shows what happened on an account, the oldest first.",
        "From the read models, which follow the journal within a moment. Without --from the latest ones; for the next page say --from with the number after the last one shown.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Participant,
        ArgumentDefinition.Optional("from", ArgumentKind.Number, "only those with this number or a greater one"),
        ArgumentDefinition.Optional("max", ArgumentKind.Number, "at most so many") with { Default = "20", NumberMax = 1000 },
        CommonArguments.Currency);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        if (await AccountAnswers.FindAsync(call, id).ConfigureAwait(false) is null) return Refusals.Of(AccountReply.NotOpen, id);
        IReadSide readSide = call.Switch.ReadSide;
        int max = (int)call.Arguments.Number("max");
        long from = call.Arguments.NumberOrNull("from") ?? Math.Max(1, (readSide.LastMovement(id)?.Number ?? 0) - max + 1);
        return new TableResult(MovementAnswers.Columns, [.. readSide.ReadMovements(id, from, max).Select(MovementAnswers.Row)]);
    }
}

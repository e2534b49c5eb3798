using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands find a settlement cycle, show it, and ask it for something.</summary>
internal static class CycleAnswers
{
    /// <summary>Which cycle of its scheme.</summary>
    public static ArgumentDefinition Number { get; } = ArgumentDefinition.Required("number", ArgumentKind.Number, "which cycle of the scheme");

    /// <summary>Whose position.</summary>
    public static ArgumentDefinition Debtor { get; } = ArgumentDefinition.Required("participant", ArgumentKind.Participant, "whose instruction");

    /// <summary>Which scheme.</summary>
    public static ArgumentDefinition Scheme { get; } = ArgumentDefinition.Optional("scheme", ArgumentKind.Text, "the scheme; without, the first one that settles net");

    /// <summary>The cycle that a call is about.</summary>
    public static CycleId IdOf(OperatorCall call) => new(
        call.Arguments.TextOrNull("scheme")
            ?? call.Switch.Running.Schemes.Current.FirstOrDefault(scheme => scheme.SettlementModel == SettlementModel.DeferredNet)?.Name
            ?? call.Switch.DefaultScheme.Name,
        call.Arguments.Number("number"));

    /// <summary>The cycle; null where there is none.</summary>
    public static async Task<SettlementCycle?> FindAsync(OperatorCall call, CycleId id) =>
        (await call.Switch.Running.ListCyclesAsync().ConfigureAwait(false)).FirstOrDefault(cycle => cycle.Id == id);

    /// <summary>Whether there is such a cycle; null: there is.</summary>
    public static async Task<Refused?> CheckAsync(OperatorCall call) =>
        await FindAsync(call, IdOf(call)).ConfigureAwait(false) is null ? Refusals.Of(CycleReply.Unknown, IdOf(call)) : null;

    /// <summary>Asks a cycle for something and shows how it stands then.</summary>
    public static Task<OperatorResult> AskAsync(OperatorCall call, CycleCommand command) =>
        AskAsync(call, id => call.Switch.Running.CommandCycleAsync(id, command));

    /// <summary>Asks a cycle for something and shows how it stands then.</summary>
    public static async Task<OperatorResult> AskAsync(OperatorCall call, Func<CycleId, ValueTask<CycleReply>> ask)
    {
        CycleId id = IdOf(call);
        CycleReply reply = await ask(id).ConfigureAwait(false);
        return reply == CycleReply.Done ? await ShowAsync(call, id).ConfigureAwait(false) : Refusals.Of(reply, id);
    }

    /// <summary>Shows a cycle, or says that there is none.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, CycleId id)
    {
        if (await FindAsync(call, id).ConfigureAwait(false) is not { Opened: { } opened } cycle) return Refusals.Of(CycleReply.Unknown, id);
        return new RecordResult(
        [
            new("scheme", Cell.Text(id.Scheme)),
            new("number", Cell.Number(id.Number)),
            new("status", Cell.Text(cycle.Status.ToString())),
            new("currency", Cell.Text(opened.Currency.Code)),
            new("businessDate", Cell.Text(Day(opened.BusinessDate))),
            new("ofDay", Cell.Number(opened.OfDay)),
            new("opened", Cell.Time(opened.AtMs)),
            new("plannedCut", Cell.Time(opened.PlannedCutMs)),
            new("cut", Cell.Time(cycle.CutAtMs)),
            new("settled", Cell.Time(cycle.SettledAtMs)),
            new("positions", Cell.Number(cycle.Positions.Count)),
            new("netOwed", Cell.Amount(Owed(cycle), opened.Currency)),
            new("instructions", Cell.Number(cycle.Instructions.Count)),
            new("instructionsDone", Cell.Number(cycle.Instructions.Count(instruction => instruction.IsDone))),
            new("instructionsFailed", Cell.Text(Failed(cycle))),
        ]);
    }

    /// <summary>What the net debtors owe together, in minor units; null before it is netted.</summary>
    public static long? Owed(SettlementCycle cycle) => cycle.Positions.Count == 0 ? null : -cycle.NetDebtors.Sum(position => position.NetMinor);

    /// <summary>A day, as <c>2026-11-21</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Failed(SettlementCycle cycle)
    {
        string failed = string.Join(", ", cycle.Instructions.Where(instruction => instruction.Status == InstructionStatus.Failed)
            .Select(instruction => $"{instruction.Participant} {instruction.ReasonCode}"));
        return failed.Length == 0 ? null : failed;
    }
}

using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>watch set</c>.</summary>
internal sealed class WatchSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "watch set", "Sets the bounds of an account that raise alerts.",
        "All at once: a bound that is left out is watched no more. Crossing one raises an alert once; it can be raised again when the value has come back by the hysteresis. "
        + "Each floor must lie below its ceiling, by more than twice the hysteresis.",
        OperatorRole.Operator, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Optional("balance-floor", ArgumentKind.Amount, "alert when less is available"),
        ArgumentDefinition.Optional("balance-ceiling", ArgumentKind.Amount, "alert when more is available"),
        ArgumentDefinition.Optional("headroom-floor", ArgumentKind.Amount, "alert when the cap leaves less"),
        ArgumentDefinition.Optional("headroom-ceiling", ArgumentKind.Amount, "alert when the cap leaves more"),
        ArgumentDefinition.Optional("hysteresis", ArgumentKind.Amount, "how far back across a bound an alert is over; 0 where left out"),
        CommonArguments.Currency);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        var watch = new LiquidityWatch
        {
            BalanceFloorMinor = call.Arguments.AmountOrNull("balance-floor")?.MinorUnits,
            BalanceCeilingMinor = call.Arguments.AmountOrNull("balance-ceiling")?.MinorUnits,
            HeadroomFloorMinor = call.Arguments.AmountOrNull("headroom-floor")?.MinorUnits,
            HeadroomCeilingMinor = call.Arguments.AmountOrNull("headroom-ceiling")?.MinorUnits,
            HysteresisMinor = call.Arguments.AmountOrNull("hysteresis")?.MinorUnits ?? 0,
        };
        AccountId id = AccountAnswers.IdOf(call);
        AccountReply reply = await call.Switch.Running.CommandAccountAsync(id, new SetLiquidityWatch(watch, call.Act)).ConfigureAwait(false);
        return reply == AccountReply.Done ? await WatchAnswers.ShowAsync(call).ConfigureAwait(false) : Refusals.Of(reply, id);
    }
}

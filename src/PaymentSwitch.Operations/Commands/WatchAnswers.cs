using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show the bounds that raise alerts.</summary>
internal static class WatchAnswers
{
    /// <summary>Shows an account's bounds, and which are crossed.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        if (await AccountAnswers.CaptureAsync(call, id).ConfigureAwait(false) is not AccountState account) return Refusals.Of(AccountReply.NotOpen, id);
        LiquidityWatch watch = account.Watch;
        return new RecordResult(
        [
            new("participant", Cell.Participant(id.Participant)),
            new("currency", Cell.Text(id.Currency.Code)),
            new("balanceFloor", Cell.Amount(watch.BalanceFloorMinor, id.Currency)),
            new("balanceCeiling", Cell.Amount(watch.BalanceCeilingMinor, id.Currency)),
            new("headroomFloor", Cell.Amount(watch.HeadroomFloorMinor, id.Currency)),
            new("headroomCeiling", Cell.Amount(watch.HeadroomCeilingMinor, id.Currency)),
            new("hysteresis", Cell.Amount(watch.HysteresisMinor, id.Currency)),
            new("raised", Cell.Text(account.Alerts.Count == 0 ? null : string.Join(", ", account.Alerts))),
        ]);
    }
}

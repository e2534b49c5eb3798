using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>account open</c>.</summary>
internal sealed class AccountOpen : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "account open", "Opens the account of a participant, with nothing on it.",
        "The participant has to be enrolled. Whether the balance or the cap alone bounds its payments is the scheme's; without --limit there is no cap.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Optional("limit", ArgumentKind.Amount, "the cap; without, there is none"),
        CommonArguments.Currency) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call) => (await ReadAsync(call).ConfigureAwait(false)).Wrong;

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        (Refused? wrong, SetAccountTerms? terms) = await ReadAsync(call).ConfigureAwait(false);
        if (wrong is not null) return wrong;
        AccountReply reply = await call.Switch.Running.CommandAccountAsync(id, terms!).ConfigureAwait(false);
        return reply == AccountReply.Done ? await AccountAnswers.ShowAsync(call, id).ConfigureAwait(false) : Refusals.Of(reply, id);
    }

    private static async Task<(Refused? Wrong, SetAccountTerms? Terms)> ReadAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        if (call.Switch.SchemeFor(id.Currency) is not SchemeProfile scheme) return (Refusals.Of(AccountReply.CurrencyNotSettled, id), null);
        if (await ParticipantAnswers.FindAsync(call, id.Participant).ConfigureAwait(false) is null) return (ParticipantAnswers.Unknown(id.Participant), null);
        if (await AccountAnswers.FindAsync(call, id).ConfigureAwait(false) is not null)
            return (new Refused("account.open", $"{id.Participant} has an account in {id.Currency} already; cap set changes its cap.", 409), null);
        var cap = new Cap(call.Arguments.AmountOrNull("limit")?.MinorUnits);
        return (null, new SetAccountTerms(scheme.SettlementModel, cap, call.Act) { MustBePrefunded = scheme.CapsArePrefunded });
    }
}

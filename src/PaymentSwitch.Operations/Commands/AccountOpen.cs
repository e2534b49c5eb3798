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
        CommonArguments.Currency);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        AccountId id = AccountAnswers.IdOf(call);
        if (call.Switch.SchemeFor(id.Currency) is not SchemeProfile scheme)
            return new Refused("scheme.unknown", $"No scheme here settles {id.Currency}.", 404);
        if (await ParticipantAnswers.FindAsync(call, id.Participant).ConfigureAwait(false) is null) return ParticipantAnswers.Unknown(id.Participant);
        if (await AccountAnswers.FindAsync(call, id).ConfigureAwait(false) is not null)
            return new Refused("account.open", $"{id.Participant} has an account in {id.Currency} already; cap set changes its cap.", 409);
        var cap = new Cap(call.Arguments.AmountOrNull("limit")?.MinorUnits);
        AccountReply reply = await call.Switch.Running.CommandAccountAsync(
            id, new SetAccountTerms(scheme.SettlementModel, cap, call.Act) { MustBePrefunded = scheme.CapsArePrefunded }).ConfigureAwait(false);
        return reply == AccountReply.Done ? await AccountAnswers.ShowAsync(call, id).ConfigureAwait(false) : Refusals.Of(reply, id);
    }
}

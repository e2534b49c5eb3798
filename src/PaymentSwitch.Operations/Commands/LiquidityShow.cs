using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>liquidity show</c>.</summary>
internal sealed class LiquidityShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "liquidity show", "Shows one liquidity transfer.",
        "Who asked, for which account, how much and which way, how the account names the booking, and why it was refused or taken back.",
        OperatorRole.Viewer, CommandDanger.None, ArgumentDefinition.Required("id", ArgumentKind.Uetr, "which transfer, as liquidity list has it"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        Uetr id = call.Arguments.Uetr("id");
        IReadOnlyList<LiquidityTransfer> all = await call.Switch.Running.ListLiquidityTransfersAsync().ConfigureAwait(false);
        if (all.FirstOrDefault(transfer => transfer.Id == id) is not { Requested: { Terms: LiquidityTerms terms } requested } found) return Refusals.Of(LiquidityReply.Unknown, id);
        return new RecordResult(
        [
            new("id", Cell.Uetr(id)),
            new("status", Cell.Text(found.Status.ToString())),
            new("direction", Cell.Text(terms.Direction.ToString())),
            new("sender", Cell.Participant(terms.Sender)),
            new("account", Cell.Participant(terms.Account.Participant)),
            new("amount", Cell.Amount(terms.AmountMinor, terms.Account.Currency)),
            new("currency", Cell.Text(terms.Account.Currency.Code)),
            new("reference", Cell.Text(terms.Reference)),
            new("bookingReference", Cell.Text(terms.BookingReference)),
            new("messageId", Cell.Text(terms.MessageId)),
            new("awaitedFrom", Cell.Participant(found.AwaitedFrom)),
            new("requested", Cell.Time(requested.AtMs)),
            new("last", Cell.Time(found.Last?.AtMs ?? 0)),
            new("refusal", Cell.Text(found.Refusal == AccountReply.Done ? null : Refusals.Of(found.Refusal, terms.Account).Code)),
            new("reversalReason", Cell.Text(found.ReversalReason)),
        ]);
    }
}

using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>privacy show</c>.</summary>
internal sealed class PrivacyShow : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "privacy show", "Shows under which keys messages are sealed, and how many of them were destroyed.",
        "Names, accounts and texts stand in messages only, and these are stored sealed under the keys of debtor and creditor. See docs/privacy.md.",
        OperatorRole.Viewer, CommandDanger.None);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        PartyKeyring keyring = await call.Switch.Running.ShowPartyKeyringAsync().ConfigureAwait(false);
        return new RecordResult(
        [
            new("keys", Cell.Text(keyring.KeysId)),
            new("destroyed", Cell.Number(keyring.Erased.Count)),
        ]);
    }
}

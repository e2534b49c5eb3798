using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>What the commands about party keys share.</summary>
internal static class PrivacyAnswers
{
    public static ArgumentDefinition Party { get; } = ArgumentDefinition.Required("party", ArgumentKind.Text, "whose key, as privacy find has it: party- and 15 hexadecimal digits");

    public static Refused NoKeys { get; } = Refusals.Of(PrivacyReply.NoKeys, default);

    /// <summary>Which party the arguments name; null and why not, where they name none.</summary>
    public static PartyHandle? PartyOf(OperatorCall call, out Refused? wrong)
    {
        string text = call.Arguments.Text("party");
        wrong = null;
        if (PartyHandle.TryParse(text, out PartyHandle party)) return party;
        wrong = new Refused("argument.invalid", $"party: found '{text}', expected party- and 15 hexadecimal digits, as privacy find has it.", 400, OperatorExitCode.WrongUsage);
        return null;
    }

    /// <summary>How a party stands.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, PartyHandle party)
    {
        PartyKeyring keyring = await call.Switch.Running.ShowPartyKeyringAsync().ConfigureAwait(false);
        bool isPaying = await call.Switch.Running.IsPayingAsync(party).ConfigureAwait(false);
        bool isErased = keyring.Erased.Contains(party);
        return new RecordResult(
        [
            new("party", Cell.Text(party.ToString())),
            new("key", Cell.Text(isErased ? call.Switch.PartyKeys!.IsErased(party) ? "destroyed" : "to be destroyed" : "there")),
            new("payments under way", Cell.Text(isPaying ? "yes" : "no")),
        ]);
    }
}

using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>privacy erase</c>.</summary>
internal sealed class PrivacyErase : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "privacy erase", "Destroys a party's key: what is sealed for it can be read no more.",
        "For good, by anybody: in the journal, its copies and its backups; amounts, banks, identities and times stay, and so do the hash chain and all proofs. Messages to it or from it can no longer be fetched from mailboxes. Who may ask for it, and from when on the law lets it be done, is for the banks to say. No name belongs into the reason.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, PrivacyAnswers.Party) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call)
    {
        if (PrivacyAnswers.PartyOf(call, out Refused? wrong) is not PartyHandle party) return wrong;
        if (call.Switch.PartyKeys is null) return PrivacyAnswers.NoKeys;
        return await call.Switch.Running.IsPayingAsync(party).ConfigureAwait(false) ? Refusals.Of(PrivacyReply.PaymentsUnderWay, party) : null;
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (PrivacyAnswers.PartyOf(call, out Refused? wrong) is not PartyHandle party) return wrong!;
        if (call.Switch.PartyKeys is null) return PrivacyAnswers.NoKeys;
        PrivacyReply reply = await call.Switch.Running.ErasePartyAsync(party, call.Act).ConfigureAwait(false);
        if (reply != PrivacyReply.Done) return Refusals.Of(reply, party);
        try
        {
            call.Switch.DestroyPartyKey?.Invoke(party);
        }
        catch (IOException error)
        {
            return new Refused(
                "privacy.key-file", $"It is decided and stored that the key of {party} is destroyed, but this server's key file could not be written: {error.Message} Ask again, or start the server anew: it does so then.", 500, OperatorExitCode.Refused);
        }

        return await PrivacyAnswers.ShowAsync(call, party).ConfigureAwait(false);
    }
}

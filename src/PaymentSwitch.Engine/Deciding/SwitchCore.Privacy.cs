using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <content>The keys under which messages are sealed: which, and whose are destroyed.</content>
internal sealed partial class SwitchCore
{
    private readonly EntityCell<PartyKeyring, PrivacyEvent> _keyring = new(
        EntityKey.PartyKeyring, PartyKeyring.Empty, static (state, fact) => state.Evolve(fact), static _ => false);

    /// <summary>The keyring as it stands.</summary>
    public PartyKeyring Keyring => _keyring.State;

    /// <summary>Begins to seal with keys.</summary>
    public PrivacyReply AdoptPartyKeys(string keysId) => Carry(_keyring.State.Adopt(keysId, _nowMs));

    /// <summary>Destroys a party's key: what this host then has to do to its own is not the core's.</summary>
    public ValueTask<PrivacyReply> EraseParty(PartyHandle party, OperatorAct act) =>
        Once(act, () => new ValueTask<PrivacyReply>(Carry(_keyring.State.Erase(party, act, IsPaying(party), _nowMs))));

    /// <summary>Whether a payment or a request to pay that is not over has a party in it.</summary>
    public bool IsPaying(PartyHandle party) =>
        _payments.Values.Any(cell => !cell.Payment.IsClosed && Names(cell.Payment.Received?.Message, party))
        || _requests.Values.Any(cell => !cell.IsFinal && Names(cell.State.Received?.Message, party));

    private PrivacyReply Carry(in PrivacyDecision decision)
    {
        if (decision.Event is not null) Keep(_keyring, decision.Event);
        return decision.Reply;
    }

    private static bool Names(OriginalMessage? message, PartyHandle party) =>
        message is not null && SealedMessage.PartiesOf(message.Bytes.Span) is PartyPair parties && parties.Has(party);
}

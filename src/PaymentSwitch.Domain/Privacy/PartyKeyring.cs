using System.Collections.Immutable;

namespace PaymentSwitch.Domain.Privacy;

/// <summary>
/// Which party keys the switch seals with, and which of them are destroyed. Holds no key. There is one, and what is destroyed stays
/// so: a key file that is brought back from a backup loses it again before the switch serves.
/// </summary>
public sealed record PartyKeyring
{
    private PartyKeyring()
    {
    }

    /// <summary>Before anything was sealed.</summary>
    public static PartyKeyring Empty { get; } = new();

    /// <summary>Which keys; null before the first were taken into use.</summary>
    public string? KeysId { get; private init; }

    /// <summary>Those whose key is destroyed.</summary>
    public ImmutableHashSet<PartyHandle> Erased { get; private init; } = [];

    /// <summary>Begins to seal with keys.</summary>
    /// <param name="keysId">Which.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public PrivacyDecision Adopt(string keysId, long nowMs)
    {
        if (KeysId == keysId) return new(PrivacyReply.Done);
        return KeysId is null ? new(PrivacyReply.Done, new PartyKeysAdopted(nowMs, keysId)) : new(PrivacyReply.OtherKeys);
    }

    /// <summary>Destroys a party's key. Once; to ask again changes nothing.</summary>
    /// <param name="party">Whose.</param>
    /// <param name="act">On whose hand, and why.</param>
    /// <param name="isPaying">Whether a payment or a request to pay that is not over has the party in it: its messages are still needed.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public PrivacyDecision Erase(PartyHandle party, OperatorAct act, bool isPaying, long nowMs)
    {
        if (Erased.Contains(party)) return new(PrivacyReply.Done);
        if (KeysId is null) return new(PrivacyReply.NoKeys);
        if (isPaying) return new(PrivacyReply.PaymentsUnderWay);
        return new(PrivacyReply.Done, new PartyErased(nowMs, party, act));
    }

    /// <summary>What follows from a fact.</summary>
    public PartyKeyring Evolve(PrivacyEvent fact) => fact switch
    {
        PartyKeysAdopted e => this with { KeysId = e.KeysId },
        PartyErased e => this with { Erased = Erased.Add(e.Party) },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "The party keyring knows no such fact."),
    };
}

/// <summary>What the keyring decided.</summary>
/// <param name="Reply">The reply.</param>
/// <param name="Event">What happens by it; null for nothing.</param>
public readonly record struct PrivacyDecision(PrivacyReply Reply, PrivacyEvent? Event = null);

/// <summary>The reply to a request about party keys.</summary>
public enum PrivacyReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>The journal is sealed under other keys than these.</summary>
    OtherKeys = 1,

    /// <summary>Nothing is sealed: there are no keys.</summary>
    NoKeys = 2,

    /// <summary>A payment or a request to pay that is not over needs what is sealed under the key.</summary>
    PaymentsUnderWay = 3,
}

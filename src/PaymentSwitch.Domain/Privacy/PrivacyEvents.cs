namespace PaymentSwitch.Domain.Privacy;

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about the keys under which messages are sealed.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record PrivacyEvent(long AtMs) : IDomainEvent;

/// <summary>From here on messages are sealed under these keys. Without them nothing of what is sealed can be read.</summary>
/// <param name="AtMs">When.</param>
/// <param name="KeysId">Which: what the key file says it is.</param>
public sealed record PartyKeysAdopted(long AtMs, string KeysId) : PrivacyEvent(AtMs);

/// <summary>
/// A party's key is destroyed, on every server that comes to this fact: what is sealed for the party can be read by nobody any more.
/// </summary>
/// <param name="AtMs">When.</param>
/// <param name="Party">Whose.</param>
/// <param name="Act">On whose hand, and why.</param>
public sealed record PartyErased(long AtMs, PartyHandle Party, OperatorAct Act) : PrivacyEvent(AtMs);

namespace PaymentSwitch.Domain.Accounts;

/// <summary>The reply of an account. Repeats of a request that was carried out say what was said first. The numbers are stored.</summary>
public enum AccountReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>The balance is too small (gross settlement; or to be taken out of, without what unsettled cycles have yet to bring), or what is left would not cover the cap (prefunded).</summary>
    InsufficientFunds = 1,

    /// <summary>The cap leaves too little headroom.</summary>
    InsufficientHeadroom = 2,

    /// <summary>The amount is not greater than zero, or the balance would leave the range of 64 bits.</summary>
    AmountOutOfRange = 3,

    /// <summary>There is no such account.</summary>
    NotOpen = 4,

    /// <summary>The account was closed.</summary>
    Closed = 5,

    /// <summary>The limit lies below what is used, and it was not said that it may.</summary>
    CapBelowUse = 6,

    /// <summary>The cap is higher than what was brought in.</summary>
    CapNotPrefunded = 7,

    /// <summary>The reachable party's own limit leaves too little headroom.</summary>
    InsufficientPartyHeadroom = 8,

    /// <summary>The account holds money, reservations or a position in a cycle, or money is on its way to it: it cannot be closed.</summary>
    NotEmpty = 9,

    /// <summary>The reference was used before, for another amount.</summary>
    ReferenceTaken = 10,

    /// <summary>The limit is negative, or the bounds contradict each other.</summary>
    TermsUnsound = 11,

    /// <summary>No scheme of the switch settles the currency.</summary>
    CurrencyNotSettled = 12,

    /// <summary>Nobody of the owner's name is enrolled.</summary>
    OwnerNotEnrolled = 13,

    /// <summary>The owner has left the schemes for good.</summary>
    OwnerClosed = 14,

    /// <summary>The owner is an instructing party or the settlement bank: only direct participants have accounts.</summary>
    OwnerNotDirect = 15,

    /// <summary>The terms are of a settlement model, or ask for a covered cap, that the scheme of the currency does not have.</summary>
    ModelNotInScheme = 16,
}

/// <summary>What an account decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct AccountDecision(AccountReply Reply, AccountEvent? Event = null);

using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>The account of one participant in one currency.</summary>
/// <param name="Participant">Whose it is.</param>
/// <param name="Currency">What it is kept in.</param>
public readonly record struct AccountId(ParticipantId Participant, Currency Currency) : IComparable<AccountId>
{
    /// <inheritdoc/>
    public int CompareTo(AccountId other) =>
        Participant.CompareTo(other.Participant) is not 0 and int order ? order : string.CompareOrdinal(Currency.Code, other.Currency.Code);

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    /// <summary>Participant and currency with a slash between: <c>AGRIFRPPXXX/EUR</c>.</summary>
    public override string ToString() => $"{Participant.Value}/{Currency.Code}";
}

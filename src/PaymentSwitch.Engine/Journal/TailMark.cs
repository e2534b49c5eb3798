namespace PaymentSwitch.Engine.Journal;

/// <summary>
/// A place in what another host has stored, in the one order in which it is taken in: by the transaction that stored it, and within
/// that by the row.
/// </summary>
/// <param name="Transaction">The number that the database gave to the transaction.</param>
/// <param name="Row">The row's own number.</param>
public readonly record struct TailMark(long Transaction, long Row) : IComparable<TailMark>
{
    /// <summary>Whether it is before everything.</summary>
    public bool IsNone => this == default;

    /// <inheritdoc/>
    public int CompareTo(TailMark other) => Transaction != other.Transaction ? Transaction.CompareTo(other.Transaction) : Row.CompareTo(other.Row);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(TailMark left, TailMark right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands behind the other.</summary>
    public static bool operator >(TailMark left, TailMark right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or they are the same.</summary>
    public static bool operator <=(TailMark left, TailMark right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands behind the other, or they are the same.</summary>
    public static bool operator >=(TailMark left, TailMark right) => left.CompareTo(right) >= 0;
}

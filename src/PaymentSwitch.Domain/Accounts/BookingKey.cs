using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>What money is set aside, posted and credited for: a payment itself, or one of its returns.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Return">0 for the payment itself; n for its n-th return, which moves money the other way.</param>
public readonly record struct BookingKey(Uetr Payment, int Return = 0) : IComparable<BookingKey>
{
    /// <summary>The payment itself.</summary>
    public static implicit operator BookingKey(Uetr payment) => new(payment);

    /// <summary>The payment itself.</summary>
    public static BookingKey FromUetr(Uetr payment) => new(payment);

    /// <inheritdoc/>
    public int CompareTo(BookingKey other) => Payment.CompareTo(other.Payment) is not 0 and int order ? order : Return.CompareTo(other.Return);

    /// <summary>Orders by payment, then by return.</summary>
    public static bool operator <(BookingKey left, BookingKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders by payment, then by return.</summary>
    public static bool operator <=(BookingKey left, BookingKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by payment, then by return.</summary>
    public static bool operator >(BookingKey left, BookingKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders by payment, then by return.</summary>
    public static bool operator >=(BookingKey left, BookingKey right) => left.CompareTo(right) >= 0;

    /// <summary>The UETR, and for a return its number behind a slash.</summary>
    public override string ToString() => Return == 0 ? Payment.ToString() : $"{Payment}/{Return}";
}

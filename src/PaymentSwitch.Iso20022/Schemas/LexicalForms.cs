using System.Buffers;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// Tells the usual way of writing decimals, dates and times. A yes is certain; a no only says that somebody else must look,
/// for the schema's data types allow more ways (blanks around, 24:00:00, years of five digits, thirty digits).
/// </summary>
internal static class LexicalForms
{
    // What System.Decimal holds for certain.
    private const int DigitsMax = 28;

    private static readonly SearchValues<byte> Characters = SearchValues.Create("0123456789-+:.TZ"u8);

    private static ReadOnlySpan<byte> DaysOfMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Whether these are digits with at most one point, few enough. Zeros that do not count are not counted.</summary>
    /// <param name="value">The text.</param>
    /// <param name="totalDigits">The most digits.</param>
    /// <param name="fractionDigits">The most behind the point.</param>
    /// <param name="isNotNegative">Whether it must not be below zero: then a sign must be looked at by somebody else.</param>
    internal static bool IsDecimal(ReadOnlySpan<byte> value, int totalDigits, int fractionDigits, bool isNotNegative)
    {
        if (isNotNegative && value is [(byte)'-' or (byte)'+', ..]) return false;
        return value.Length <= DigitsMax && HasDigits(value, totalDigits, fractionDigits);
    }

    /// <summary>The same however many digits there are, below zero or not.</summary>
    internal static bool HasDigits(ReadOnlySpan<byte> value, int totalDigits, int fractionDigits)
    {
        if (value is [(byte)'-' or (byte)'+', ..]) value = value[1..];
        if (value.IsEmpty) return false;
        int point = -1, firstCounted = -1, lastCounted = -1;
        for (int i = 0; i < value.Length; i++)
        {
            byte b = value[i];
            if (b == '.')
            {
                if (point >= 0) return false;
                point = i;
            }
            else if ((uint)(b - '0') > 9)
            {
                return false;
            }
            else if (b != '0')
            {
                if (firstCounted < 0) firstCounted = i;
                lastCounted = i;
            }
        }

        if (value.Length == 1 && point == 0) return false;
        if (firstCounted < 0) return true;
        int whole = point < 0 ? value.Length : point;
        int decimals = lastCounted > whole ? lastCounted - whole : 0;
        int before = firstCounted < whole ? whole - firstCounted : 0;
        return decimals <= fractionDigits && before + decimals <= totalDigits;
    }

    /// <summary>Whether a date or time, which somebody else finds right otherwise, has a zone as the recommendation has it: none, Z, or up to 14:00.</summary>
    internal static bool IsStrictlyZoned(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExcept(Characters) >= 0) return false;
        // A date has hyphens of its own, a zone is told by its colon in the third place from the end.
        if (value is not [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _]) return true;
        int hours = Two(value, value.Length - 5), minutes = Two(value, value.Length - 2);
        return hours < 14 ? minutes <= 59 : hours == 14 && minutes == 0;
    }

    /// <summary>Whether this is a date like <c>2026-11-21</c>, with or without a zone.</summary>
    internal static bool IsDate(ReadOnlySpan<byte> value) => value.Length >= 10 && IsDay(value) && IsZone(value[10..]);

    /// <summary>Whether this is a moment like <c>2026-11-21T09:30:00.000Z</c>, with or without fraction and zone.</summary>
    internal static bool IsDateTime(ReadOnlySpan<byte> value)
    {
        if (value.Length < 19 || value[10] != 'T' || value[13] != ':' || value[16] != ':' || !IsDay(value)) return false;
        if (Two(value, 11) > 23 || Two(value, 14) > 59 || Two(value, 17) > 59) return false;
        ReadOnlySpan<byte> rest = value[19..];
        if (rest is [(byte)'.', ..])
        {
            int digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 0) digits = rest.Length - 1;
            if (digits is 0 or > 7) return false;
            rest = rest[(1 + digits)..];
        }

        return IsZone(rest);
    }

    private static bool IsDay(ReadOnlySpan<byte> value)
    {
        if (value[4] != '-' || value[7] != '-') return false;
        int high = Two(value, 0), low = Two(value, 2), month = Two(value, 5), day = Two(value, 8);
        // Near either end of the calendar a zone may lead beyond it.
        if (high > 98 || low > 99 || high == 0 || month is 0 or > 12 || day == 0) return false;
        int year = (high * 100) + low;
        return day <= DaysOfMonth[month - 1] || (month == 2 && day == 29 && DateTime.IsLeapYear(year));
    }

    private static bool IsZone(ReadOnlySpan<byte> zone) => zone switch
    {
        [] or [(byte)'Z'] => true,
        [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] => Two(zone, 1) <= 13 && Two(zone, 4) <= 59,
        _ => false,
    };

    /// <summary>The number that two digits make; 1000 or more where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> value, int at)
    {
        uint tens = (uint)(value[at] - '0'), ones = (uint)(value[at + 1] - '0');
        return tens > 9 || ones > 9 ? 1_000 : (int)((tens * 10) + ones);
    }
}

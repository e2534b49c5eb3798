using System.Globalization;

namespace PaymentSwitch.Domain;

/// <summary>An amount of one currency, counted in minor units (cents), so that nothing is ever rounded.</summary>
/// <param name="MinorUnits">The amount in minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">What it is counted in.</param>
public readonly record struct Money(long MinorUnits, Currency Currency)
{
    /// <summary>The most minor units one amount may have: 18 digits, as ISO 20022's ActiveCurrencyAndAmount allows.</summary>
    public const long MinorUnitsMax = 999_999_999_999_999_999;

    /// <summary>
    /// Reads a decimal as ISO 20022 writes it: digits with at most one point, no sign, no exponent, no grouping. The
    /// decimals may not be more than the currency has, not even zeros (the schemas' rule on fractional digits).
    /// </summary>
    public static MoneyParse Parse(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        ArgumentNullException.ThrowIfNull(currency);
        money = default;
        if (text is ['-', ..]) return MoneyParse.Negative;
        if (text is ['+', ..]) text = text[1..];
        long units = 0;
        int decimals = -1;
        int digits = 0;
        foreach (char c in text)
        {
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }

            if (!char.IsAsciiDigit(c)) return MoneyParse.NotADecimal;
            digits++;
            if (decimals >= 0 && ++decimals > currency.Exponent) return MoneyParse.TooManyDecimals;
            if (units > (MinorUnitsMax - (c - '0')) / 10) return MoneyParse.TooLarge;
            units = (units * 10) + (c - '0');
        }

        if (digits == 0) return MoneyParse.NotADecimal;
        for (int missing = currency.Exponent - Math.Max(decimals, 0); missing > 0; missing--)
        {
            if (units > MinorUnitsMax / 10) return MoneyParse.TooLarge;
            units *= 10;
        }

        money = new Money(units, currency);
        return MoneyParse.Ok;
    }

    /// <summary>The amount as ISO 20022 writes it, with all the decimals of its currency: <c>1234.50</c>.</summary>
    public string ToDecimalString()
    {
        Span<char> text = stackalloc char[24];
        return text[..Format(text)].ToString();
    }

    /// <summary>Writes the amount as <see cref="ToDecimalString"/> does.</summary>
    /// <param name="target">At least 24 characters.</param>
    /// <returns>How many characters were written.</returns>
    public int Format(Span<char> target)
    {
        int length = 0;
        ulong magnitude = (ulong)Math.Abs(MinorUnits);
        if (MinorUnits < 0) target[length++] = '-';
        ulong perMajor = (ulong)Currency.MinorUnitsPerMajor;
        (magnitude / perMajor).TryFormat(target[length..], out int written, provider: CultureInfo.InvariantCulture);
        length += written;
        if (Currency.Exponent == 0) return length;
        target[length++] = '.';
        ulong fraction = magnitude % perMajor;
        for (int i = Currency.Exponent - 1; i >= 0; i--)
        {
            target[length + i] = (char)('0' + (fraction % 10));
            fraction /= 10;
        }

        return length + Currency.Exponent;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ToDecimalString()} {Currency.Code}";
}

/// <summary>What <see cref="Money.Parse"/> found.</summary>
public enum MoneyParse
{
    /// <summary>An amount.</summary>
    Ok = 0,

    /// <summary>Something other than digits and one point.</summary>
    NotADecimal = 1,

    /// <summary>A minus sign: amounts of payments have none.</summary>
    Negative = 2,

    /// <summary>More decimals than the currency has.</summary>
    TooManyDecimals = 3,

    /// <summary>More than <see cref="Money.MinorUnitsMax"/>.</summary>
    TooLarge = 4,
}

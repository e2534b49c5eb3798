using System.Globalization;
using PaymentSwitch.MessageGenerator.Data;
using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>Numbers within the bounds and digits of a type. A number is drawn as an integer and the place of its point.</summary>
internal sealed class DecimalForm
{
    private const int DigitsMax = 18;

    private readonly int _fractionMax;
    private readonly (long Least, long Most)[] _bounds;
    private readonly int[] _scales;

    /// <summary>Works out which numbers there are with how many decimals.</summary>
    public DecimalForm(Facets facets, int fractionDigitsOfType = DigitsMax)
    {
        int digits = Math.Min(facets.TotalDigits ?? DigitsMax, DigitsMax);
        _fractionMax = Math.Min(Math.Min(facets.FractionDigits ?? fractionDigitsOfType, fractionDigitsOfType), digits);
        _bounds = [.. Enumerable.Range(0, _fractionMax + 1).Select(scale => Scale(facets, digits, scale))];
        // Narrow bounds have no numbers with few decimals, great ones none with many.
        _scales = [.. Enumerable.Range(0, _fractionMax + 1).Where(scale => _bounds[scale].Least <= _bounds[scale].Most)];
    }

    /// <summary>Whether there is no number of up to 18 digits within the bounds.</summary>
    public bool IsEmpty => _scales.Length == 0;

    /// <summary>A number of any kind: small ones as often as large ones.</summary>
    public void Value(Draft draft) => Write(draft, draft.Random.Next(0, Math.Min(4, _fractionMax) + 1), longestScale: _fractionMax);

    /// <summary>A rate of exchange or of interest.</summary>
    public void Rate(Draft draft)
    {
        int scale = Math.Min(_fractionMax, draft.Random.Next(2, 7));
        long one = (long)Math.Pow(10, scale);
        Write(draft, scale, _fractionMax, (one / 10) + (long)(draft.Random.NextDouble() * 2 * one));
    }

    /// <summary>An amount with the decimals of the currency before it.</summary>
    public void Amount(Draft draft) => Write(draft, draft.AmountCurrency.Decimals, draft.AmountCurrency.Decimals);

    /// <summary>The amount that the transaction settles.</summary>
    public void Settled(Draft draft) => Write(draft, draft.Currency.Decimals, draft.Currency.Decimals, draft.AmountMinor);

    /// <summary>What all transactions settle.</summary>
    public void Total(Draft draft) => Write(draft, draft.Currency.Decimals, draft.Currency.Decimals, draft.TotalMinor);

    // A wanted number gives way where the type does not allow it.
    private void Write(Draft draft, int scale, int longestScale, long? wanted = null)
    {
        bool longest = wanted is null && draft.Chance(draft.Settings.LongestProbability);
        if (longest) scale = longestScale;
        if (Array.IndexOf(_scales, scale) < 0) (scale, wanted) = (_scales.MinBy(other => Math.Abs(other - scale)), null);
        (long least, long most) = _bounds[scale];
        long number = wanted ?? (longest ? most : Draw(draft, least, most));
        Append(draft.Text, number >= least && number <= most ? number : Draw(draft, least, most), scale);
    }

    private static long Draw(Draft draft, long least, long most)
    {
        long limit = 10;
        for (int digits = draft.Random.Next(0, 7); digits > 0; digits--) limit *= 10;
        long number = draft.Random.NextInt64(limit);
        if (number >= least && number <= most) return number;
        // A drawn range instead of all of it keeps the numbers short where they may be.
        long top = least > most - limit ? most : least + limit;
        return draft.Random.NextInt64(least, top == long.MaxValue ? top : top + 1);
    }

    private static void Append(TextBuffer text, long number, int scale)
    {
        if (number < 0) text.Add('-');
        Span<char> digits = stackalloc char[24];
        Int128 magnitude = Int128.Abs(number);
        magnitude.TryFormat(digits, out int written, "D" + (scale + 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        text.Add(digits[..(written - scale)]);
        if (scale > 0) text.Add('.').Add(digits[(written - scale)..written]);
    }

    // The integers that, divided by ten to the scale, are within the bounds.
    private static (long Least, long Most) Scale(Facets facets, int digits, int scale)
    {
        decimal factor = (decimal)Math.Pow(10, scale);
        decimal limit = (decimal)Math.Pow(10, digits) - 1;
        decimal least = facets.Least is { } low ? (low.IsInside ? Math.Ceiling(Scaled(low)) : Math.Floor(Scaled(low)) + 1) : 0;
        decimal most = facets.Most is { } high ? (high.IsInside ? Math.Floor(Scaled(high)) : Math.Ceiling(Scaled(high)) - 1) : limit;
        if (facets.Least is null && most < 0) least = -limit;
        return ((long)Math.Max(least, -limit), (long)Math.Min(most, limit));

        // What lies outside of all numbers with so many digits stays outside.
        decimal Scaled(Bound bound)
        {
            decimal value = decimal.Parse(bound.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            return Math.Abs(value) > (limit + 1) / factor ? Math.Sign(value) * (limit + 2) : value * factor;
        }
    }
}

using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>Account numbers with check digits that hold (ISO 13616), seeded.</summary>
internal static class Ibans
{
    /// <summary>An account number of a country's form.</summary>
    /// <param name="country">DE, FR, NL or IT.</param>
    /// <param name="random">Where the digits come from.</param>
    public static string Make(string country, Random random)
    {
        string account = country switch
        {
            "DE" => Digits(18, random),
            "FR" => Digits(23, random),
            "NL" => Letters(4, random) + Digits(10, random),
            "IT" => Letters(1, random) + Digits(22, random),
            _ => throw new ArgumentOutOfRangeException(nameof(country), country, "No form of account numbers is known for this country."),
        };
        return $"{country}{98 - Remainder(account + country + "00"):00}{account}";
    }

    /// <summary>The remainder of a number by 97, letters read as 10 to 35.</summary>
    public static int Remainder(string text)
    {
        int remainder = 0;
        foreach (char c in text)
        {
            remainder = char.IsAsciiDigit(c)
                ? ((remainder * 10) + (c - '0')) % 97
                : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder;
    }

    private static string Digits(int count, Random random)
    {
        var digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) digits.Append(random.Next(10).ToString(CultureInfo.InvariantCulture));
        return digits.ToString();
    }

    private static string Letters(int count, Random random) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + random.Next(26))));
}

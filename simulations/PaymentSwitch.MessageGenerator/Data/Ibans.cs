using System.Collections.Frozen;
using PaymentSwitch.MessageGenerator.Plans;
using PaymentSwitch.MessageGenerator.Values;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>
/// Account numbers with the form of their country and check digits that hold (ISO 13616). Check digits that a country has inside
/// its own part of the number are drawn like any other digit.
/// </summary>
public static class Ibans
{
    // n: digit, a: capital letter, c: either; as the IBAN registry writes the account number's own part.
    private static readonly FrozenDictionary<string, string> Forms = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AE"] = "19n", ["AT"] = "16n", ["BE"] = "12n", ["BG"] = "4a6n8c", ["BR"] = "23n1a1c", ["CH"] = "5n12c", ["CY"] = "8n16c",
        ["CZ"] = "20n", ["DE"] = "18n", ["DK"] = "14n", ["EE"] = "16n", ["EG"] = "25n", ["ES"] = "20n", ["FI"] = "14n",
        ["FR"] = "10n11c2n", ["GB"] = "4a14n", ["GR"] = "7n16c", ["HR"] = "17n", ["HU"] = "24n", ["IE"] = "4a14n", ["IS"] = "22n",
        ["IT"] = "1a10n12c", ["KW"] = "4a22c", ["KZ"] = "3n13c", ["LT"] = "16n", ["LU"] = "3n13c", ["LV"] = "4a13c", ["MT"] = "4a5n18c",
        ["NL"] = "4a10n", ["NO"] = "11n", ["PL"] = "24n", ["PT"] = "21n", ["QA"] = "4a21c", ["RO"] = "4a16c", ["RS"] = "18n",
        ["SA"] = "2n18c", ["SE"] = "20n", ["SI"] = "15n", ["SK"] = "20n", ["TR"] = "5n1n16c", ["UA"] = "6n19c",
    }.ToFrozenDictionary(pair => pair.Key, pair => Spell(pair.Value), StringComparer.Ordinal);

    private static readonly string[] Codes = [.. Forms.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The countries whose form of account numbers is known, by their codes, in order.</summary>
    public static IReadOnlyList<string> Countries => Codes;

    /// <summary>An account number of a country's form.</summary>
    /// <param name="country">The country's code; one of <see cref="Countries"/>.</param>
    /// <param name="random">Where its digits and letters come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">No form is known for this country.</exception>
    public static string Make(string country, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var text = new TextBuffer();
        Write(country, random, text);
        return text.Written.ToString();
    }

    /// <summary>How many characters an account number of a country has.</summary>
    /// <inheritdoc cref="Make" path="/exception"/>
    public static int Length(string country) => 4 + Form(country).Length;

    /// <summary>An account number of the country that is meant, or of another where that has none.</summary>
    internal static void Value(Draft draft) =>
        Write(Forms.ContainsKey(draft.Country.Code) ? draft.Country.Code : draft.Pick(Codes), draft.Random, draft.Text);

    private static void Write(string country, Random random, TextBuffer text)
    {
        string form = Form(country);
        text.Add(country).Add("00");
        foreach (char kind in form)
        {
            text.Add(kind switch
            {
                'n' => (char)('0' + random.Next(10)),
                'a' => (char)('A' + random.Next(26)),
                _ => Identifiers.Alphanumeric[random.Next(36)],
            });
        }

        int check = Mod97.CheckDigits(text.Last(form.Length), country);
        Span<char> digits = text.Last(form.Length + 2);
        digits[0] = (char)('0' + (check / 10));
        digits[1] = (char)('0' + (check % 10));
    }

    private static string Form(string country) => Forms.GetValueOrDefault(country)
        ?? throw new ArgumentOutOfRangeException(nameof(country), country, "No form of account numbers is known for this country.");

    // "4a2n" becomes "aaaann".
    private static string Spell(string form)
    {
        var spelled = new System.Text.StringBuilder();
        int count = 0;
        foreach (char c in form)
        {
            if (char.IsAsciiDigit(c))
            {
                count = (count * 10) + (c - '0');
                continue;
            }

            spelled.Append(c, count);
            count = 0;
        }

        return spelled.ToString();
    }
}

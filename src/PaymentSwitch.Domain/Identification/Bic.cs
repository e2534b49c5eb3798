namespace PaymentSwitch.Domain.Identification;

/// <summary>The form of a business identifier code (ISO 9362, <c>BICFI</c>).</summary>
public static class Bic
{
    /// <summary>
    /// Whether the text has the form of a BIC: four letters or digits (party prefix), two letters (country), two
    /// letters or digits (suffix), and optionally three for the branch. Form only: whether anybody carries it, the
    /// directory knows.
    /// </summary>
    public static bool HasForm(ReadOnlySpan<char> text)
    {
        if (text.Length is not (8 or 11)) return false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool ok = i is 4 or 5 ? char.IsAsciiLetterUpper(c) : char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);
            if (!ok) return false;
        }

        return true;
    }

    /// <summary>The eleven-character form: a head office is written with branch <c>XXX</c>.</summary>
    public static string ToEleven(string bic)
    {
        ArgumentNullException.ThrowIfNull(bic);
        return bic.Length == 8 ? bic + "XXX" : bic;
    }
}

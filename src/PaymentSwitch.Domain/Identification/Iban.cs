namespace PaymentSwitch.Domain.Identification;

/// <summary>The check of an international bank account number (ISO 13616).</summary>
public static class Iban
{
    /// <summary>
    /// Whether the text has the form of an IBAN and its check digits hold (ISO 7064, mod 97-10: the four leading
    /// characters moved behind, letters read as 10 to 35, the remainder must be one).
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is < 15 or > 34) return false;
        if (!char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1])) return false;
        if (!char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3])) return false;
        int remainder = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[(i + 4) % text.Length];
            if (char.IsAsciiDigit(c)) remainder = ((remainder * 10) + (c - '0')) % 97;
            else if (char.IsAsciiLetterUpper(c)) remainder = ((remainder * 100) + (c - 'A' + 10)) % 97;
            else return false;
        }

        return remainder == 1;
    }
}

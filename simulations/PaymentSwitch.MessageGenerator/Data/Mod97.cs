namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>
/// Check digits by ISO 7064, mod 97-10, which IBANs (ISO 13616), LEIs (ISO 17442) and creditor references (ISO 11649) share.
/// </summary>
public static class Mod97
{
    /// <summary>The remainder of a number by 97, capital letters read as 10 to 35. One, where check digits at its end hold.</summary>
    public static int Remainder(ReadOnlySpan<char> text)
    {
        int remainder = 0;
        foreach (char c in text) remainder = Add(remainder, c);
        return remainder;
    }

    /// <summary>The two check digits for a text and a prefix that is read behind it, 02 to 98.</summary>
    internal static int CheckDigits(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix)
    {
        int remainder = Remainder(text);
        foreach (char c in prefix) remainder = Add(remainder, c);
        return 98 - Add(Add(remainder, '0'), '0');
    }

    private static int Add(int remainder, char c) => char.IsAsciiDigit(c)
        ? ((remainder * 10) + (c - '0')) % 97
        : ((remainder * 100) + (c - 'A' + 10)) % 97;
}

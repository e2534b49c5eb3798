using System.Buffers;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>The Latin set that every bank of the SEPA schemes must take in: letters, digits, blank, and eleven marks.</summary>
internal static class LatinCharacters
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ");

    /// <summary>The index of the first character outside the set; -1 for none.</summary>
    internal static int FirstBeyond(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Allowed);
}

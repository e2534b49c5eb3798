namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Keeps what is quoted from a message short: an error text must never grow with hostile input.</summary>
internal static class ErrorText
{
    /// <summary>The greatest length of an error's text, in characters: what <c>RsnDesc</c> of admi.002 holds.</summary>
    internal const int LengthMax = 350;

    /// <summary>The text itself, or its two ends with an ellipsis between them.</summary>
    internal static string Cut(string text, int max = LengthMax)
    {
        if (text.Length <= max) return text;
        int head = max * 3 / 5;
        int tail = text.Length - (max - head - 1);
        // Never cut a surrogate pair in two: half a character cannot be written as UTF-8.
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[tail])) tail++;
        return string.Concat(text.AsSpan(0, head), "…", text.AsSpan(tail));
    }
}

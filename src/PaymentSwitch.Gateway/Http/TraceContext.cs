using System.Buffers;

namespace PaymentSwitch.Gateway.Http;

/// <summary>The header <c>traceparent</c> of W3C trace context, version 00: <c>00-TRACE-SPAN-FLAGS</c> in lower-case hexadecimal digits.</summary>
internal static class TraceContext
{
    private const int Length = 55;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// The header where it has the form it must have; null otherwise. It goes into the journal and into every log line of
    /// the payment, so that nothing else may come in by it. A sender without a valid one has no trace: that is no error.
    /// </summary>
    public static string? Of(string? header)
    {
        if (header is not { Length: Length } || !header.StartsWith("00-", StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> trace = header.AsSpan(3, 32), span = header.AsSpan(36, 16), flags = header.AsSpan(53, 2);
        bool isWellFormed = header[35] == '-' && header[52] == '-' && IsHexadecimal(trace) && IsHexadecimal(span) && IsHexadecimal(flags);
        return isWellFormed && trace.ContainsAnyExcept('0') && span.ContainsAnyExcept('0') ? header : null;
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hexadecimal);
}

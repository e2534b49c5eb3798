using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PaymentSwitch.Gateway.Http;

/// <summary>What a client prefers (<c>Prefer</c>, RFC 7240): how long to wait for the outcome, and whether it wants a body.</summary>
/// <param name="WaitSeconds">How long to wait; 0 not at all.</param>
/// <param name="Minimal">Whether an answer without a body is enough.</param>
internal readonly record struct Preferences(int WaitSeconds, bool Minimal)
{
    public static Preferences Of(HttpRequest request, int waitSecondsMax)
    {
        StringValues header = request.Headers["Prefer"];
        if (header.Count == 0) return default;
        var preferences = default(Preferences);
        foreach (string? line in header)
        {
            foreach (Range range in line.AsSpan().Split(','))
            {
                ReadOnlySpan<char> preference = line.AsSpan(range).Trim();
                if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase) && int.TryParse(preference[5..], out int seconds))
                    preferences = preferences with { WaitSeconds = Math.Clamp(seconds, 0, waitSecondsMax) };
                else if (preference.Equals("return=minimal", StringComparison.OrdinalIgnoreCase))
                    preferences = preferences with { Minimal = true };
            }
        }

        return preferences;
    }
}

using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>What a client reads, by its <c>Accept</c>: XML and JSON are all there is, and no weights are needed to choose.</summary>
internal static class Accepts
{
    /// <summary>Whether the client names XML and not JSON.</summary>
    public static bool XmlOnly(HttpRequest request) => Names(request, "xml") && !Names(request, "json");

    /// <summary>Whether the client names JSON and not XML.</summary>
    public static bool JsonOnly(HttpRequest request) => Names(request, "json") && !Names(request, "xml");

    private static bool Names(HttpRequest request, string format)
    {
        foreach (string? line in request.Headers.Accept)
            if (line?.Contains(format, StringComparison.OrdinalIgnoreCase) == true) return true;
        return false;
    }
}

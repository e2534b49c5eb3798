using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>The message that a request carries as its body.</summary>
internal static class XmlBody
{
    /// <summary>The body; null where it is no XML by its content type, or over the bound: then the response says so already.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="bytesMax">The most bytes of a message.</param>
    public static async ValueTask<byte[]?> ReadAsync(HttpContext context, int bytesMax)
    {
        HttpRequest request = context.Request;
        if (!IsXml(request.ContentType))
        {
            await new Problem(415, "Unsupported media type", $"Found Content-Type '{request.ContentType}', expected application/xml.").WriteAsync(context.Response);
            return null;
        }

        byte[]? body = await RequestBody.ReadAsync(request, bytesMax);
        if (body is null)
            await new Problem(413, "Message too large", $"A message may have {bytesMax} bytes (setting Messages:BytesMax).").WriteAsync(context.Response);
        return body;
    }

    private static bool IsXml(string? contentType)
    {
        ReadOnlySpan<char> type = contentType.AsSpan();
        int parameters = type.IndexOf(';');
        if (parameters >= 0) type = type[..parameters].TrimEnd();
        return type.Equals("application/xml", StringComparison.OrdinalIgnoreCase) || type.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }
}

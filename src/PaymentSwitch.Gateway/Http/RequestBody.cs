using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>Reads a request's body into an array of its exact size, and not a byte beyond the bound.</summary>
internal static class RequestBody
{
    private const int FirstChunk = 4096;

    /// <summary>The body; null where it has more than so many bytes.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int bytesMax)
    {
        if (request.ContentLength is long announced)
        {
            if (announced > bytesMax) return null;
            byte[] exact = new byte[announced];
            await request.Body.ReadExactlyAsync(exact, request.HttpContext.RequestAborted);
            return exact;
        }

        byte[] buffer = new byte[FirstChunk];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return buffer[..length];
            length += read;
            if (length > bytesMax) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, bytesMax + 1));
        }
    }
}

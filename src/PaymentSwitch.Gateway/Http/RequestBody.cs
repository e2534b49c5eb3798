using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>Reads a request's body into an array of its exact size, and not a byte beyond the bound.</summary>
internal static class RequestBody
{
    // What is only announced costs no more memory than this: who announces much and sends nothing holds little.
    private const int FirstBytes = 16 * 1024;

    /// <summary>The body; null where it has more than so many bytes.</summary>
    /// <exception cref="EndOfStreamException">The body ends before the length that was announced.</exception>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int bytesMax)
    {
        long? announced = request.ContentLength;
        if (announced > bytesMax) return null;
        byte[] buffer = new byte[Math.Min(announced ?? FirstBytes, FirstBytes)];
        int length = 0;
        while (length != announced)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, announced ?? bytesMax + 1L));
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0 && announced is not null) throw new EndOfStreamException($"The body has {length} of {announced} bytes.");
            if (read == 0) break;
            length += read;
            if (length > bytesMax) return null;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>A business message as a response: written whole first, so that its length is known and a fault leaves no half of it.</summary>
internal static class XmlResponse
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>Writes the response.</summary>
    public static async Task WriteAsync(HttpResponse response, int status, Action<IBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        write(buffer);
        response.StatusCode = status;
        response.ContentType = "application/xml";
        response.ContentLength = buffer.WrittenCount;
        // Copied before the first await: the buffer belongs to this thread.
        response.BodyWriter.Write(buffer.WrittenSpan);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
    }
}

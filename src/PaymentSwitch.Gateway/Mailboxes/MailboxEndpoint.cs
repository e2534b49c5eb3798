using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Gateway.Http;
using PaymentSwitch.Gateway.Outgoing;

namespace PaymentSwitch.Gateway.Mailboxes;

/// <summary><c>GET /v1/mailbox</c>.</summary>
internal sealed class MailboxEndpoint(IMailboxes mailboxes, OutgoingMessages outgoing, GatewayLimits limits, CancellationToken stopping)
{
    private const int DefaultMax = 100;

    // XML has no character that could break out of a JSON string in a body that is JSON and nothing else.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public async Task HandleAsync(HttpContext context, ParticipantId participant)
    {
        HttpRequest request = context.Request;
        bool asXml = Accepts.XmlOnly(request);
        if (!TryRead(request, "after", 0, 0, long.MaxValue, out long after)
            || !TryRead(request, "max", asXml ? 1 : DefaultMax, 1, limits.MailboxMessagesMax, out long max)
            || !TryRead(request, "wait", 0, 0, limits.WaitSecondsMax, out long wait))
        {
            await new Problem(
                400, "Query not understood",
                $"Expected after=CURSOR (a number, 0 or more), max=1 to {limits.MailboxMessagesMax}, wait=0 to {limits.WaitSecondsMax} seconds.").WriteAsync(context.Response);
            return;
        }

        IReadOnlyList<MailboxMessage> messages = await ReadAsync(participant, after, asXml ? 1 : (int)max, TimeSpan.FromSeconds(wait), context.RequestAborted);
        if (!asXml)
        {
            WriteJson(context.Response, messages, after);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        else if (messages.Count == 0)
        {
            context.Response.StatusCode = 204;
        }
        else
        {
            context.Response.Headers["Mailbox-Cursor"] = messages[0].Cursor.ToString(CultureInfo.InvariantCulture);
            await WriteXmlAsync(context, messages[0]);
        }
    }

    private async ValueTask<IReadOnlyList<MailboxMessage>> ReadAsync(
        ParticipantId participant, long after, int max, TimeSpan wait, CancellationToken aborted)
    {
        IReadOnlyList<MailboxMessage> messages = await mailboxes.ReadAsync(participant, after, max, TimeSpan.Zero, aborted);
        if (messages.Count > 0 || wait == TimeSpan.Zero) return messages;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await mailboxes.ReadAsync(participant, after, max, wait, ends.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task WriteXmlAsync(HttpContext context, MailboxMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        string definition = outgoing.Write(buffer, message);
        if (buffer.WrittenCount > 0) await XmlResponse.WriteAsync(context.Response, 200, output => output.Write(buffer.WrittenSpan));
        else await new Problem(410, "Erased", $"This message, a {definition}, was erased: the key of a party to it is destroyed. Read on behind its cursor.").WriteAsync(context.Response);
    }

    private void WriteJson(HttpResponse response, IReadOnlyList<MailboxMessage> messages, long after)
    {
        response.ContentType = "application/json";
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        long next = after;
        long bytes = 0;
        using var json = new Utf8JsonWriter(response.BodyWriter, Relaxed);
        json.WriteStartObject();
        json.WriteStartArray("messages"u8);
        foreach (MailboxMessage message in messages)
        {
            buffer.ResetWrittenCount();
            string definition = outgoing.Write(buffer, message);
            json.WriteStartObject();
            json.WriteNumber("cursor"u8, message.Cursor);
            json.WriteString("type"u8, definition);
            if (message.Payment is { } payment) json.WriteString("uetr"u8, payment.Uetr.Value);
            else json.WriteString("about"u8, message.Entity.ToString());
            json.WriteString("at"u8, DateTimeOffset.FromUnixTimeMilliseconds(message.Fact.AtMs).UtcDateTime);
            if (buffer.WrittenCount > 0) json.WriteString("xml"u8, buffer.WrittenSpan);
            else json.WriteBoolean("erased"u8, true);
            json.WriteEndObject();
            next = message.Cursor;
            bytes += buffer.WrittenCount;
            if (bytes >= limits.MailboxBytesMax) break;
        }

        json.WriteEndArray();
        json.WriteNumber("next"u8, next);
        json.WriteEndObject();
    }

    private static bool TryRead(HttpRequest request, string name, long otherwise, long least, long most, out long value)
    {
        value = otherwise;
        string? text = request.Query[name];
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}

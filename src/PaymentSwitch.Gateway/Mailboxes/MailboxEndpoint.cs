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

    // So many are made before it is looked whether the reader takes them.
    private const int StepMessages = 50;

    // XML has no character that could break out of a JSON string in a body that is JSON and nothing else.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly MailboxReaders _readers = new(limits.MailboxReadsUnderWayMax);

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

        if (_readers.TryEnter(participant) is not { } reader)
        {
            context.Response.Headers.RetryAfter = limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            await new Problem(
                429, "Too many mailbox reads under way",
                $"{limits.MailboxReadsUnderWayMax} reads of the mailbox of {participant} are under way, or their answers have not been taken "
                + "(setting Gateway:MailboxReadsUnderWayMax). One reader is enough: go on from its cursor.").WriteAsync(context.Response);
            return;
        }

        using (reader)
        {
            if (asXml) await WriteXmlAsync(context, reader, participant, after, TimeSpan.FromSeconds(wait));
            else await WriteJsonAsync(context, reader, participant, after, (int)max, TimeSpan.FromSeconds(wait));
        }
    }

    private async Task WriteXmlAsync(HttpContext context, MailboxReader reader, ParticipantId participant, long after, TimeSpan wait)
    {
        IReadOnlyList<MailboxMessage> messages = await FirstAsync(reader, participant, after, 1, wait, context.RequestAborted);
        if (messages.Count == 0)
        {
            context.Response.StatusCode = 204;
            return;
        }

        context.Response.Headers["Mailbox-Cursor"] = messages[0].Cursor.ToString(CultureInfo.InvariantCulture);
        var buffer = new ArrayBufferWriter<byte>(4096);
        string definition = outgoing.Write(buffer, messages[0]);
        if (buffer.WrittenCount > 0) await XmlResponse.WriteAsync(context.Response, 200, output => output.Write(buffer.WrittenSpan));
        else await new Problem(410, "Erased", $"This message, a {definition}, was erased: the key of a party to it is destroyed. Read on behind its cursor.").WriteAsync(context.Response);
    }

    /// <summary>Writes a page step by step: who does not take what was made is waited for before more is made.</summary>
    private async Task WriteJsonAsync(HttpContext context, MailboxReader reader, ParticipantId participant, long after, int max, TimeSpan wait)
    {
        CancellationToken aborted = context.RequestAborted;
        IReadOnlyList<MailboxMessage> messages = await FirstAsync(reader, participant, after, Math.Min(max, StepMessages), wait, aborted);
        context.Response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(context.Response.BodyWriter, Relaxed);
        json.WriteStartObject();
        json.WriteStartArray("messages"u8);
        long next = after, bytes = 0;
        for (int left = max; messages.Count > 0; messages = await StepAsync(reader, participant, next, Math.Min(left, StepMessages), aborted))
        {
            WriteMessages(json, messages, ref next, ref bytes);
            left -= messages.Count;
            // Fewer than asked for: there are no more.
            if (bytes >= limits.MailboxBytesMax || left == 0 || messages.Count < StepMessages) break;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync(aborted);
        }

        json.WriteEndArray();
        json.WriteNumber("next"u8, next);
        json.WriteEndObject();
        json.Flush();
        await context.Response.BodyWriter.FlushAsync(aborted);
    }

    private async ValueTask<IReadOnlyList<MailboxMessage>> FirstAsync(
        MailboxReader reader, ParticipantId participant, long after, int max, TimeSpan wait, CancellationToken aborted)
    {
        IReadOnlyList<MailboxMessage> messages = await StepAsync(reader, participant, after, max, aborted);
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

    private async ValueTask<IReadOnlyList<MailboxMessage>> StepAsync(
        MailboxReader reader, ParticipantId participant, long after, int max, CancellationToken aborted)
    {
        await reader.TakeTurnAsync(aborted);
        try
        {
            return await mailboxes.ReadAsync(participant, after, max, TimeSpan.Zero, aborted);
        }
        finally
        {
            reader.EndTurn();
        }
    }

    private void WriteMessages(Utf8JsonWriter json, IReadOnlyList<MailboxMessage> messages, ref long next, ref long bytes)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
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
            if (bytes >= limits.MailboxBytesMax) return;
        }
    }

    private static bool TryRead(HttpRequest request, string name, long otherwise, long least, long most, out long value)
    {
        value = otherwise;
        string? text = request.Query[name];
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}

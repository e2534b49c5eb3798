using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Gateway.Http;

/// <summary>An error as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem in a few words; the same for all of its kind.</param>
/// <param name="Detail">What happened this time.</param>
internal sealed record Problem(int Status, string Title, string Detail)
{
    /// <summary>The ISO 20022 reason code, or null.</summary>
    public string? Code { get; init; }

    /// <summary>The payment it is about, or null.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary>Everything that is wrong with a message.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The sender may not act for another bank.</summary>
    public static Problem MayNotActFor(string detail) => new(403, "May not act for another", detail);

    /// <summary>Writes it as the response.</summary>
    public async Task WriteAsync(HttpResponse response)
    {
        var body = new ArrayBufferWriter<byte>(512);
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "about:blank"u8);
            json.WriteString("title"u8, Title);
            json.WriteNumber("status"u8, Status);
            json.WriteString("detail"u8, Detail);
            if (Code is not null) json.WriteString("code"u8, Code);
            if (Uetr is Uetr uetr) json.WriteString("uetr"u8, uetr.Value);
            if (Errors.Count > 0) WriteErrors(json);
            json.WriteEndObject();
        }

        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        await response.BodyWriter.WriteAsync(body.WrittenMemory, response.HttpContext.RequestAborted);
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        json.WriteStartArray("errors"u8);
        foreach (MessageError error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, error.Code);
            json.WriteString("path"u8, error.ElementPath);
            json.WriteNumber("line"u8, error.Line);
            json.WriteNumber("column"u8, error.Column);
            json.WriteString("text"u8, error.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

using System.Text.Json;

namespace PaymentSwitch.Iso20022.Validation;

/// <summary>
/// A report as JSON, in one form for whoever asks. Members are only ever added. Bytes, not strings, are written: a report of
/// a good message is written a million times over.
/// </summary>
public static class ValidationReportWriter
{
    /// <summary>Writes the members of a report into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteBoolean("valid"u8, report.IsValid);
        json.WriteString("messageDefinition"u8, report.MessageDefinition);
        json.WriteString("messageId"u8, report.MessageId);
        json.WriteString("uetr"u8, report.Uetr);
        json.WriteStartArray("errors"u8);
        foreach (ValidationError error in report.Errors)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, error.Rule);
            json.WriteString("code"u8, error.Code);
            json.WriteString("isoCode"u8, error.IsoCode);
            json.WriteString("path"u8, error.ElementPath);
            json.WriteNumber("line"u8, error.Line);
            json.WriteNumber("column"u8, error.Column);
            json.WriteString("text"u8, error.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

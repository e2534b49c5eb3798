using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Cli.Validation;

/// <summary>One object per file and line: the file, then the members of its report.</summary>
/// <param name="quiet">Whether valid files are left out.</param>
internal sealed class JsonVerdicts(bool quiet) : IVerdictFormat
{
    // Lines for programs, not part of a web page: quotation marks and letters stay readable.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <inheritdoc/>
    public void Write(in FileVerdict verdict, IBufferWriter<byte> output)
    {
        if (quiet && verdict.Report is { IsValid: true }) return;
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(output, Relaxed);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("file"u8, verdict.File);
        if (verdict.Report is { } report)
        {
            ValidationReportWriter.WriteMembers(json, report);
        }
        else
        {
            json.WriteBoolean("valid"u8, false);
            json.WriteString("unreadable"u8, verdict.Unreadable);
        }

        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Close(ValidationSummary summary) => default;
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PaymentSwitch.Operations.Results;

/// <summary>Writes results as JSON. Members may be added, never changed.</summary>
internal static class ResultJson
{
    // Not part of a web page: quotation marks and letters stay readable.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A result that is no refusal.</summary>
    /// <param name="command">The command's name in words.</param>
    /// <param name="result">What it answered.</param>
    public static ReadOnlyMemory<byte> Write(string command, OperatorResult result) => Write(json =>
    {
        json.WriteString("command"u8, command);
        switch (result)
        {
            case TableResult table: Table(json, table); break;
            case RecordResult record:
                json.WriteString("kind"u8, "record"u8);
                if (record.ExitCode != OperatorExitCode.Done) json.WriteNumber("exitCode"u8, record.ExitCode);
                Fields(json, record.Fields);
                break;
            case TimelineResult timeline: Timeline(json, timeline); break;
            case ApprovalRequested waiting:
                json.WriteString("kind"u8, "approval"u8);
                json.WriteString("approval"u8, waiting.Approval);
                if (waiting.Shown.Count > 0) Fields(json, waiting.Shown);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(result), result, "There is no JSON for this kind of result.");
        }
    });

    /// <summary>A refusal as problem details (RFC 9457).</summary>
    public static ReadOnlyMemory<byte> Write(string title, Refused refused) => Write(json =>
    {
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, title);
        json.WriteNumber("status"u8, refused.Status);
        json.WriteString("detail"u8, refused.Text);
        json.WriteString("code"u8, refused.Code);
        json.WriteNumber("exitCode"u8, refused.ExitCode);
        if (refused.Errors.Count == 0) return;
        json.WriteStartArray("errors"u8);
        foreach (Catalogue.ArgumentError error in refused.Errors)
        {
            json.WriteStartObject();
            json.WriteString("argument"u8, error.Argument);
            json.WriteString("code"u8, error.Code);
            json.WriteString("text"u8, error.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>An object.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body, Relaxed);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void Table(Utf8JsonWriter json, TableResult table)
    {
        json.WriteString("kind"u8, "table"u8);
        json.WriteStartArray("columns"u8);
        foreach (Column column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, column.Name);
            json.WriteString("kind"u8, NameOf(column.Kind));
            json.WriteString("title"u8, column.Title);
            json.WriteBoolean("detail"u8, column.IsDetail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows"u8);
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            json.WriteStartObject();
            for (int i = 0; i < table.Columns.Count; i++) Value(json, table.Columns[i].Name, row[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Timeline(Utf8JsonWriter json, TimelineResult timeline)
    {
        json.WriteString("kind"u8, "timeline"u8);
        Fields(json, timeline.Fields);
        json.WriteStartArray("steps"u8);
        long before = timeline.Steps.Count == 0 ? 0 : timeline.Steps[0].AtMs;
        foreach (TimelineStep step in timeline.Steps)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, Cell.Moment(step.AtMs));
            json.WriteNumber("afterMs"u8, step.AtMs - before);
            json.WriteString("what"u8, step.What);
            json.WriteString("detail"u8, step.Detail);
            json.WriteEndObject();
            before = step.AtMs;
        }

        json.WriteEndArray();
    }

    private static void Fields(Utf8JsonWriter json, IReadOnlyList<Field> fields)
    {
        json.WriteStartArray("fields"u8);
        foreach (Field field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, field.Name);
            json.WriteString("kind"u8, NameOf(field.Value.Kind));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("record"u8);
        foreach (Field field in fields) Value(json, field.Name, field.Value);
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, string name, Cell cell)
    {
        switch (cell.Value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case long number: json.WriteNumber(name, number); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            default: throw new InvalidOperationException($"{name}: a cell holds no {cell.Value.GetType().Name}.");
        }
    }

    private static string NameOf(CellKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

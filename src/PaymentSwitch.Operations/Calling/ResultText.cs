using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PaymentSwitch.Operations.Calling;

/// <summary>Answers of the switch as text for people, whatever the command: a table, a record or a timeline.</summary>
public static class ResultText
{
    /// <summary>The width where no terminal sets one.</summary>
    public const int WidthOfFiles = 240;

    private const string Gap = "  ";

    /// <summary>The answer as text.</summary>
    /// <param name="answer">What the admin API answered.</param>
    /// <param name="width">How many characters fit in a line.</param>
    /// <exception cref="KeyNotFoundException">It is not such an answer.</exception>
    public static string Of(JsonElement answer, int width)
    {
        var text = new StringBuilder();
        switch (answer.GetProperty("kind").GetString())
        {
            case "table": Table(answer, width, text); break;
            case "record": Fields(answer, text); break;
            case "timeline": Timeline(answer, text); break;
            case "approval":
                text.Append(CultureInfo.InvariantCulture, $"Waits for a second pair of eyes: approval {Shown(answer.GetProperty("approval"))}.\n");
                // What is for who asked alone, and is shown this once.
                if (answer.TryGetProperty("record", out _)) Fields(answer, text);
                break;
            default: throw new KeyNotFoundException("There is no such kind of answer.");
        }

        return text.ToString();
    }

    /// <summary>What may be written to a terminal: names that banks chose must not steer it.</summary>
    public static string Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(char.IsControl) ? new([.. text.Select(c => char.IsControl(c) ? '?' : c)]) : text;
    }

    private static void Table(JsonElement answer, int width, StringBuilder text)
    {
        string[][] rows = [.. answer.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateObject().Select(cell => Shown(cell.Value)).ToArray())];
        List<Column> columns = [.. answer.GetProperty("columns").EnumerateArray().Select((column, i) => Column.Of(column, i, rows))];
        var leftOut = new List<string>();
        while (Width(columns) > width && columns.FindLastIndex(column => column.IsDetail) is >= 0 and int last)
        {
            leftOut.Insert(0, columns[last].Title);
            columns.RemoveAt(last);
        }

        Line(text, columns.Select(column => column.Fit(column.Title)));
        Line(text, columns.Select(column => new string('-', column.Width)));
        foreach (string[] row in rows) Line(text, columns.Select(column => column.Fit(row[column.Index])));
        if (rows.Length == 0) text.Append("(none)\n");
        if (leftOut.Count > 0) text.Append(CultureInfo.InvariantCulture, $"Not enough room for: {string.Join(", ", leftOut)}. --output json has everything.\n");
    }

    private static int Width(List<Column> columns) => columns.Sum(column => column.Width) + (Gap.Length * (columns.Count - 1));

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');

    private static void Fields(JsonElement answer, StringBuilder text)
    {
        (string Name, string Value)[] fields = [.. answer.GetProperty("record").EnumerateObject().Select(field => (field.Name, Shown(field.Value)))];
        int width = fields.Max(field => field.Name.Length);
        foreach ((string name, string value) in fields) Line(text, [name.PadRight(width), value]);
    }

    private static void Timeline(JsonElement answer, StringBuilder text)
    {
        Fields(answer, text);
        text.Append('\n');
        JsonElement[] steps = [.. answer.GetProperty("steps").EnumerateArray()];
        int width = steps.Max(step => step.GetProperty("what").GetString()!.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            string after = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"+{steps[i].GetProperty("afterMs").GetInt64()} ms");
            Line(text, [Shown(steps[i].GetProperty("at")), after.PadLeft(10), Shown(steps[i].GetProperty("what")).PadRight(width), Shown(steps[i].GetProperty("detail"))]);
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String => Printable(value.GetString()!),
        _ => value.GetRawText(),
    };

    private sealed record Column(int Index, string Title, bool IsRight, bool IsDetail, int Width)
    {
        public static Column Of(JsonElement column, int index, string[][] rows)
        {
            string title = column.GetProperty("title").GetString()!;
            int width = Math.Max(title.Length, rows.Length == 0 ? 0 : rows.Max(row => row[index].Length));
            return new Column(index, title, column.GetProperty("kind").GetString() is "amount" or "number", column.GetProperty("detail").GetBoolean(), width);
        }

        public string Fit(string text) => IsRight ? text.PadLeft(Width) : text.PadRight(Width);
    }
}

namespace PaymentSwitch.Engine.Reporting;

/// <summary>Writes a page that needs nothing but itself: no script, no font, no picture. It reads on a screen and prints on paper.</summary>
internal static class HtmlPage
{
    private const string Style =
        "body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a}h1{font-size:1.35rem}h2{font-size:1.05rem;margin-top:1.6rem}"
        + "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}"
        + "th{font-weight:600;background:#f3f3f3}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.m{font-family:ui-monospace,monospace;font-size:.85em}"
        + "tfoot td{font-weight:600;border-top:2px solid #555}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0}dt{color:#555}dd{margin:0}"
        + ".bad{color:#a00000;font-weight:600}@media print{body{margin:0;max-width:none;font-size:10px}thead{display:table-header-group}tr{break-inside:avoid}}";

    /// <summary>Begins a page.</summary>
    public static void Begin(TextWriter html, string title) => html.Write(
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{ReportText.Html(title)}</title>\n"
        + $"<style>{Style}</style>\n</head>\n<body>\n<h1>{ReportText.Html(title)}</h1>\n");

    /// <summary>Ends it.</summary>
    public static void End(TextWriter html) => html.Write("</body>\n</html>\n");

    /// <summary>Names with values.</summary>
    public static void Facts(TextWriter html, params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        html.Write("<dl>\n");
        foreach ((string name, string? value) in facts)
            if (!string.IsNullOrEmpty(value)) html.Write($"<dt>{ReportText.Html(name)}</dt><dd>{ReportText.Html(value)}</dd>\n");
        html.Write("</dl>\n");
    }

    /// <summary>Begins a table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="columns">The heads; those of columns with numbers begin with a <c>#</c>, those with identities with a <c>~</c>.</param>
    public static void BeginTable(TextWriter html, ReadOnlySpan<string> columns)
    {
        html.Write("<table>\n<thead><tr>");
        foreach (string column in columns) html.Write($"<th{(column[0] == '#' ? " class=\"n\"" : "")}>{ReportText.Html(column.TrimStart('#', '~'))}</th>");
        html.Write("</tr></thead>\n<tbody>\n");
    }

    /// <summary>A row.</summary>
    public static void Row(TextWriter html, ReadOnlySpan<string> columns, params ReadOnlySpan<string?> values)
    {
        html.Write("<tr>");
        for (int i = 0; i < values.Length; i++)
        {
            string style = columns[i][0] switch { '#' => " class=\"n\"", '~' => " class=\"m\"", _ => "" };
            html.Write($"<td{style}>{ReportText.Html(values[i])}</td>");
        }

        html.Write("</tr>\n");
    }

    /// <summary>Ends a table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="columns">The heads.</param>
    /// <param name="totals">The last row; none where it is empty.</param>
    public static void EndTable(TextWriter html, ReadOnlySpan<string> columns, params ReadOnlySpan<string?> totals)
    {
        html.Write("</tbody>\n");
        if (totals.Length > 0)
        {
            html.Write("<tfoot>");
            Row(html, columns, totals);
            html.Write("</tfoot>\n");
        }

        html.Write("</table>\n");
    }
}

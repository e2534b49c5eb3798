using System.Buffers;
using System.Globalization;
using System.Text;
using PaymentSwitch.Iso20022.Validation;
using Spectre.Console;

namespace PaymentSwitch.Cli.Validation;

/// <summary>For people: a line per file, and a table of what is wrong below it.</summary>
/// <param name="quiet">Whether valid files are left out.</param>
/// <param name="width">How wide a table may be, in characters.</param>
internal sealed class TableVerdicts(bool quiet, int width) : IVerdictFormat
{
    /// <summary>The width where no terminal sets one: room for the longest path and for most texts.</summary>
    public const int WidthOfFiles = 240;

    /// <inheritdoc/>
    public void Write(in FileVerdict verdict, IBufferWriter<byte> output)
    {
        if (verdict.Report is not { } report)
        {
            Line(output, $"unreadable  {verdict.File}: {verdict.Unreadable}");
        }
        else if (!report.IsValid)
        {
            Line(output, $"invalid     {verdict.File}{Definition(report)}");
            Table(report, output);
        }
        else if (!quiet)
        {
            Line(output, $"valid       {verdict.File}{Definition(report)}");
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Close(ValidationSummary summary) => Encoding.UTF8.GetBytes(summary + "\n");

    private static string Definition(ValidationReport report) => report.MessageDefinition is null ? "" : $"  ({report.MessageDefinition})";

    private static void Line(IBufferWriter<byte> output, string line)
    {
        Encoding.UTF8.GetBytes(line, output);
        output.Write("\n"u8);
    }

    private void Table(ValidationReport report, IBufferWriter<byte> output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumns("element", "line:column", "found and expected", "code", "rule");
        foreach (ValidationError error in report.Errors)
        {
            table.AddRow(
                new Text(error.ElementPath ?? "-"),
                new Text(error.Line == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{error.Line}:{error.Column}")),
                new Text(error.Text),
                new Text(error.Code == error.IsoCode ? error.Code : $"{error.IsoCode} {error.Code}"),
                new Text(error.Rule ?? "-"));
        }

        console.Write(table);
        Encoding.UTF8.GetBytes(text.ToString(), output);
    }
}

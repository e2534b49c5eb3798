using System.Text.Json;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>Writes the report of a cycle: JSON for programs, CSV for spreadsheets, HTML for people and paper.</summary>
public static class CycleReportWriter
{
    private static readonly string[] Columns = ["Participant", "#Debits", "#Credits", "#Net", "Instruction", "~UETR"];
    private static readonly string[] StepColumns = ["When", "What", "By", "Why", "~Details"];

    /// <summary>Writes JSON.</summary>
    public static void WriteJson(Stream output, CycleReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("cycle"u8, report.Id.ToString());
        json.WriteString("currency"u8, report.Currency.Code);
        json.WriteString("businessDate"u8, ReportText.Date(report.BusinessDate));
        json.WriteNumber("cycleOfDay"u8, report.OfDay);
        json.WriteString("status"u8, ReportText.Word(report.Status));
        json.WriteString("debits"u8, Decimal(report, report.DebitsMinor));
        json.WriteString("credits"u8, Decimal(report, report.CreditsMinor));
        json.WriteString("toMove"u8, Decimal(report, report.ToMoveMinor));
        json.WriteBoolean("balanced"u8, report.IsBalanced);
        json.WriteStartArray("participants"u8);
        foreach (CycleReportLine line in report.Participants)
        {
            json.WriteStartObject();
            json.WriteString("participant"u8, line.Participant.Value);
            json.WriteString("debits"u8, Decimal(report, line.DebitsMinor));
            json.WriteString("credits"u8, Decimal(report, line.CreditsMinor));
            json.WriteString("net"u8, Decimal(report, line.NetMinor));
            if (line.Instruction is { } instruction)
            {
                json.WriteString("instruction"u8, instruction.Uetr.ToString());
                json.WriteString("instructionStatus"u8, ReportText.Word(instruction.Status));
                if (instruction.ReasonCode is not null) json.WriteString("reasonCode"u8, instruction.ReasonCode);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps"u8);
        foreach (CycleReportStep step in report.Steps)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, ReportText.Time(step.AtMs));
            json.WriteString("what"u8, step.What);
            if (step.Act is { } act)
            {
                json.WriteString("by"u8, act.By);
                if (act.Why.Length > 0) json.WriteString("why"u8, act.Why);
            }

            if (step.Details is not null) json.WriteString("details"u8, step.Details);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes CSV: a line per participant, and the totals as the last one, without a name.</summary>
    public static void WriteCsv(TextWriter output, CycleReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ReportText.CsvLine(output, "cycle", "business_date", "currency", "participant", "debits", "credits", "net", "instruction_status", "instruction_uetr", "reason_code");
        foreach (CycleReportLine line in report.Participants)
        {
            ReportText.CsvLine(
                output, report.Id.ToString(), ReportText.Date(report.BusinessDate), report.Currency.Code, line.Participant.Value,
                Decimal(report, line.DebitsMinor), Decimal(report, line.CreditsMinor), Decimal(report, line.NetMinor),
                line.Instruction is null ? "" : ReportText.Word(line.Instruction.Status), line.Instruction?.Uetr.ToString(), line.Instruction?.ReasonCode);
        }

        ReportText.CsvLine(
            output, report.Id.ToString(), ReportText.Date(report.BusinessDate), report.Currency.Code, "",
            Decimal(report, report.DebitsMinor), Decimal(report, report.CreditsMinor), Decimal(report, report.CreditsMinor - report.DebitsMinor), ReportText.Word(report.Status), "", "");
    }

    /// <summary>Writes a page.</summary>
    public static void WriteHtml(TextWriter output, CycleReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        HtmlPage.Begin(output, $"Settlement cycle {report.Id}");
        HtmlPage.Facts(
            output, ("Business day", ReportText.Date(report.BusinessDate)), ("Cycle of the day", ReportText.Number(report.OfDay)), ("Currency", report.Currency.Code),
            ("Status", ReportText.Word(report.Status)), ("To be moved by the settlement bank", Decimal(report, report.ToMoveMinor)));
        output.Write(report.IsBalanced ? "<p>Debits and credits are equal.</p>\n" : "<p class=\"bad\">Debits and credits differ: nothing may be settled until somebody has found out why.</p>\n");
        output.Write("<h2>Participants</h2>\n");
        HtmlPage.BeginTable(output, Columns);
        foreach (CycleReportLine line in report.Participants)
        {
            string status = line.Instruction is null ? "" : $"{ReportText.Word(line.Instruction.Status)} {line.Instruction.ReasonCode}".TrimEnd();
            HtmlPage.Row(
                output, Columns, line.Participant.Value, Decimal(report, line.DebitsMinor), Decimal(report, line.CreditsMinor), Decimal(report, line.NetMinor),
                status, line.Instruction?.Uetr.ToString());
        }

        HtmlPage.EndTable(output, Columns, "All", Decimal(report, report.DebitsMinor), Decimal(report, report.CreditsMinor), Decimal(report, report.CreditsMinor - report.DebitsMinor), "", "");
        output.Write("<h2>Steps</h2>\n");
        HtmlPage.BeginTable(output, StepColumns);
        foreach (CycleReportStep step in report.Steps)
            HtmlPage.Row(output, StepColumns, ReportText.Time(step.AtMs), step.What, step.Act?.By, step.Act?.Why, step.Details);
        HtmlPage.EndTable(output, StepColumns);
        HtmlPage.End(output);
    }

    private static string Decimal(CycleReport report, Int128 minor) => ReportText.Decimal(minor, report.Currency);
}

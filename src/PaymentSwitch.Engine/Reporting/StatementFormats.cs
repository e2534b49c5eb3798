using System.Text.Json;
using PaymentSwitch.Domain;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>A statement as CSV: the opening balance, an entry a line, the closing balance with the number of entries.</summary>
/// <param name="output">Where to; not closed.</param>
public sealed class StatementCsv(TextWriter output) : IStatementOutput
{
    private AccountStatement _statement = null!;

    /// <inheritdoc/>
    public void Begin(AccountStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        _statement = statement;
        ReportText.CsvLine(output, "account", "number", "at", "kind", "uetr", "reference", "counterparty", "end_to_end_id", "return_reason", "amount", "balance");
        ReportText.CsvLine(output, statement.Account.ToString(), "", ReportText.Time(statement.FromMs), "opening-balance", "", "", "", "", "", "", Decimal(statement.OpeningBalanceMinor));
    }

    /// <inheritdoc/>
    public void Take(in Movement entry, EntryDetails? details) => ReportText.CsvLine(
        output, _statement.Account.ToString(), ReportText.Number(entry.Number), ReportText.Time(entry.AtMs), ReportText.Word(entry.Kind), entry.Uetr?.ToString(), entry.Reference,
        details?.Counterparty.Value, details?.EndToEndId, details?.ReturnReason, Decimal(entry.AmountMinor), Decimal(entry.BalanceAfterMinor));

    /// <inheritdoc/>
    public void End(StatementTotals totals) => ReportText.CsvLine(
        output, _statement.Account.ToString(), "", ReportText.Time(_statement.ToMs), "closing-balance", "", $"{totals.EntryCount} entries", "", "", "",
        Decimal(totals.Credits.SumMinor - totals.Debits.SumMinor), Decimal(totals.ClosingBalanceMinor));

    private string Decimal(Int128 minor) => ReportText.Decimal(minor, _statement.Account.Currency);
}

/// <summary>A statement as JSON.</summary>
/// <param name="output">Where to; not closed.</param>
public sealed class StatementJson(Stream output) : IStatementOutput, IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
    private Currency _currency = null!;

    /// <inheritdoc/>
    public void Begin(AccountStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        _currency = statement.Account.Currency;
        _json.WriteStartObject();
        _json.WriteString("account"u8, statement.Account.ToString());
        _json.WriteString("currency"u8, _currency.Code);
        _json.WriteString("from"u8, ReportText.Time(statement.FromMs));
        _json.WriteString("to"u8, ReportText.Time(statement.ToMs));
        _json.WriteString("openingBalance"u8, ReportText.Decimal(statement.OpeningBalanceMinor, _currency));
        _json.WriteString("closingBalance"u8, ReportText.Decimal(statement.ClosingBalanceMinor, _currency));
        _json.WriteStartArray("entries"u8);
    }

    /// <inheritdoc/>
    public void Take(in Movement entry, EntryDetails? details)
    {
        _json.WriteStartObject();
        _json.WriteNumber("number"u8, entry.Number);
        _json.WriteString("at"u8, ReportText.Time(entry.AtMs));
        _json.WriteString("kind"u8, ReportText.Word(entry.Kind));
        if (entry.Uetr is { } uetr) _json.WriteString("uetr"u8, uetr.ToString());
        if (entry.Reference is not null) _json.WriteString("reference"u8, entry.Reference);
        if (details is not null)
        {
            _json.WriteString("counterparty"u8, details.Counterparty.Value);
            _json.WriteString("endToEndId"u8, details.EndToEndId);
            if (details.ReturnReason is not null) _json.WriteString("returnReason"u8, details.ReturnReason);
        }

        _json.WriteString("amount"u8, ReportText.Decimal(entry.AmountMinor, _currency));
        _json.WriteString("balance"u8, ReportText.Decimal(entry.BalanceAfterMinor, _currency));
        _json.WriteEndObject();
        if (_json.BytesPending > 32_768) _json.Flush();
    }

    /// <inheritdoc/>
    public void End(StatementTotals totals)
    {
        _json.WriteEndArray();
        Write("credits", totals.Credits);
        Write("debits", totals.Debits);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Write(string name, EntryTotal total)
    {
        _json.WriteStartObject(name);
        _json.WriteNumber("count"u8, total.Count);
        _json.WriteString("sum"u8, ReportText.Decimal(total.SumMinor, _currency));
        _json.WriteEndObject();
    }
}

/// <summary>A statement as a page for people and paper. Beyond a number of entries it says how many more there are.</summary>
/// <param name="output">Where to; not closed.</param>
/// <param name="entriesMax">How many entries it shows.</param>
public sealed class StatementHtml(TextWriter output, int entriesMax) : IStatementOutput
{
    private static readonly string[] Columns = ["#No.", "When", "Kind", "Counterparty", "End-to-end id", "~UETR or reference", "Return reason", "#Amount", "#Balance"];
    private Currency _currency = null!;

    private int _shown;

    /// <inheritdoc/>
    public void Begin(AccountStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        _currency = statement.Account.Currency;
        HtmlPage.Begin(output, $"Statement of {statement.Account}");
        HtmlPage.Facts(
            output, ("From", ReportText.Time(statement.FromMs)), ("To (not in it)", ReportText.Time(statement.ToMs)), ("Entries", ReportText.Number(statement.EntryCount)),
            ("Opening balance", Decimal(statement.OpeningBalanceMinor)), ("Closing balance", Decimal(statement.ClosingBalanceMinor)));
        output.Write("<h2>Entries</h2>\n");
        HtmlPage.BeginTable(output, Columns);
    }

    /// <inheritdoc/>
    public void Take(in Movement entry, EntryDetails? details)
    {
        if (_shown >= entriesMax) return;
        _shown++;
        HtmlPage.Row(
            output, Columns, ReportText.Number(entry.Number), ReportText.Time(entry.AtMs), ReportText.Word(entry.Kind), details?.Counterparty.Value, details?.EndToEndId,
            entry.Uetr?.ToString() ?? entry.Reference, details?.ReturnReason, Decimal(entry.AmountMinor), Decimal(entry.BalanceAfterMinor));
    }

    /// <inheritdoc/>
    public void End(StatementTotals totals)
    {
        HtmlPage.EndTable(output, Columns, "", "", "Whole period", "", "", "", "", Decimal(totals.Credits.SumMinor - totals.Debits.SumMinor), Decimal(totals.ClosingBalanceMinor));
        if (totals.EntryCount > _shown) output.Write($"<p>{totals.EntryCount - _shown} more entries are not shown here; the CSV and camt.053 files have all.</p>\n");
        output.Write("<h2>Totals of the whole period</h2>\n");
        HtmlPage.Facts(
            output, ("Opening balance", Decimal(totals.OpeningBalanceMinor)), ($"Credits ({totals.Credits.Count})", Decimal(totals.Credits.SumMinor)),
            ($"Debits ({totals.Debits.Count})", Decimal(totals.Debits.SumMinor)), ("Closing balance", Decimal(totals.ClosingBalanceMinor)));
        HtmlPage.End(output);
    }

    private string Decimal(Int128 minor) => ReportText.Decimal(minor, _currency);
}

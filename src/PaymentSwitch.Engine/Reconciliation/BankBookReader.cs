using System.Globalization;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// Reads the entries of a bank's own books. As CSV: the columns <c>uetr</c>, <c>reference</c>, <c>amount</c> and <c>return</c> in any
/// order, named in the first line, <c>reference</c> and <c>return</c> if wanted. As JSON: an object with <c>entries</c>, a list of
/// objects with the same names, and <c>closingBalance</c> if wanted. Amounts are decimals in the account's currency, with a minus for
/// what went out. Nothing is forgiven; all errors are told, each with its line or place.
/// </summary>
public static class BankBookReader
{
    private const int ErrorsMax = 50;
    private static readonly string[] Columns = ["uetr", "reference", "amount", "return"];

    /// <summary>Reads CSV.</summary>
    /// <param name="text">The file.</param>
    /// <param name="account">Whose books.</param>
    /// <param name="fromMs">The period's beginning, in Unix milliseconds.</param>
    /// <param name="toMs">The period's end, in Unix milliseconds.</param>
    /// <param name="closingBalance">The closing balance as a decimal; null where the bank does not say.</param>
    /// <param name="errors">What is wrong; empty for nothing.</param>
    /// <returns>The books; null where something is wrong.</returns>
    public static BankBook? ReadCsv(TextReader text, AccountId account, long fromMs, long toMs, string? closingBalance, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wrong = new List<string>();
        errors = wrong;
        long? closingMinor = ReadBalance(closingBalance, account.Currency, wrong);
        string[] header = (text.ReadLine() ?? "").TrimStart('\uFEFF').Split(',');
        int[] places = [.. Columns.Select(column => Array.IndexOf(header, column))];
        foreach (string unknown in header.Except(Columns)) wrong.Add($"line 1: unknown column '{unknown}'; expected {string.Join(", ", Columns)}.");
        if (places[2] < 0) wrong.Add("line 1: the column 'amount' is missing.");
        if (places[0] < 0 && places[1] < 0) wrong.Add("line 1: neither 'uetr' nor 'reference' is a column.");
        if (wrong.Count > 0) return null;
        var entries = new List<BankBookEntry>();
        for (int line = 2; text.ReadLine() is string row && wrong.Count < ErrorsMax && entries.Count <= BankBook.EntriesMax; line++)
        {
            if (row.Length == 0) continue;
            string[] values = row.Split(',');
            if (values.Length != header.Length) wrong.Add($"line {line}: found {values.Length} values, expected {header.Length}.");
            else if (Entry($"line {line}", Value(0), Value(1), Value(2), Value(3), account.Currency, wrong) is BankBookEntry entry) entries.Add(entry);

            string? Value(int column) => places[column] < 0 ? null : values[places[column]];
        }

        return wrong.Count == 0 ? new BankBook(account, fromMs, toMs, closingMinor, entries) : null;
    }

    /// <summary>Reads JSON.</summary>
    /// <param name="json">The document.</param>
    /// <param name="account">Whose books.</param>
    /// <param name="fromMs">The period's beginning, in Unix milliseconds.</param>
    /// <param name="toMs">The period's end, in Unix milliseconds.</param>
    /// <param name="errors">What is wrong; empty for nothing.</param>
    /// <returns>The books; null where something is wrong.</returns>
    public static BankBook? ReadJson(ReadOnlyMemory<byte> json, AccountId account, long fromMs, long toMs, out IReadOnlyList<string> errors)
    {
        var wrong = new List<string>();
        errors = wrong;
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("entries", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            {
                wrong.Add("expected an object with a list 'entries'.");
                return null;
            }

            CheckNames(root, "", ["entries", "closingBalance"], wrong);
            long? closingMinor = ReadBalance(TextOf(root, "closingBalance", "", wrong), account.Currency, wrong);
            var entries = new List<BankBookEntry>();
            foreach ((int i, JsonElement item) in list.EnumerateArray().Index())
            {
                if (wrong.Count >= ErrorsMax || entries.Count > BankBook.EntriesMax) break;
                string place = $"entries[{i}]";
                if (item.ValueKind != JsonValueKind.Object)
                {
                    wrong.Add($"{place}: expected an object.");
                    continue;
                }

                CheckNames(item, place, Columns, wrong);
                string? isReturn = item.TryGetProperty("return", out JsonElement flag) ? flag.GetRawText().Trim('"') : null;
                if (Entry(place, TextOf(item, "uetr", place, wrong), TextOf(item, "reference", place, wrong), TextOf(item, "amount", place, wrong), isReturn, account.Currency, wrong) is BankBookEntry entry)
                    entries.Add(entry);
            }

            return wrong.Count == 0 ? new BankBook(account, fromMs, toMs, closingMinor, entries) : null;
        }
        catch (JsonException error)
        {
            wrong.Add($"not JSON: {error.Message}");
            return null;
        }
    }

    private static BankBookEntry? Entry(string place, string? uetrText, string? reference, string? amount, string? isReturn, Currency currency, List<string> wrong)
    {
        int before = wrong.Count;
        Uetr uetr = default;
        bool hasUetr = !string.IsNullOrEmpty(uetrText);
        if (hasUetr && !Uetr.TryParse(uetrText, out uetr)) wrong.Add($"{place}, uetr: found '{uetrText}', expected a version 4 UUID in lower case.");
        if (!hasUetr && string.IsNullOrEmpty(reference)) wrong.Add($"{place}: neither a uetr nor a reference.");
        long? amountMinor = AmountOf(amount ?? "", currency);
        if (amountMinor is null or 0) wrong.Add($"{place}, amount: found '{amount}', expected a decimal in {currency}, with a minus for what went out, and not 0.");
        if (isReturn is not (null or "" or "true" or "false")) wrong.Add($"{place}, return: found '{isReturn}', expected true or false.");
        return wrong.Count == before ? new BankBookEntry(hasUetr ? uetr : null, hasUetr ? null : reference, amountMinor!.Value, isReturn == "true") : null;
    }

    private static long? ReadBalance(string? text, Currency currency, List<string> wrong)
    {
        if (text is null) return null;
        long? minor = AmountOf(text, currency);
        if (minor is null) wrong.Add($"closingBalance: found '{text}', expected a decimal in {currency}.");
        return minor;
    }

    private static long? AmountOf(string text, Currency currency)
    {
        bool isNegative = text.StartsWith('-');
        if (isNegative && text.AsSpan(1) is ['+', ..]) return null;
        return Money.Parse(isNegative ? text.AsSpan(1) : text, currency, out Money money) == MoneyParse.Ok ? (isNegative ? -money.MinorUnits : money.MinorUnits) : null;
    }

    private static void CheckNames(JsonElement item, string place, string[] known, List<string> wrong)
    {
        foreach (JsonProperty property in item.EnumerateObject())
            if (!known.Contains(property.Name)) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{place}{(place.Length == 0 ? "" : ", ")}{property.Name}: unknown; expected one of {string.Join(", ", known)}."));
    }

    // An amount is a text: as a number it would not say with how many decimals it was meant.
    private static string? TextOf(JsonElement item, string name, string place, List<string> wrong)
    {
        if (!item.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        wrong.Add($"{place}{(place.Length == 0 ? "" : ", ")}{name}: found {value.ValueKind}, expected a text.");
        return null;
    }
}

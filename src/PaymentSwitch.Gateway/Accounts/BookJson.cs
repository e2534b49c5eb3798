using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway.Payments;

namespace PaymentSwitch.Gateway.Accounts;

/// <summary>The comparison of a bank's book with its account, as JSON.</summary>
internal static class BookJson
{
    /// <summary>How many differences are named; beyond, only their number is told.</summary>
    public const int DifferencesMax = 1_000;

    /// <summary>Writes it as the response.</summary>
    public static async Task WriteAsync(HttpResponse response, BankBook book, BankBookComparison comparison)
    {
        Currency currency = book.Account.Currency;
        response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("account"u8, book.Account.ToString());
            JsonValues.Time(json, "from", book.FromMs);
            JsonValues.Time(json, "to", book.ToMs);
            json.WriteBoolean("matches"u8, comparison.Matches);
            json.WriteNumber("entries"u8, comparison.EntryCount);
            json.WriteNumber("movements"u8, comparison.MovementCount);
            json.WriteString("closingBalance"u8, Decimal(comparison.ClosingBalanceMinor));
            json.WriteString("bankClosingBalance"u8, Decimal(comparison.BankClosingBalanceMinor));
            json.WriteString("balanceDifference"u8, Decimal(comparison.BalanceDifferenceMinor));
            json.WriteString("unexplained"u8, comparison.UnexplainedMinor is Int128 unexplained ? Decimal(long.CreateSaturating(unexplained)) : null);
            json.WriteNumber("differenceCount"u8, comparison.Differences.Count);
            json.WriteStartArray("differences"u8);
            foreach (BankBookDifference difference in comparison.Differences.Take(DifferencesMax)) Write(json, difference);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);

        string? Decimal(long? minor) => minor is long units ? new Money(units, currency).ToDecimalString() : null;

        void Write(Utf8JsonWriter json, BankBookDifference difference)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, difference.Kind.ToString());
            json.WriteString("uetr"u8, difference.Uetr?.ToString());
            json.WriteString("reference"u8, difference.Reference);
            json.WriteBoolean("return"u8, difference.IsReturn);
            json.WriteString("switchAmount"u8, Decimal(difference.SwitchMinor));
            json.WriteString("bankAmount"u8, Decimal(difference.BankMinor));
            JsonValues.Time(json, "at", difference.AtMs ?? 0);
            json.WriteEndObject();
        }
    }
}

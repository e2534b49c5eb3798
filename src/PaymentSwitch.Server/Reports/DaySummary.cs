using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentSwitch.Server.Reports;

/// <summary>What stands in <c>day.json</c> of a business day's folder: what the next day has to go on from.</summary>
internal sealed record DaySummary
{
    public required string Scheme { get; init; }

    public required string Currency { get; init; }

    /// <summary>The business day, as ISO 8601 writes dates.</summary>
    public required string BusinessDate { get; init; }

    /// <summary>Its beginning, in Unix milliseconds.</summary>
    public required long FromMs { get; init; }

    /// <summary>Its end, in Unix milliseconds, not in it.</summary>
    public required long ToMs { get; init; }

    /// <summary>The accounts, by name.</summary>
    public required IReadOnlyList<AccountDay> Accounts { get; init; }

    /// <summary>The settlement cycles of the day as they stood when it was written.</summary>
    public required IReadOnlyList<CycleDay> Cycles { get; init; }

    /// <summary>What does not fit; empty for nothing. Each was an alarm.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>A date as ISO 8601 writes it.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DaySummaryJson.Default.DaySummary);

    /// <summary>Reads one that was written.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static DaySummary FromJson(byte[] json) =>
        JsonSerializer.Deserialize(json, DaySummaryJson.Default.DaySummary) ?? throw new JsonException("The summary of a day is empty.");
}

/// <summary>An account on a day. Amounts in minor units; the sums as text, because they may be wider than an amount.</summary>
internal sealed record AccountDay(string Account, long OpeningBalanceMinor, long ClosingBalanceMinor, int EntryCount, string CreditsMinor, string DebitsMinor)
{
    public static string Sum(Int128 minor) => minor.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A cycle on a day.</summary>
internal sealed record CycleDay(string Cycle, string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(DaySummary))]
internal sealed partial class DaySummaryJson : JsonSerializerContext;

using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Operations.Results;

/// <summary>What a value is, so that whoever shows it can align it, link it or leave it as it is.</summary>
public enum CellKind
{
    /// <summary>Any text.</summary>
    Text = 1,

    /// <summary>A decimal amount; its currency stands beside it.</summary>
    Amount = 2,

    /// <summary>A whole number.</summary>
    Number = 3,

    /// <summary>A moment.</summary>
    Time = 4,

    /// <summary>Yes or no.</summary>
    Flag = 5,

    /// <summary>A participant's name in the switch.</summary>
    Participant = 6,

    /// <summary>A payment's identity.</summary>
    Uetr = 7,
}

/// <summary>One value of a result.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A string, a long or a bool; null for nothing.</param>
public readonly record struct Cell(CellKind Kind, object? Value)
{
    /// <summary>A text.</summary>
    public static Cell Text(string? text) => new(CellKind.Text, text);

    /// <summary>An amount as a decimal.</summary>
    public static Cell Amount(long? minor, Currency currency) =>
        new(CellKind.Amount, minor is long units ? new Money(units, currency).ToDecimalString() : null);

    /// <summary>A whole number.</summary>
    public static Cell Number(long? number) => new(CellKind.Number, number);

    /// <summary>A moment in Unix milliseconds, shown in UTC with milliseconds; 0 for none.</summary>
    public static Cell Time(long atMs) => new(CellKind.Time, atMs == 0 ? null : Moment(atMs));

    /// <summary>Yes or no.</summary>
    public static Cell Flag(bool flag) => new(CellKind.Flag, flag);

    /// <summary>A participant.</summary>
    public static Cell Participant(ParticipantId? participant) => new(CellKind.Participant, participant?.Value);

    /// <summary>A payment.</summary>
    public static Cell Uetr(Uetr uetr) => new(CellKind.Uetr, uetr.ToString());

    internal static string Moment(long atMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(atMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

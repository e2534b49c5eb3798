using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>Dates and times around the instant of the settings, in the lexical forms that banks use.</summary>
internal static class Times
{
    private static readonly string[] Fractions = ["", "", "'.'fff", "'.'fff", "'.'ffffff"];

    /// <summary>When the message was made: with or without fractions of a second, in universal time or with an offset.</summary>
    public static void Created(Draft draft) => Write(draft, draft.CreatedAt);

    /// <summary>An instant in the month around.</summary>
    public static void Instant(Draft draft) => Write(draft, draft.Settings.Now.AddSeconds(draft.Random.Next(-15 * 86_400, 15 * 86_400)));

    /// <summary>The day of settlement: that of the message or one of the next two.</summary>
    public static void SettlementDate(Draft draft) =>
        draft.Text.Add(draft.CreatedAt.UtcDateTime.AddDays(draft.Chance(0.8) ? 0 : draft.Random.Next(1, 3)), "yyyy-MM-dd");

    /// <summary>A day in the year around.</summary>
    public static void Date(Draft draft) => draft.Text.Add(Day(draft), "yyyy-MM-dd");

    /// <summary>The birthday of somebody of full age.</summary>
    public static void Birthday(Draft draft) =>
        draft.Text.Add(draft.Settings.Now.UtcDateTime.AddYears(-18).AddDays(-draft.Random.Next(70 * 365)), "yyyy-MM-dd");

    public static void TimeOfDay(Draft draft)
    {
        draft.Text.Add(new TimeOnly(draft.Random.NextInt64(86_400) * TimeSpan.TicksPerSecond), "HH:mm:ss");
        if (draft.Chance(0.3)) draft.Text.Add('Z');
    }

    public static void Year(Draft draft) => draft.Text.Add(Day(draft), "yyyy");

    public static void YearMonth(Draft draft) => draft.Text.Add(Day(draft), "yyyy-MM");

    public static void Month(Draft draft) => draft.Text.Add(Day(draft), "'--'MM");

    public static void MonthDay(Draft draft) => draft.Text.Add(Day(draft), "'--'MM-dd");

    public static void DayOfMonth(Draft draft) => draft.Text.Add(Day(draft), "'---'dd");

    private static DateTime Day(Draft draft) => draft.Settings.Now.UtcDateTime.AddDays(draft.Random.Next(-182, 183));

    private static void Write(Draft draft, DateTimeOffset instant)
    {
        string fraction = draft.Pick(Fractions);
        switch (draft.Random.Next(4))
        {
            case 0:
                draft.Text.Add(instant.ToOffset(TimeSpan.FromMinutes(30 * draft.Random.Next(-10, 20))), "yyyy-MM-dd'T'HH:mm:ss" + fraction + "zzz");
                break;
            default:
                draft.Text.Add(instant.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss" + fraction + "'Z'");
                break;
        }
    }
}

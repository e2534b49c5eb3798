using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>A scheme in the words of the reference. The switch gets the profile that is made of it. All times are multiples of a slot of the deadline wheel.</summary>
internal sealed record SchemeTerms(string Name, Currency Currency, bool IsNet)
{
    public long AnswerWithinMs { get; init; } = 10_000;

    public long ReceiverReserveMs { get; init; } = 2_000;

    public long FutureToleranceMs { get; init; } = 1_000;

    public long StatusRequestNotBeforeMs { get; init; } = 5_000;

    public bool UniqueTransactionIds { get; init; } = true;

    public bool AcceptanceTimeRequired { get; init; }

    /// <summary>When cycles are cut, from Monday to Friday, in minutes of the day in UTC; null where operators cut.</summary>
    public int[]? CutMinutes { get; init; }

    public long? InstructAfterMs { get; init; }

    /// <summary>Reasons for a recall, with how long after settlement each is taken, in milliseconds; empty for no recalls.</summary>
    public Dictionary<string, long> RecallReasons { get; init; } = [];

    public long RecallAnswerWithinMs { get; init; } = 3 * Days;

    public string[] RecallRefusals { get; init; } = ["AC04", "CUST", "NOAS"];

    public bool RecallsLateAcceptances { get; init; }

    /// <summary>Empty for no returns.</summary>
    public string[] ReturnReasons { get; init; } = [];

    public bool PartialReturns { get; init; }

    public long? ReturnWithinMs { get; init; }

    public string? WithoutPosting { get; init; }

    public bool RequestsToPay { get; init; }

    // What follows is told by what others say already, so that known lives stay what they are.
    public BookingNotices Bookings => WithoutPosting is null ? BookingNotices.All : RequestsToPay ? BookingNotices.Others : BookingNotices.None;

    public bool SettlementReports => PartialReturns || RequestsToPay;

    public const long Days = 24L * 60 * 60 * 1000;

    public string[] AcceptingStatuses => WithoutPosting is null ? ["ACCP", "ACTC"] : ["ACCP", "ACTC", WithoutPosting];

    /// <summary>Two schemes side by side, one gross and one net, with this and that switched on.</summary>
    public static SchemeTerms[] Some(Random random)
    {
        var gross = new SchemeTerms("model-gross", Currency.Of("EUR"), IsNet: false);
        var net = new SchemeTerms("model-net", Currency.Of("GBP"), IsNet: true)
        {
            CutMinutes = random.Next(2) == 0 ? null : [(7 * 60) + 15, 13 * 60, (15 * 60) + 45],
            InstructAfterMs = random.Next(2) == 0 ? null : 30 * 60_000,
        };
        return [WithExceptions(gross, random), WithExceptions(net, random)];
    }

    public SchemeProfile ToProfile() => new()
    {
        Name = Name,
        Currency = Currency,
        SettlementModel = IsNet ? SettlementModel.DeferredNet : SettlementModel.Gross,
        Clock = new SchemeClock(AnswerWithinMs, ReceiverReserveMs, FutureToleranceMs, StatusRequestNotBeforeMs),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08"),
        AcceptingStatuses = AcceptingStatuses.ToFrozenSet(),
        Rules = new[]
        {
            (SchemeRule.UniqueTransactionId, UniqueTransactionIds), (SchemeRule.AcceptanceTimeGiven, AcceptanceTimeRequired),
        }.Where(rule => rule.Item2).Select(rule => rule.Item1).ToFrozenSet(),
        Settlement = CutMinutes is null ? null : Timetable(CutMinutes),
        InstructAfterMs = InstructAfterMs,
        Notifications = new NotificationTerms { Bookings = Bookings, SettlementReports = SettlementReports },
        Exceptions = new ExceptionTerms
        {
            RecallReasons = RecallReasons.ToFrozenDictionary(),
            RecallAnswerWithinMs = RecallAnswerWithinMs,
            RecallRefusalReasons = RecallRefusals.ToFrozenSet(),
            RecallsLateAcceptances = RecallsLateAcceptances,
            ReturnReasons = ReturnReasons.ToFrozenSet(),
            PartialReturns = PartialReturns,
            ReturnWithinMs = ReturnWithinMs,
            AcceptedWithoutPosting = WithoutPosting,
            RequestsToPay = RequestsToPay,
        },
    };

    private static SchemeTerms WithExceptions(SchemeTerms terms, Random random) => terms with
    {
        UniqueTransactionIds = random.Next(4) != 0,
        AcceptanceTimeRequired = random.Next(2) == 0,
        RecallReasons = random.Next(5) == 0 ? [] : new() { ["DUPL"] = 2 * Days, ["FRAD"] = 6 * Days, ["TECH"] = 2 * Days },
        RecallsLateAcceptances = random.Next(2) == 0,
        ReturnReasons = random.Next(5) == 0 ? [] : ["AC04", "FOCR", "MD06"],
        PartialReturns = random.Next(3) != 0,
        ReturnWithinMs = random.Next(2) == 0 ? null : 4 * Days,
        WithoutPosting = random.Next(2) == 0 ? null : "ACWP",
        RequestsToPay = random.Next(4) != 0,
    };

    private static SettlementTimetable Timetable(int[] cutMinutes)
    {
        if (!BusinessCalendar.TryOf(ZoneRules.Utc, [DayOfWeek.Saturday, DayOfWeek.Sunday], [], TimeOnly.MinValue, out BusinessCalendar? calendar, out string? error)
            || !SettlementTimetable.TryOf(calendar, [.. cutMinutes.Select(minutes => new TimeOnly(minutes / 60, minutes % 60))], out SettlementTimetable? timetable, out error))
            throw new InvalidOperationException(error);
        return timetable;
    }
}

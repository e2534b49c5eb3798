using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Scenarios;

/// <content>Schemes that settle net in cycles.</content>
public static partial class TestProfiles
{
    /// <summary>Net in sterling, caps covered by what was brought in. Operators cut the cycles and have the settlement bank told.</summary>
    public static SchemeProfile NetByHand { get; } = NetWithAftermath with { Name = "test-net-by-hand", CapsArePrefunded = true };

    /// <summary>
    /// The same by a timetable: cuts at 11:00, 15:00 and 17:00 UTC from Monday to Friday, and the settlement bank is told
    /// 60 s after netting. The scenarios' clock starts on a Monday at 10:00.
    /// </summary>
    public static SchemeProfile NetByTimetable { get; } = NetByHand with
    {
        Name = "test-net-by-timetable",
        Settlement = Timetable(new TimeOnly(11, 0), new TimeOnly(15, 0), new TimeOnly(17, 0)),
        InstructAfterMs = 60_000,
    };

    /// <summary>Cuts at these times of UTC, from Monday to Friday.</summary>
    public static SettlementTimetable Timetable(params TimeOnly[] cuts)
    {
        DayOfWeek[] weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];
        if (!BusinessCalendar.TryOf(ZoneRules.Utc, weekend, [], TimeOnly.MinValue, out BusinessCalendar? calendar, out string? error)
            || !SettlementTimetable.TryOf(calendar, cuts, out SettlementTimetable? timetable, out error))
            throw new InvalidOperationException(error);
        return timetable;
    }
}

using System.Collections.Immutable;

namespace PaymentSwitch.Domain.Schemes;

/// <summary>What a scheme tells account owners about their money beside the outcomes of payments. All times are milliseconds.</summary>
public sealed record NotificationTerms
{
    /// <summary>What is told where a profile says nothing.</summary>
    public static NotificationTerms Default { get; } = new();

    /// <summary>Which bookings are told one by one (camt.054).</summary>
    public BookingNotices Bookings { get; init; } = BookingNotices.Others;

    /// <summary>Whether those who booked something in a settlement cycle are told what it comes to (camt.052), when it is netted and when it is settled.</summary>
    public bool SettlementReports { get; init; } = true;

    /// <summary>Whether each account owner gets balances and totals (camt.053) of each business day when it has ended.</summary>
    public bool Statements { get; init; }

    /// <summary>When account owners get the same (camt.052) of the business day so far: local times, ascending; empty for none.</summary>
    public ImmutableArray<TimeOnly> ReportTimes { get; init; } = [];

    /// <summary>The same every so often, counted from the beginning of the business day, in milliseconds; null for not.</summary>
    public long? ReportEveryMs { get; init; }

    /// <summary>Whether anything is told at a time of its own.</summary>
    public bool IsScheduled => Statements || ReportEveryMs is not null || !ReportTimes.IsEmpty;
}

/// <summary>Which bookings account owners are told one by one (camt.054).</summary>
public enum BookingNotices
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those that no message about a payment or a return tells.</summary>
    Others = 1,

    /// <summary>All: also each payment and each return, on both sides.</summary>
    All = 2,
}

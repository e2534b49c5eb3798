using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Reporting;

/// <summary>The time that a report is about.</summary>
/// <param name="FromMs">Its beginning, in Unix milliseconds.</param>
/// <param name="ToMs">Its end, in Unix milliseconds, not in it.</param>
internal readonly record struct ReportPeriod(long FromMs, long ToMs)
{
    /// <summary>
    /// What is asked for: a report (camt.052) is about the business day from its beginning until now, a statement (camt.053)
    /// about whole business days that are over, a notification (camt.054) about any of these.
    /// </summary>
    /// <param name="order">What is asked for; without a period, today, or for a statement the last day that is over.</param>
    /// <param name="scheme">The scheme, for its business days.</param>
    /// <param name="nowMs">Now, in Unix milliseconds.</param>
    /// <param name="period">The period.</param>
    /// <returns>Why it cannot be told; null where it can.</returns>
    public static string? TryOf(ReportOrder order, SchemeProfile scheme, long nowMs, out ReportPeriod period)
    {
        period = default;
        DateOnly today = BusinessDays.At(scheme, nowMs);
        DateOnly last = order.Kind == CashReportKind.Statement ? BusinessDays.Before(scheme, today) : today;
        DateOnly from = order.FromDay ?? last;
        DateOnly to = order.ToDay ?? last;
        if (from < BusinessDays.First) return $"Found a period from {from:yyyy-MM-dd}, expected a day from {BusinessDays.First:yyyy-MM-dd} on.";
        if (order.Kind == CashReportKind.Report && from != today)
            return $"Found a period from {from:yyyy-MM-dd}, expected today, {today:yyyy-MM-dd}: earlier days are told by a statement (camt.053).";
        if (from > last || to > last)
        {
            return order.Kind == CashReportKind.Statement
                ? $"Found a period from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, expected days up to {last:yyyy-MM-dd}, the last business day that is over."
                : $"Found a period from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, expected days up to today, {today:yyyy-MM-dd}.";
        }

        foreach (DateOnly day in (ReadOnlySpan<DateOnly>)[from, to])
            if (!BusinessDays.Is(scheme, day)) return $"Found {day:yyyy-MM-dd}, which is no business day of {scheme.Name}; what is booked on it belongs to the next one.";
        // What was booked in this very millisecond belongs to what is told until now.
        period = new ReportPeriod(BusinessDays.BeginMs(scheme, from), Math.Min(BusinessDays.EndMs(scheme, to), nowMs + 1));
        return null;
    }
}

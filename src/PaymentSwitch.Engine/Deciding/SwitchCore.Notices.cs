using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;
using CycleCell = PaymentSwitch.Engine.Deciding.EntityCell<PaymentSwitch.Domain.Settlement.SettlementCycle, PaymentSwitch.Domain.Settlement.CycleEvent>;

namespace PaymentSwitch.Engine.Deciding;

/// <content>What account owners are told of their money: single bookings, what a cycle comes to, statements and reports of a time.</content>
internal sealed partial class SwitchCore
{
    // The moment for which each scheme's alarm stands, so that it has one only.
    private readonly Dictionary<string, long> _statementAlarms = new(StringComparer.Ordinal);

    // Up to when it was looked at what is due. What a stored group may have issued is not after its time.
    private readonly Dictionary<string, long> _statementsUntilMs = new(StringComparer.Ordinal);
    private long _resumedFromMs;

    // Whether any scheme tells the bookings of payments: with none, a payment is not looked at for it.
    private bool _tellsPayments = schemes.Current.Any(TellsPayments);

    /// <summary>Asks an account for a booking that nobody else tells its owner of, and tells it.</summary>
    private AccountReply AskAndTell(AccountCell cell, AccountCommand command)
    {
        List<JournalEntry> entries = _pending.Group.Entries;
        int index = entries.Count;
        AccountReply reply = Ask(cell, command);
        if (index < entries.Count && IsNews((AccountEvent)entries[index].Event) && TellsBookings(cell.Account.Id.Currency))
            Deliver(cell.Account.Id.Participant, DeliveryKind.BookingNotification, index);
        return reply;
    }

    // Where prefunding has paid for a cycle nothing is booked, and the owner has to know all the same.
    private static bool IsNews(AccountEvent fact) => fact.Booking.AmountMinor != 0 || fact is AccountCycleSettled { Covered: true, NetMinor: not 0 };

    private bool TellsBookings(Currency currency) => Schemes.For(currency).Notifications.Bookings != BookingNotices.None;

    /// <summary>A payment has settled, or went back: where the scheme tells all bookings, both sides are told of theirs.</summary>
    private void TellBookings(PaymentEvent fact, Payment payment, int entryIndex)
    {
        PaymentReceived received = payment.Received!;
        if (!TellsPayments(Schemes.For(received.Transfer.Amount.Currency))) return;
        bool isReturn = fact is PaymentReturned;
        Deliver(isReturn ? received.Receiver!.Value : received.Sender, DeliveryKind.DebitNotification, entryIndex);
        Deliver(isReturn ? received.Sender : received.Receiver!.Value, DeliveryKind.CreditNotification, entryIndex);
    }

    private static bool TellsPayments(SchemeProfile profile) => profile.Notifications.Bookings == BookingNotices.All;

    private void TellPositions(CycleCell cell, CycleEvent fact)
    {
        if (!ProfileOf(cell).Notifications.SettlementReports || cell.State.DecideReport(fact) is not CycleReported report) return;
        int index = Keep(cell, report);
        foreach (ParticipantPosition position in report.Positions) Deliver(position.Participant, DeliveryKind.Report, index);
    }

    /// <summary>Issues what was due while the switch was down, and sets the alarms for what comes.</summary>
    private void ResumeStatements()
    {
        foreach (SchemeProfile profile in Schemes.Current) PassStatements(profile.Name);
    }

    /// <summary>Issues the statements and reports of a scheme that are due, each once.</summary>
    private void PassStatements(string scheme)
    {
        if (Schemes.Find(scheme) is not SchemeProfile profile) return;
        long sinceMs = _statementsUntilMs.GetValueOrDefault(scheme, _resumedFromMs);
        _statementsUntilMs[scheme] = _nowMs;
        if (StatementSchedule.NextMs(profile, _nowMs) is not long nextMs) return;
        foreach (ReportingDay day in StatementSchedule.DaysEnded(profile, sinceMs, _nowMs)) Issue(profile, StatementKind.EndOfDay, day);
        if (StatementSchedule.ReportDue(profile, sinceMs, _nowMs) is ReportingDay soFar) Issue(profile, StatementKind.Intraday, soFar);
        if (_statementAlarms.TryGetValue(scheme, out long setMs) && setMs == nextMs) return;
        _statementAlarms[scheme] = nextMs;
        _alarms.Set(EntityKey.OfScheme(scheme), nextMs);
    }

    private void Issue(SchemeProfile profile, StatementKind kind, in ReportingDay day)
    {
        var command = new IssueStatement(kind, day.Date, day.FromMs, day.ToMs);
        bool isTold = kind == StatementKind.Intraday || profile.Notifications.Statements;
        foreach (AccountCell cell in KnownAccounts.Where(cell => cell.Account.Id.Currency == profile.Currency && cell.Account.IsOpen).ToArray())
        {
            int index = _pending.Group.Entries.Count;
            Ask(cell, command);
            if (isTold && index < _pending.Group.Entries.Count) Deliver(cell.Account.Id.Participant, DeliveryKind.Report, index);
        }
    }
}

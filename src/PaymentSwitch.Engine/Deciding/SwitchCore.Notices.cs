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
    private bool _tellsPayments = schemes.Current.Any(AccountNews.TellsPayments);

    /// <summary>Asks an account for a booking that nobody else tells its owner of, and tells it.</summary>
    private ValueTask<AccountReply> AskAndTell(AccountCell cell, AccountCommand command) =>
        accountsElsewhere ? AskElsewhere(cell, command, tells: true) : new(AskAndTellHere(cell, command));

    private AccountReply AskAndTellHere(AccountCell cell, AccountCommand command)
    {
        List<JournalEntry> entries = _pending.Group.Entries;
        int index = entries.Count;
        AccountReply reply = Ask(cell, command);
        if (index < entries.Count && AccountNews.KindOf((AccountEvent)entries[index].Event, Schemes.For(cell.Account.Id.Currency)) is DeliveryKind kind)
            Deliver(cell.Account.Id.Participant, kind, index);
        return reply;
    }

    private bool TellsBookings(Currency currency) => Schemes.For(currency).Notifications.Bookings != BookingNotices.None;

    /// <summary>A payment has settled, or went back: where the scheme tells all bookings, both sides are told of theirs.</summary>
    private void TellBookings(PaymentEvent fact, Payment payment, int entryIndex)
    {
        PaymentReceived received = payment.Received!;
        if (!AccountNews.TellsPayments(Schemes.For(received.Transfer.Amount.Currency))) return;
        (ParticipantId debited, ParticipantId credited) = AccountNews.SidesOf(fact, payment);
        Deliver(debited, DeliveryKind.DebitNotification, entryIndex);
        Deliver(credited, DeliveryKind.CreditNotification, entryIndex);
    }

    private void TellPositions(CycleCell cell, CycleEvent fact)
    {
        if (!ProfileOf(cell).Notifications.SettlementReports || cell.State.DecideReport(fact) is not CycleReported report) return;
        int index = Keep(cell, report);
        foreach (ParticipantPosition position in report.Positions) Deliver(position.Participant, DeliveryKind.Report, index);
    }

    /// <summary>Issues what was due while the switch was down, and sets the alarms for what comes.</summary>
    private async ValueTask ResumeStatements()
    {
        foreach (SchemeProfile profile in Schemes.Current) await PassStatements(profile.Name).ConfigureAwait(false);
    }

    /// <summary>Issues the statements and reports of a scheme that are due, each once.</summary>
    private async ValueTask PassStatements(string scheme)
    {
        if (Schemes.Find(scheme) is not SchemeProfile profile) return;
        // What an account elsewhere was asked for before a crash it may not have heard, and what it has told is known here.
        bool isResuming = accountsElsewhere && !_statementsUntilMs.ContainsKey(scheme);
        long sinceMs = _statementsUntilMs.GetValueOrDefault(scheme, _resumedFromMs);
        _statementsUntilMs[scheme] = _nowMs;
        if (StatementSchedule.NextMs(profile, _nowMs) is not long nextMs) return;
        foreach (ReportingDay day in StatementSchedule.DaysEnded(profile, Since(StatementKind.EndOfDay), _nowMs)) await Issue(profile, StatementKind.EndOfDay, day, Told).ConfigureAwait(false);
        if (StatementSchedule.ReportDue(profile, Since(StatementKind.Intraday), _nowMs) is ReportingDay soFar) await Issue(profile, StatementKind.Intraday, soFar, Told).ConfigureAwait(false);
        if (_statementAlarms.TryGetValue(scheme, out long setMs) && setMs == nextMs) return;
        _statementAlarms[scheme] = nextMs;
        _alarms.Set(EntityKey.OfScheme(scheme), nextMs);

        long Told(AccountCell cell, StatementKind kind) => isResuming ? ToldUntil(cell.Account, kind, sinceMs) : sinceMs;

        long Since(StatementKind kind) => OpenIn(profile).Aggregate(sinceMs, (least, cell) => Math.Min(least, Told(cell, kind)));
    }

    // Up to where an account's owner was told: of one to whom nothing was told yet, from when it had something to be told.
    private static long ToldUntil(Account account, StatementKind kind, long otherwiseMs)
    {
        long lastMs = kind == StatementKind.EndOfDay ? account.LastStatementToMs : account.LastReportToMs;
        return lastMs > 0 ? lastMs : account.FirstBookedAtMs > 0 ? account.FirstBookedAtMs : otherwiseMs;
    }

    private IEnumerable<AccountCell> OpenIn(SchemeProfile profile) => KnownAccounts.Where(cell => cell.Account.Id.Currency == profile.Currency && cell.Account.IsOpen);

    private async ValueTask Issue(SchemeProfile profile, StatementKind kind, ReportingDay day, Func<AccountCell, StatementKind, long> toldUntil)
    {
        var command = new IssueStatement(kind, day.Date, day.FromMs, day.ToMs);
        bool isTold = kind == StatementKind.Intraday || profile.Notifications.Statements;
        await AskAll(OpenIn(profile).Where(cell => day.ToMs > toldUntil(cell, kind)), cell => isTold ? AskAndTell(cell, command) : AskAny(cell, command)).ConfigureAwait(false);
    }}

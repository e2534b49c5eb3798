using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using Serilog;
using Serilog.Events;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Logging;

/// <summary>
/// Hears what the engine does and says it in the log: each rejected or expired payment, settled ones at level Debug, and
/// a summary every ten seconds in which something happened.
/// </summary>
internal sealed class PaymentLog(ILogger log) : IEngineObserver, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private Timer? _timer;
    private long _settled;
    private long _rejected;
    private long _expired;
    private long _toldSoFar;
    private Func<(int InboxDepth, int OpenPayments)> _load = static () => default;

    /// <summary>Begins the summaries.</summary>
    /// <param name="load">How much waits and is open now.</param>
    public void Start(Func<(int InboxDepth, int OpenPayments)> load)
    {
        _load = load;
        _timer = new Timer(_ => Summarise(), null, Every, Every);
    }

    /// <inheritdoc/>
    public void Recovered(RecoveryReport report) => log.Information(
        "Recovered {FactCount} facts up to position {Position} in {ElapsedMs} ms, from the snapshot of position {SnapshotPosition}; {OpenPayments} payments open",
        report.FactCount, report.Position, (long)report.Took.TotalMilliseconds, report.SnapshotPosition, report.OpenPayments);

    /// <inheritdoc/>
    public void Committed(CommitGroup group)
    {
        foreach (JournalEntry entry in group.Entries)
        {
            switch (entry.Event)
            {
                case PaymentSettled:
                    Interlocked.Increment(ref _settled);
                    if (log.IsEnabled(LogEventLevel.Debug)) Of(entry).Debug("Payment settled, {Amount}", entry.After!.Received!.Transfer.Amount.ToString());
                    break;
                case PaymentRejected rejected:
                    Interlocked.Increment(ref _rejected);
                    Of(entry).Information("Payment rejected: {Code} {Reason}", rejected.Reasons[0].Code, rejected.Reasons[0].Text);
                    break;
                case PaymentExpired expired:
                    Interlocked.Increment(ref _expired);
                    Of(entry).Information("Payment expired: {Code} {Reason}", expired.Reason.Code, expired.Reason.Text);
                    break;
                case LateAnswerReceived late:
                    Of(entry).Warning("Late answer {AnswerStatus} from {Participant}", late.AnswerStatus, entry.After!.Received!.Receiver!.Value.Value);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void SnapshotTaken(long position, TimeSpan took, JournalException? error)
    {
        if (error is null) log.Information("Snapshot of position {Position} taken in {ElapsedMs} ms", position, (long)took.TotalMilliseconds);
        else log.Error(error, "Snapshot of position {Position} failed; the next start will take longer", position);
    }

    /// <inheritdoc/>
    public void Failed(Exception error) => log.Fatal(error, "The engine has failed; nothing is answered any more");

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Summarise()
    {
        long settled = Interlocked.Read(ref _settled), rejected = Interlocked.Read(ref _rejected), expired = Interlocked.Read(ref _expired);
        long all = settled + rejected + expired;
        if (all == _toldSoFar) return;
        (int inboxDepth, int openPayments) = _load();
        log.Information(
            "{PaymentsPerSecond:F0} payments/s; since start {Settled} settled, {Rejected} rejected, {Expired} expired; {OpenPayments} open, {InboxDepth} waiting",
            (all - _toldSoFar) / Every.TotalSeconds, settled, rejected, expired, openPayments, inboxDepth);
        _toldSoFar = all;
    }

    private ILogger Of(in JournalEntry entry)
    {
        ILogger about = log.ForContext("Uetr", entry.Entity.Payment.ToString());
        // A traceparent is version, trace id, span id and flags with hyphens between: the trace id is 32 digits from the fourth character on.
        return entry.After?.Received?.TraceParent is { Length: 55 } traceParent ? about.ForContext("Trace", traceParent[3..35]) : about;
    }
}

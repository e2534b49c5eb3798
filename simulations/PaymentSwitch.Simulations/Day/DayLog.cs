using System.Collections.Concurrent;
using System.Globalization;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Simulations.Day;

/// <summary>Follows the journal: says what matters as it becomes true, by the clock of London, and counts what has happened.</summary>
/// <param name="write">Takes each line.</param>
internal sealed class DayLog(Action<string> write) : IEngineObserver
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private bool _isDraining;
    private int _settled;
    private int _final;

    /// <summary>How many payments have settled between a cut and the settlement of that cycle.</summary>
    public int SettledWhileDraining { get; private set; }

    /// <summary>What the engine has failed with; null for nothing.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How often a fact of this type has been stored.</summary>
    public int CountOf<TFact>() => _counts.GetValueOrDefault(typeof(TFact).Name);

    /// <summary>Says something that the switch does not know.</summary>
    public void Say(DateTimeOffset at, string text) => write(string.Create(CultureInfo.InvariantCulture, $"  {at:HH:mm}  {text}"));

    /// <inheritdoc/>
    public void Committed(CommitGroup group)
    {
        foreach (JournalEntry entry in group.Entries)
        {
            _counts.AddOrUpdate(entry.Event.GetType().Name, 1, (_, count) => count + 1);
            if (entry.Event is CycleCut) _isDraining = true;
            if (entry.Event is CycleSettled) _isDraining = false;
            if (entry.Event is PaymentSettled) _settled++;
            if (entry.Event is PaymentSettled && _isDraining) SettledWhileDraining++;
            if (entry.Event is PaymentSettled or PaymentRejected or PaymentExpired) _final++;
            if (Text(entry) is string text) Say(DateTimeOffset.FromUnixTimeMilliseconds(TimeOf(entry)), text);
        }
    }

    /// <inheritdoc/>
    public void Recovered(RecoveryReport report)
    {
    }

    /// <inheritdoc/>
    public void SnapshotTaken(long position, TimeSpan took, JournalException? error)
    {
    }

    /// <inheritdoc/>
    public void Failed(Exception error) => Failure = error;

    /// <summary>An amount for people.</summary>
    public static string Money(long minor) => (minor / 100m).ToString("N2", CultureInfo.InvariantCulture);

    private static long TimeOf(JournalEntry entry) => entry.Event switch
    {
        CycleEvent e => e.AtMs,
        AccountEvent e => e.AtMs,
        ParticipantEvent e => e.AtMs,
        LiquidityEvent e => e.AtMs,
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Event, "This is not told."),
    };

    private string? Text(JournalEntry entry) => entry.Event switch
    {
        CycleCut => $"GBP cycle {entry.Entity.Cycle.Number} is cut; {_settled} of {_final} payments have settled so far",
        CycleNetted e => $"GBP cycle {entry.Entity.Cycle.Number} is drained and netted: {Money(e.Positions.Sum(one => Math.Max(0, one.NetMinor)))} move",
        CycleOpened { StartsDay: true } e => $"GBP business day {e.BusinessDate:yyyy-MM-dd} begins (admi.004)",
        InstructionFailed e => $"the settlement bank refuses an instruction: {e.ReasonCode}",
        InstructionReplaced { FromPrefunding: true } e => $"{e.By.Participant} owes {Money(-e.By.NetMinor)}: taken from its prefunding",
        CycleSettled => $"GBP cycle {entry.Entity.Cycle.Number} is settled",
        ParticipantStandingChanged e => $"{entry.Entity.Participant} is {e.Standing} now ({e.Act.By})",
        AgentsChangeScheduled e => $"directory: {e.Agents[^1].Name} is reached through {entry.Entity.Participant} from noon on",
        ParticipantAgentsChanged => "directory: the change is in force",
        LiquidityAlertRaised e => $"{entry.Entity.Account} has fallen to {Money(e.ValueMinor)} (camt.004)",
        LiquidityAlertCleared e => $"{entry.Entity.Account} has {Money(e.ValueMinor)} again",
        LiquidityReversed e => $"{e.Terms.Account}: {Money(e.Terms.AmountMinor)} come back, the settlement bank took none",
        _ => null,
    };
}

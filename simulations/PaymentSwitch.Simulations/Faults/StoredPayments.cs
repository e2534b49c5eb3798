using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>What the journal itself says of the payments in it, once a row is over.</summary>
internal static class StoredPayments
{
    /// <summary>Reads all of it: the chain must be whole, no payment settled twice or after its deadline by the switch's own clock.</summary>
    public static void Check(FaultStore store, FaultFindings findings)
    {
        if (store.Verify() is { IsGood: false } bad) findings.Expect(false, $"the journal is damaged: {bad.Problem}");
        var deadlines = new Dictionary<EntityKey, long>();
        var settled = new HashSet<EntityKey>();
        long clockMs = 0;
        using IJournal journal = store.OpenReadOnly();
        foreach (CommitGroup group in journal.Read(1))
        {
            findings.Expect(group.AtMs >= clockMs, $"the switch's clock went back at position {group.Position}");
            clockMs = group.AtMs;
            foreach (JournalEntry entry in group.Entries)
            {
                if (entry.Event is PaymentReceived received) deadlines[entry.Entity] = received.DeadlineMs;
                if (entry.Event is not PaymentSettled fact) continue;
                findings.Expect(settled.Add(entry.Entity), $"{entry.Entity} is stored as settled twice");
                findings.Expect(fact.AtMs < deadlines[entry.Entity], $"{entry.Entity} settled {fact.AtMs - deadlines[entry.Entity]} ms after its deadline");
            }
        }
    }
}

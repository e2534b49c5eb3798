using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Settlement cycles up to the settlement bank.</content>
internal sealed partial class ReferenceLedger
{
    public List<ReferenceCycle> Cycles { get; } = [];

    /// <summary>The cycle of a scheme that payments settle into now; one that there is not, for a scheme that has none.</summary>
    public CycleId OpenCycleOf(string scheme) => Cycles.Find(one => one.Id.Scheme == scheme && one.Status == CycleStatus.Open)?.Id ?? new CycleId(scheme, 0);

    /// <summary>What operators ask of a cycle.</summary>
    public CycleReply Command(CycleId id, CycleCommand command)
    {
        ReferenceCycle? cycle = Cycles.Find(one => one.Id == id);
        if (cycle is null) return CycleReply.Unknown;
        CycleReply reply = command switch
        {
            CutCycle => Cut(cycle),
            InstructCycle => Instruct(cycle),
            ConfirmInstruction c => Confirm(cycle, c.Instruction),
            FailInstruction c => Fail(cycle, c.Instruction, c.ReasonCode),
            AbortCycle => Abort(cycle),
            ReopenCycle => Reopen(cycle),
            _ => throw new MismatchException($"The reference knows no {command}."),
        };
        NetWhatIsDrained();
        return reply;
    }

    private long OpenCycleOf(SchemeTerms scheme) => Cycles.Find(one => one.Scheme == scheme && one.Status == CycleStatus.Open)?.Id.Number ?? 0;

    private void OpenCycle(SchemeTerms scheme, ReferenceCycle? before)
    {
        (DateOnly date, int ofDay, long cutMs) = scheme.CutMinutes is null ? (DateAt(NowMs), 1, 0) : NextCut(scheme.CutMinutes, Math.Max(NowMs, before?.PlannedCutMs ?? 0));
        if (scheme.CutMinutes is null && before?.BusinessDate == date) ofDay = before.OfDay + 1;
        var next = new ReferenceCycle(scheme, (before?.Id.Number ?? 0) + 1)
        {
            BusinessDate = date, OfDay = ofDay, PlannedCutMs = cutMs, StartsDay = before is not null && before.BusinessDate != date,
        };
        Cycles.Add(next);
        if (next.StartsDay) Broadcast(except: null, scheme.Currency);
    }

    private static (DateOnly Date, int OfDay, long AtMs) NextCut(int[] cutMinutes, long afterMs)
    {
        for (DateOnly date = DateAt(afterMs); ; date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            for (int i = 0; i < cutMinutes.Length; i++)
            {
                long atMs = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds() + (cutMinutes[i] * 60_000L);
                if (atMs > afterMs) return (date, i + 1, atMs);
            }
        }
    }

    private static DateOnly DateAt(long ms) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime);

    private CycleReply Cut(ReferenceCycle cycle)
    {
        if (cycle.Status != CycleStatus.Open) return CycleReply.NotOpen;
        cycle.Status = CycleStatus.Draining;
        cycle.CutAtMs = NowMs;
        OpenCycle(cycle.Scheme, cycle);
        return CycleReply.Done;
    }

    private void PassCycles()
    {
        foreach (ReferenceCycle cycle in Cycles.ToArray())
        {
            if (cycle.Status == CycleStatus.Open && cycle.PlannedCutMs > 0 && NowMs >= cycle.PlannedCutMs) Cut(cycle);
            else if (cycle.Status == CycleStatus.Netted && NowMs >= cycle.NettedAtMs + cycle.Scheme.InstructAfterMs) Instruct(cycle);
        }
    }

    /// <summary>Nets every cut cycle that waits for nothing any more: for no money that was set aside before its cut.</summary>
    private void NetWhatIsDrained()
    {
        foreach (ReferenceCycle cycle in Cycles.ToArray())
        {
            if (cycle.Status != CycleStatus.Draining) continue;
            bool waits = AccountsOf(cycle).Any(account => account.Holds.Values.Any(hold => hold.OpenCycle <= cycle.Id.Number));
            if (!waits) Net(cycle);
        }
    }

    private void Net(ReferenceCycle cycle)
    {
        cycle.Status = CycleStatus.Netted;
        cycle.NettedAtMs = NowMs;
        foreach (ReferenceAccount account in AccountsOf(cycle))
        {
            (long debitsMinor, long creditsMinor) = account.Positions.GetValueOrDefault(cycle.Id.Number);
            if ((debitsMinor, creditsMinor) == (0, 0)) continue;
            (long debits, long credits) = account.Counts[cycle.Id.Number];
            cycle.Positions.Add(new ParticipantPosition(account.Id.Participant, debitsMinor, creditsMinor) { DebitCount = debits, CreditCount = credits });
        }

        if (cycle.Positions.Sum(Net) != 0) throw new MismatchException($"The reference has cycle {cycle.Id} out of balance.");
        Report(cycle);
        if (cycle.Positions.All(position => Net(position) == 0)) Settle(cycle);
    }

    /// <summary>All who booked something in it are told what it comes to.</summary>
    private void Report(ReferenceCycle cycle)
    {
        if (!cycle.Scheme.SettlementReports) return;
        foreach (ParticipantPosition position in cycle.Positions) Tell(position.Participant, DeliveryKind.Report);
    }

    private CycleReply Instruct(ReferenceCycle cycle)
    {
        if (cycle.Status != CycleStatus.Netted)
        {
            return cycle.Status switch
            {
                CycleStatus.Open => CycleReply.StillOpen,
                CycleStatus.Draining => CycleReply.NotNetted,
                CycleStatus.Aborted => CycleReply.Aborted,
                CycleStatus.Settled => CycleReply.SettledAlready,
                _ => CycleReply.InstructedAlready,
            };
        }

        cycle.Status = CycleStatus.Instructed;
        cycle.Instructions = [.. cycle.Positions.Where(position => Net(position) != 0).Select(position => new ReferenceInstruction(position.Participant, Net(position)))];
        TellSettlementBank(DeliveryKind.SettlementInstruction);
        return CycleReply.Done;
    }

    private CycleReply Abort(ReferenceCycle cycle)
    {
        switch (cycle.Status)
        {
            case CycleStatus.Open:
                return CycleReply.StillOpen;
            case CycleStatus.Settled:
                return CycleReply.SettledAlready;
            case CycleStatus.Instructed or CycleStatus.Failed:
                return CycleReply.InstructedAlready;
            case CycleStatus.Aborted:
                return CycleReply.Done;
        }

        cycle.Status = CycleStatus.Aborted;
        Report(cycle);
        return CycleReply.Done;
    }

    private static CycleReply Reopen(ReferenceCycle cycle)
    {
        if (cycle.Status != CycleStatus.Aborted) return CycleReply.NotAborted;
        cycle.Status = CycleStatus.Draining;
        cycle.Positions = [];
        return CycleReply.Done;
    }

    private void TellSettlementBank(DeliveryKind kind)
    {
        if (SettlementBank is ParticipantId bank) Tell(bank, kind);
    }

    private IEnumerable<ReferenceAccount> AccountsOf(ReferenceCycle cycle) => Accounts.Values.Where(account => account.Id.Currency == cycle.Scheme.Currency);

    private static long Net(ParticipantPosition position) => position.CreditsMinor - position.DebitsMinor;
}

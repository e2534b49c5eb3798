using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Settlement;

/// <summary>Given facts of a settlement cycle, when a request, then facts, and a reply.</summary>
public sealed class SettlementCycleTests
{
    private static readonly CycleId Id = new("fps", 7);
    private static readonly Currency Sterling = Currency.Of("GBP");
    private static readonly OperatorAct Act = new("test");
    private static readonly ParticipantId Alpha = new("ALPHGB2LXXX");
    private static readonly ParticipantId Bravo = new("BRAVGB2LXXX");
    private static readonly ParticipantId Charlie = new("CHARGB2LXXX");
    private static readonly Uetr A1 = Uetr.Parse("00000000-0000-4000-8000-0000000000a1");
    private static readonly Uetr A2 = Uetr.Parse("00000000-0000-4000-8000-0000000000a2");
    private static readonly Uetr B1 = Uetr.Parse("00000000-0000-4000-8000-0000000000b1");
    private static readonly Uetr B2 = Uetr.Parse("00000000-0000-4000-8000-0000000000b2");
    private static readonly OpenCycle Opening = new(Sterling, new DateOnly(2026, 3, 2), 1, 500, StartsDay: true);
    private static readonly ParticipantPosition[] Owed = [new(Alpha, 900, 100), new(Bravo, 0, 800)];
    private static readonly ParticipantPosition[] Even = [new(Alpha, 900, 900), new(Bravo, 70, 70)];
    private static readonly ParticipantPosition[] Uneven = [new(Alpha, 900, 100), new(Bravo, 0, 801)];
    private static readonly ParticipantPosition[] Huge = [new(Alpha, 0, long.MaxValue), new(Bravo, 0, long.MaxValue), new(Charlie, 2, 0)];
    private static readonly SettlementInstruction[] Told = [new(A1, Alpha, -800), new(B1, Bravo, 800)];
    private static readonly SettlementInstruction Cover = new(A2, Alpha, -800, InstructionStatus.Covering);
    private static readonly SettlementInstruction Again = new(A2, Alpha, -800);

    private static readonly CycleEvent[] Open = [new CycleOpened(1, Sterling, new DateOnly(2026, 3, 2), 1, 500, true)];
    private static readonly CycleEvent[] Cut = [.. Open, new CycleCut(1, Act)];
    private static readonly CycleEvent[] Netted = [.. Cut, new CycleNetted(1, Owed)];
    private static readonly CycleEvent[] Instructed = [.. Netted, new CycleInstructed(1, Told, Act)];
    private static readonly CycleEvent[] HalfConfirmed = [.. Instructed, new InstructionConfirmed(1, A1, Act)];
    private static readonly CycleEvent[] Failed = [.. Instructed, new InstructionFailed(1, A1, "AM04", Act)];
    private static readonly CycleEvent[] BothFailed = [.. Failed, new InstructionFailed(1, B1, "AC04", Act)];
    private static readonly CycleEvent[] Covering = [.. Failed, new InstructionReplaced(1, A1, Cover, true, Act)];
    private static readonly CycleEvent[] Retried = [.. Failed, new InstructionReplaced(1, A1, Again, false, Act)];
    private static readonly CycleEvent[] Settled = [.. HalfConfirmed, new InstructionConfirmed(1, B1, Act), new CycleSettled(1)];
    private static readonly CycleEvent[] Aborted = [.. Netted, new CycleAborted(1, Act)];
    private static readonly CycleEvent[] Unbalanced = [.. Cut, new CycleFoundUnbalanced(1, Uneven)];

    public static TheoryData<string, CycleEvent[], CycleCommand, CycleReply, CycleEvent?, CycleEvent?> Cases => new()
    {
        // name, given, when, reply, then, then
        { "open", [], Opening, CycleReply.Done, new CycleOpened(2, Sterling, new DateOnly(2026, 3, 2), 1, 500, true), null },
        { "open again", Open, Opening, CycleReply.Done, null, null },
        { "open in another currency", Open, Opening with { Currency = Currency.Of("EUR") }, CycleReply.OtherCurrency, null, null },
        { "ask what is not open", [], new CutCycle(Act), CycleReply.Unknown, null, null },
        { "cut", Open, new CutCycle(Act), CycleReply.Done, new CycleCut(2, Act), null },
        { "cut again", Cut, new CutCycle(Act), CycleReply.NotOpen, null, null },
        { "net before the cut", Open, new NetCycle(Owed), CycleReply.StillOpen, null, null },
        { "net", Cut, new NetCycle([Owed[1], Owed[0]]), CycleReply.Done, new CycleNetted(2, Owed), null },
        { "net what is even", Cut, new NetCycle(Even), CycleReply.Done, new CycleNetted(2, Even), new CycleSettled(2) },
        { "net nothing", Cut, new NetCycle([]), CycleReply.Done, new CycleNetted(2, []), new CycleSettled(2) },
        { "net what does not add up", Cut, new NetCycle(Uneven), CycleReply.Unbalanced, new CycleFoundUnbalanced(2, Uneven), null },
        { "net what adds up in 64 bits only", Cut, new NetCycle(Huge), CycleReply.Unbalanced, new CycleFoundUnbalanced(2, Huge), null },
        { "net again", Netted, new NetCycle(Even), CycleReply.Done, null, null },
        { "net what is aborted", Aborted, new NetCycle(Owed), CycleReply.Aborted, null, null },
        { "instruct", Netted, new InstructCycle(Told, Act), CycleReply.Done, new CycleInstructed(2, Told, Act), null },
        { "instruct while it is open", Open, new InstructCycle(Told, Act), CycleReply.StillOpen, null, null },
        { "instruct while it drains", Cut, new InstructCycle(Told, Act), CycleReply.NotNetted, null, null },
        { "instruct twice", Instructed, new InstructCycle(Told, Act), CycleReply.InstructedAlready, null, null },
        { "instruct what has failed", Failed, new InstructCycle(Told, Act), CycleReply.InstructedAlready, null, null },
        { "instruct what is aborted", Aborted, new InstructCycle(Told, Act), CycleReply.Aborted, null, null },
        { "instruct what is settled", Settled, new InstructCycle(Told, Act), CycleReply.SettledAlready, null, null },
        { "instruct what does not add up", Unbalanced, new InstructCycle(Told, Act), CycleReply.Unbalanced, null, null },
        { "confirm one", Instructed, new ConfirmInstruction(A1, Act), CycleReply.Done, new InstructionConfirmed(2, A1, Act), null },
        { "confirm one again", HalfConfirmed, new ConfirmInstruction(A1, Act), CycleReply.Done, null, null },
        { "confirm the last", HalfConfirmed, new ConfirmInstruction(B1, Act), CycleReply.Done, new InstructionConfirmed(2, B1, Act), new CycleSettled(2) },
        { "confirm one of another cycle", Instructed, new ConfirmInstruction(B2, Act), CycleReply.NoSuchInstruction, null, null },
        { "confirm before it is told", Netted, new ConfirmInstruction(A1, Act), CycleReply.NoSuchInstruction, null, null },
        { "confirm what failed", Failed, new ConfirmInstruction(A1, Act), CycleReply.AnswerContradicts, null, null },
        { "confirm what was replaced", Retried, new ConfirmInstruction(A1, Act), CycleReply.AnswerContradicts, null, null },
        { "confirm when settled", Settled, new ConfirmInstruction(A1, Act), CycleReply.SettledAlready, null, null },
        { "confirm the others where one failed", Failed, new ConfirmInstruction(B1, Act), CycleReply.Done, new InstructionConfirmed(2, B1, Act), null },
        { "fail", Instructed, new FailInstruction(A1, "AM04", Act), CycleReply.Done, new InstructionFailed(2, A1, "AM04", Act), null },
        { "fail again", Failed, new FailInstruction(A1, "AM04", Act), CycleReply.Done, null, null },
        { "fail again what was replaced", Covering, new FailInstruction(A1, "AM04", Act), CycleReply.Done, null, null },
        { "fail what was confirmed", HalfConfirmed, new FailInstruction(A1, "AM04", Act), CycleReply.AnswerContradicts, null, null },
        { "fail when settled", Settled, new FailInstruction(A1, "AM04", Act), CycleReply.SettledAlready, null, null },
        { "fail one of another cycle", Instructed, new FailInstruction(B2, "AM04", Act), CycleReply.NoSuchInstruction, null, null },
        { "fail a cover", Covering, new FailInstruction(A2, "AM04", Act), CycleReply.Done, new InstructionFailed(2, A2, "AM04", Act), null },
        { "cover", Failed, new ReplaceInstruction(A1, A2, true, 800, Act), CycleReply.Done, new InstructionReplaced(2, A1, Cover, true, Act), null },
        { "cover from too little", Failed, new ReplaceInstruction(A1, A2, true, 799, Act), CycleReply.NotCovered, null, null },
        { "try again", Failed, new ReplaceInstruction(A1, A2, false, 0, Act), CycleReply.Done, new InstructionReplaced(2, A1, Again, false, Act), null },
        { "cover a creditor", BothFailed, new ReplaceInstruction(B1, B2, true, 9_000, Act), CycleReply.NotCovered, null, null },
        { "try a creditor again", BothFailed, new ReplaceInstruction(B1, B2, false, 0, Act), CycleReply.Done, new InstructionReplaced(2, B1, new(B2, Bravo, 800), false, Act), null },
        { "replace what has not failed", Instructed, new ReplaceInstruction(A1, A2, false, 0, Act), CycleReply.NoSuchInstruction, null, null },
        { "replace twice", Covering, new ReplaceInstruction(A1, A2, false, 0, Act), CycleReply.NoSuchInstruction, null, null },
        { "confirm the cover, the last", [.. Covering, new InstructionConfirmed(1, B1, Act)], new ConfirmInstruction(A2, Act), CycleReply.Done, new InstructionConfirmed(2, A2, Act), new CycleSettled(2) },
        { "abort while it is open", Open, new AbortCycle(Act), CycleReply.StillOpen, null, null },
        { "abort while it drains", Cut, new AbortCycle(Act), CycleReply.Done, new CycleAborted(2, Act), null },
        { "abort when netted", Netted, new AbortCycle(Act), CycleReply.Done, new CycleAborted(2, Act), null },
        { "abort what does not add up", Unbalanced, new AbortCycle(Act), CycleReply.Done, new CycleAborted(2, Act), null },
        { "abort again", Aborted, new AbortCycle(Act), CycleReply.Done, null, null },
        { "abort after instruction", Instructed, new AbortCycle(Act), CycleReply.InstructedAlready, null, null },
        { "abort what has failed", Failed, new AbortCycle(Act), CycleReply.InstructedAlready, null, null },
        { "abort what is settled", Settled, new AbortCycle(Act), CycleReply.SettledAlready, null, null },
        { "re-open", Aborted, new ReopenCycle(Act), CycleReply.Done, new CycleReopened(2, Act), null },
        { "re-open what is not aborted", Netted, new ReopenCycle(Act), CycleReply.NotAborted, null, null },
        { "net what was re-opened", [.. Aborted, new CycleReopened(1, Act)], new NetCycle(Owed), CycleReply.Done, new CycleNetted(2, Owed), null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, CycleEvent[] given, CycleCommand when, CycleReply reply, CycleEvent? then, CycleEvent? thenAlso)
    {
        SettlementCycle cycle = Of(given);

        CycleDecision decision = cycle.Decide(when, nowMs: 2);

        Assert.Equal($"{name}: {reply} {Shown.Of(then)} {Shown.Of(thenAlso)}", $"{name}: {decision.Reply} {Shown.Of(decision.First)} {Shown.Of(decision.Second)}");
        if (decision.First is not null) cycle = cycle.Evolve(decision.First);
        if (decision.Second is not null) cycle = cycle.Evolve(decision.Second);
        CycleDecision again = cycle.Decide(when, nowMs: 3);
        Assert.True(again is { First: null, Second: null }, $"{name}: asked again it says {Shown.Of(again.First)}");
    }

    public static TheoryData<string, CycleEvent[], CycleStatus> Statuses => new()
    {
        { "nothing", [], CycleStatus.Unknown },
        { "open", Open, CycleStatus.Open },
        { "cut", Cut, CycleStatus.Draining },
        { "netted", Netted, CycleStatus.Netted },
        { "instructed", Instructed, CycleStatus.Instructed },
        { "half confirmed", HalfConfirmed, CycleStatus.Instructed },
        { "failed", Failed, CycleStatus.Failed },
        { "another confirmed", [.. Failed, new InstructionConfirmed(1, B1, Act)], CycleStatus.Failed },
        { "covering", Covering, CycleStatus.Instructed },
        { "one of two replaced", [.. BothFailed, new InstructionReplaced(1, A1, Cover, true, Act)], CycleStatus.Failed },
        { "settled", Settled, CycleStatus.Settled },
        { "aborted", Aborted, CycleStatus.Aborted },
        { "re-opened", [.. Aborted, new CycleReopened(1, Act)], CycleStatus.Draining },
        { "unbalanced", Unbalanced, CycleStatus.Unbalanced },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Stands(string name, CycleEvent[] given, CycleStatus status) => Assert.True(status == Of(given).Status, $"{name}: {Of(given).Status}");

    [Fact]
    public void An_unknown_fact_stops_the_replay() =>
        Assert.Throws<InvalidOperationException>(() => SettlementCycle.Unknown(Id).Evolve(new FactOfTomorrow(1)));

    private static SettlementCycle Of(IEnumerable<CycleEvent> facts) => facts.Aggregate(SettlementCycle.Unknown(Id), (cycle, fact) => cycle.Evolve(fact));

    private sealed record FactOfTomorrow(long AtMs) : CycleEvent(AtMs);
}

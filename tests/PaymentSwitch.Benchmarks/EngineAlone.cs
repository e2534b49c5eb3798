using System.Diagnostics;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Benchmarks;

/// <summary>All decisions of whole lifecycles on one thread: no journal, no XML, no queue. What the entities and the single writer cost.</summary>
internal static class EngineAlone
{
    private const int PaymentsPerRound = 200_000;
    private const int PaymentsPerGroup = 250;

    public static Figures Measure(bool hot, int rounds)
    {
        var core = new SwitchCore(SchemeCatalogue.Of([Instructions.Profile]), new EngineLimits());
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        core.Resume(nowMs).Now();
        foreach (ParticipantId bank in Instructions.Banks)
        {
            core.CommandParticipant(bank, Instructions.Enrolment(bank)).Now();
            core.Command(Instructions.AccountOf(bank), new SetAccountTerms(Instructions.Profile.SettlementModel, Cap.Unlimited, new OperatorAct("benchmark"))).Now();
            core.Command(Instructions.AccountOf(bank), new FundAccount(Instructions.OpeningMinor, "opening", new OperatorAct("benchmark"))).Now();
        }

        core.TakePending();
        var perSecond = new List<double>();
        long bytes = 0;
        for (int round = -1; round < rounds; round++)
        {
            (SubmitPayment Submit, AnswerPayment Answer)[] batch =
                Instructions.Batch((round + 1L) * PaymentsPerRound, PaymentsPerRound, nowMs, hot);
            GC.Collect();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long began = Stopwatch.GetTimestamp();
            for (int from = 0; from < batch.Length; from += PaymentsPerGroup)
            {
                for (int i = from; i < from + PaymentsPerGroup; i++) Submit(core, batch[i].Submit);
                core.TakePending();
                for (int i = from; i < from + PaymentsPerGroup; i++) Answer(core, batch[i].Answer);
                core.TakePending();
            }

            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (round < 0) continue;
            perSecond.Add(PaymentsPerRound / seconds);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / PaymentsPerRound;
        }

        return new Figures(Median(perSecond), bytes);
    }

    private static void Submit(SwitchCore core, SubmitPayment command)
    {
        long hash = TransactionIdentity.HashOf(Instructions.Profile, command.Sender, command.Transfer.TransactionId);
        PaymentCell cell = core.Find(command.Transfer.Uetr, create: true, out _)!;
        core.Submit(cell, command, hash);
        if (cell.Payment.Status != PaymentStatus.Reserved) throw new InvalidOperationException($"A payment was not forwarded: {cell.Payment.Reasons[0].Code}.");
    }

    private static void Answer(SwitchCore core, AnswerPayment command)
    {
        PaymentCell cell = core.Find(command.Uetr, create: false, out _)!;
        core.Answer(cell, command);
        if (!cell.Payment.IsClosed) throw new InvalidOperationException("A payment was not settled.");
    }

    public static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}

/// <summary>What was measured.</summary>
/// <param name="PaymentsPerSecond">Payments that reached their final state, per second; the median of the rounds.</param>
/// <param name="AllocatedBytesPerPayment">Bytes allocated per payment.</param>
internal sealed record Figures(double PaymentsPerSecond, long AllocatedBytesPerPayment);

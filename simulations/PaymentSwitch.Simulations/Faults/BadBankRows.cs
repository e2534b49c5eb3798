using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// One bank is bad while three others go on paying each other, and it. First everybody is good for as long: that gives the
/// latency that the others' is held against.
/// </summary>
internal static class BadBankRows
{
    private const string Others = "the others' payments end as they would without it; their p99 beside that before";
    private static readonly (string Bic, string Token) Bad = SandboxBanks.Known[^1];

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("dead-bank", "a bank neither reads nor answers", Others, (settings, findings) =>
            RunAsync(settings, findings, Behaviour.Silence, isSilent: true, (_, _) => Task.CompletedTask)),
        new("stalling-bank", "a bank opens connections, asks, and reads no answer; sends halves of requests", Others, (settings, findings) =>
            RunAsync(settings, findings, Behaviour.Silence, isSilent: true, (faulted, stop) => StallAsync(faulted, findings, stop))),
        new("lying-bank", "a bank contradicts itself, answers for others, repeats itself, sends nonsense", Others, (settings, findings) =>
            RunAsync(settings, findings, Behaviour.Contradict, isSilent: false, (faulted, stop) => LyingBank.RunAsync(faulted, Bad, settings.Seed, findings, stop))),
    ];

    private static async Task RunAsync(
        FaultSettings settings, FaultFindings findings, Behaviour ofBad, bool isSilent, Func<FaultedSwitch, CancellationToken, Task> misbehave)
    {
        Behaviour now = Behaviour.Accept;
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(
            settings, change: launch => launch with { Settings = ["--Serilog:MinimumLevel:Default=Warning"] }, make: random => FaultPayments.WithLast(random, now));
        // The program is slow until it is compiled.
        await Task.Delay(settings.BankPhase / 2);
        long goodFrom = Stopwatch.GetTimestamp();
        await Task.Delay(settings.BankPhase);
        now = ofBad;
        long badFrom = Stopwatch.GetTimestamp();
        // What it was sent while it was good it may still answer.
        await Task.Delay(300);
        if (isSilent) await faulted.Banks.SilenceAsync(Bad.Bic);
        using var stop = new CancellationTokenSource(settings.BankPhase);
        await misbehave(faulted, stop.Token);
        await Task.Delay(settings.BankPhase - Stopwatch.GetElapsedTime(badFrom) is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        long badTo = Stopwatch.GetTimestamp();
        // Payments to it may end as nobody can foresee, within the rules; those among the others may not.
        await faulted.FinishAsync(findings, (payment, reason) => payment.CreditorBic == Bad.Bic && reason is "AB05");
        PaymentRecord[] toBad = [.. Between(faulted, badFrom, badTo).Where(payment => payment.CreditorBic == Bad.Bic)];
        findings.Count("payments to it", toBad.Length);
        Compare(findings, Between(faulted, goodFrom, badFrom), Between(faulted, badFrom, badTo));
    }

    private static async Task StallAsync(FaultedSwitch faulted, FaultFindings findings, CancellationToken stop)
    {
        using var stalling = new StallingBank(faulted.Address, Bad.Token);
        while (!stop.IsCancellationRequested)
        {
            await stalling.StallAsync();
            await Task.Delay(50, CancellationToken.None);
        }

        findings.Count("connections that stall", stalling.Connections);
    }

    private static IEnumerable<PaymentRecord> Between(FaultedSwitch faulted, long from, long to) =>
        faulted.Banks.Banks.Payments.Values.Where(payment => payment.IntendedAt >= from && payment.IntendedAt < to);

    private static void Compare(FaultFindings findings, IEnumerable<PaymentRecord> before, IEnumerable<PaymentRecord> during)
    {
        (double p50Before, double p99Before, int countBefore) = Latency(before);
        (double p50, double p99, int count) = Latency(during);
        findings.Expect(countBefore > 0 && count > 0, "the others made no payments");
        findings.Note($"the others' payments: p50 {p50Before:F1} ms, p99 {p99Before:F1} ms before ({countBefore}); p50 {p50:F1} ms, p99 {p99:F1} ms beside it ({count}): {p99 / p99Before:F2} times");
    }

    private static (double P50, double P99, int Count) Latency(IEnumerable<PaymentRecord> payments)
    {
        double[] latencies = [.. payments.Where(payment => payment.CreditorBic != Bad.Bic && payment.IsFinal).Select(payment => payment.LatencyMs).Order()];
        return latencies.Length == 0 ? (0, 0, 0) : (latencies[latencies.Length / 2], latencies[(int)(0.99 * (latencies.Length - 1))], latencies.Length);
    }
}

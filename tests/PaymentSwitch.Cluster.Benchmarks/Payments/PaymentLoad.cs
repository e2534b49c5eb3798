using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Cluster.Benchmarks.Payments;

/// <summary>Submits payments to a switch and answers them.</summary>
/// <param name="target">The switch.</param>
/// <param name="hot">Which side of every payment one bank is on.</param>
internal sealed class PaymentLoad(IOperatedSwitch target, HotBank hot)
{
    private readonly ConcurrentBag<(double SubmitMs, double SettledMs)> _took = [];
    private readonly ConcurrentDictionary<string, int> _errors = new();

    /// <summary>Callers that make their next request when the last one was replied to.</summary>
    /// <param name="clients">How many callers.</param>
    /// <param name="duration">For how long they begin payments.</param>
    public async Task<LoadRound> ClosedAsync(int clients, TimeSpan duration)
    {
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < duration) await PayAsync(Stopwatch.GetTimestamp());
        })));
        return TakeRound(began);
    }

    /// <summary>Payments that are sent when they are due, whether replies come or not: a reply that is late holds up none, and counts from when the payment was due.</summary>
    /// <param name="ratePerSecond">How many a second.</param>
    /// <param name="duration">For how long.</param>
    public async Task<LoadRound> OpenAsync(int ratePerSecond, TimeSpan duration)
    {
        long began = Stopwatch.GetTimestamp();
        var underWay = new List<Task>();
        var sender = new Thread(() =>
        {
            for (long n = 0; n < ratePerSecond * duration.TotalSeconds; n++)
            {
                long due = began + (n * Stopwatch.Frequency / ratePerSecond);
                while (Stopwatch.GetTimestamp() < due) Thread.Sleep(1);
                underWay.Add(Task.Run(() => PayAsync(due)));
            }
        });
        sender.Start();
        await Task.Run(sender.Join);
        await Task.WhenAll(underWay);
        return TakeRound(began);
    }

    private async Task PayAsync(long due)
    {
        (SubmitPayment submit, AnswerPayment answer) = Banks.NewPayment(hot);
        try
        {
            SubmitResult submitted = await target.SubmitAsync(submit, awaitFinal: false);
            double submitMs = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
            if (submitted.Payment?.Status != PaymentStatus.Reserved)
            {
                Count($"not forwarded: {submitted.Admission}, {submitted.Reply}, {submitted.Payment?.Status}");
                return;
            }

            PaymentResult answered = await target.AnswerAsync(answer);
            if (answered.Payment?.Status == PaymentStatus.Settled) _took.Add((submitMs, Stopwatch.GetElapsedTime(due).TotalMilliseconds));
            else Count($"not settled: {answered.Admission}, {answered.Reply}, {answered.Payment?.Status}");
        }
        catch (TimeoutException)
        {
            Count("no reply in time");
        }
    }

    private void Count(string error) => _errors.AddOrUpdate(error, 1, (_, count) => count + 1);

    private LoadRound TakeRound(long began)
    {
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (double SubmitMs, double SettledMs)[] took = [.. _took];
        string errors = string.Join(", ", _errors.Select(error => $"{error.Value} x {error.Key}"));
        _took.Clear();
        _errors.Clear();
        return new LoadRound(took.Length, seconds, [.. took.Select(one => one.SubmitMs)], [.. took.Select(one => one.SettledMs)], errors);
    }
}

/// <summary>What a round has brought.</summary>
/// <param name="Payments">How many payments settled.</param>
/// <param name="Seconds">In what time, the last ones under way included.</param>
/// <param name="SubmitMs">Of each, how long until it was known that it was forwarded, in ms.</param>
/// <param name="SettledMs">Of each, how long until it was known that it was settled, in ms.</param>
/// <param name="Errors">What went otherwise; empty for nothing.</param>
internal sealed record LoadRound(int Payments, double Seconds, double[] SubmitMs, double[] SettledMs, string Errors)
{
    /// <summary>Payments a second.</summary>
    public double PerSecond => Payments / Seconds;
}

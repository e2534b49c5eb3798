using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using Spectre.Console;

namespace PaymentSwitch.Simulations.Demo;

/// <summary>Says every second how it goes: one line that is written over on a terminal, a line each time elsewhere.</summary>
internal sealed class DemoProgress : IAsyncDisposable
{
    private readonly SandboxBanks _banks;
    private readonly int _count;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _telling;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly bool _overwrites = AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;

    public DemoProgress(SandboxBanks banks, int count)
    {
        _banks = banks;
        _count = count;
        _telling = Task.Run(TellAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Tell(await _telling);
        if (_overwrites) Console.WriteLine();
        _stop.Dispose();
    }

    private async Task<int> TellAsync()
    {
        int before = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(1000, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            before = Tell(before);
        }

        return before;
    }

    private int Tell(int before)
    {
        PaymentRecord[] final = [.. _banks.Payments.Values.Where(payment => payment.IsFinal)];
        int settled = final.Count(payment => payment.HeardByDebtor[0].Status != "RJCT");
        double[] latencies = [.. final.Where(payment => payment.HeardByDebtor[0].Status != "RJCT").Select(payment => payment.LatencyMs).Order()];
        string median = latencies.Length == 0 ? "-" : $"{latencies[latencies.Length / 2]:F1} ms";
        string line = $"  {Stopwatch.GetElapsedTime(_began).TotalSeconds,4:F0} s  {_banks.Payments.Count,6} of {_count} sent  {final.Length - before,5}/s"
            + $"  {settled,6} settled  {final.Length - settled,5} rejected  {_banks.Payments.Count - final.Length,5} open  median {median}";
        if (_overwrites) Console.Write($"\r{line}   ");
        else Console.WriteLine(line);
        return final.Length;
    }
}

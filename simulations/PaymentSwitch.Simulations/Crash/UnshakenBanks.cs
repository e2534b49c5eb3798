using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Demo;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Crash;

/// <summary>
/// Banks that pay each other whatever happens to the switch: they send again what was not acknowledged and read on in their
/// mailboxes. At the end they say whether every promise was kept.
/// </summary>
internal sealed class UnshakenBanks : IDisposable
{
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(40);
    private readonly CancellationTokenSource _stopSending = new();
    private readonly CancellationTokenSource _stopLiving = new();
    private readonly Task _living;
    private readonly Task _sending;

    /// <summary>Begins to send.</summary>
    /// <param name="address">Where the switch listens, whenever it does.</param>
    /// <param name="random">Where the payments come from.</param>
    /// <param name="paymentsPerSecond">How many are sent per second.</param>
    /// <param name="other">Where it listens when it does not there; null for nowhere else.</param>
    public UnshakenBanks(Uri address, Random random, int paymentsPerSecond, Uri? other = null)
    {
        Banks = new SandboxBanks(address, saveFolder: null, other);
        _living = Task.WhenAll(Banks.Banks.Select(bank => Task.Run(() => bank.LiveAsync(_stopLiving.Token))));
        _sending = Task.Run(() => SendAsync(random, paymentsPerSecond));
    }

    /// <summary>The banks.</summary>
    public SandboxBanks Banks { get; }

    /// <summary>Stops sending, waits for all outcomes and compares. The switch must be there again.</summary>
    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> FinishAsync()
    {
        await _stopSending.CancelAsync();
        await _sending;
        await Banks.SettleDownAsync(SettleWithin);
        await _stopLiving.CancelAsync();
        await _living;
        foreach (SimulatedBank bank in Banks.Banks) await bank.ReadAgainAsync();
        IReadOnlyList<PromiseResult> promises = Promises.Check(
            [.. Banks.Payments.Values], await Banks.CompareAsync(), [.. Banks.Banks.SelectMany(bank => bank.Findings)], interrupted: true);
        int settled = Banks.Payments.Values.Count(payment => payment.HeardByDebtor is [{ Status: not "RJCT" }, ..]);
        Console.WriteLine();
        Console.WriteLine($"{Banks.Payments.Count} payments, {settled} settled");
        DemoReport.PrintPromises(promises);
        return promises.All(promise => promise.IsKept);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Banks.Dispose();
        _stopSending.Dispose();
        _stopLiving.Dispose();
    }

    private async Task SendAsync(Random random, int paymentsPerSecond)
    {
        string[] bics = [.. Banks.Banks.Select(bank => bank.Bic)];
        var sending = new List<Task>();
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; !_stopSending.IsCancellationRequested; i++)
        {
            PaymentRecord payment = PaymentPlan.Make(1, random, bics, mixed: false).Single();
            TimeSpan wait = TimeSpan.FromSeconds((double)i / paymentsPerSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.FromMilliseconds(2)) await Task.Delay(wait, CancellationToken.None);
            payment.IntendedAt = Stopwatch.GetTimestamp();
            string message = BankMessages.CreditTransfer(payment, new Random(random.Next()), DateTimeOffset.UtcNow);
            Banks.Payments[payment.Uetr] = payment;
            sending.Add(Task.Run(() => Banks.Of(payment.Debtor).SendAsync(payment, message), CancellationToken.None));
        }

        await Task.WhenAll(sending);
    }
}

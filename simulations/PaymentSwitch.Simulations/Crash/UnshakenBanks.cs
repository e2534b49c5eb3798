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
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Living)> _living = [];
    private readonly Func<Random, PaymentRecord> _make;
    private readonly Task _sending;
    private bool _isPaused;

    /// <summary>Begins to send.</summary>
    /// <param name="address">Where the switch listens, whenever it does.</param>
    /// <param name="random">Where the payments come from.</param>
    /// <param name="paymentsPerSecond">How many are sent per second.</param>
    /// <param name="make">Makes a payment; null for payments among all banks, of which a few are rejected or met with silence.</param>
    /// <param name="others">Where it listens too, or when it does not there; null for nowhere else.</param>
    /// <param name="timeout">How long a request is waited for; null for longer than any answer takes.</param>
    public UnshakenBanks(
        Uri address, Random random, int paymentsPerSecond, Func<Random, PaymentRecord>? make = null, IReadOnlyList<Uri>? others = null, TimeSpan? timeout = null)
    {
        Banks = new SandboxBanks(address, saveFolder: null, others, timeout);
        string[] bics = [.. Banks.Banks.Select(bank => bank.Bic)];
        _make = make ?? (source => PaymentPlan.Make(1, source, bics, mixed: false).Single());
        foreach (string bic in bics) Revive(bic);
        _sending = Task.Run(() => SendAsync(random, paymentsPerSecond));
    }

    /// <summary>The banks.</summary>
    public SandboxBanks Banks { get; }

    /// <summary>Whether no new payments are made; those that were are sent and answered all the same.</summary>
    public bool IsPaused
    {
        get => Volatile.Read(ref _isPaused);
        set => Volatile.Write(ref _isPaused, value);
    }

    /// <summary>How many payments were acknowledged, and how many outcomes the banks have heard.</summary>
    public (int Acknowledged, int Heard) Told => (
        Banks.Payments.Values.Count(payment => payment.IsAcknowledged),
        Banks.Payments.Values.Sum(payment => payment.HeardByDebtor.Count + payment.HeardByCreditor.Count));

    /// <summary>A bank no longer reads its mailbox.</summary>
    public async Task SilenceAsync(string bic)
    {
        (CancellationTokenSource stop, Task living) = _living[bic];
        _living.Remove(bic);
        await stop.CancelAsync();
        await living;
        stop.Dispose();
    }

    /// <summary>A bank reads its mailbox again, from where it was.</summary>
    public void Revive(string bic)
    {
        if (_living.ContainsKey(bic)) return;
        var stop = new CancellationTokenSource();
        SimulatedBank bank = Banks.Of(bic);
        _living[bic] = (stop, Task.Run(() => bank.LiveAsync(stop.Token)));
    }

    /// <summary>Stops sending, waits for all outcomes, compares, and prints what came of it. The switch must be there again.</summary>
    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> FinishAsync()
    {
        IReadOnlyList<PromiseResult> promises = await CheckAsync((_, reason) => reason is "AB05" or "TM01");
        int settled = Banks.Payments.Values.Count(payment => payment.HeardByDebtor is [{ Status: not "RJCT" }, ..]);
        Console.WriteLine();
        Console.WriteLine($"{Banks.Payments.Count} payments, {settled} settled");
        DemoReport.PrintPromises(promises);
        return promises.All(promise => promise.IsKept);
    }

    /// <summary>Stops sending, waits for all outcomes, and until nothing is reserved and everything that was brought in stands on accounts again, or time is up.</summary>
    public async Task ComeToRestAsync(TimeSpan atMost)
    {
        foreach (SimulatedBank bank in Banks.Banks) Revive(bank.Bic);
        await _stopSending.CancelAsync();
        await _sending;
        await Banks.SettleDownAsync(SettleWithin);
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < atMost; await Task.Delay(200))
        {
            IReadOnlyList<BankAccounts> accounts = await Banks.CompareAsync();
            if (accounts.All(account => account.ReservedMinor == 0) && accounts.Sum(account => account.BalanceMinor) == accounts.Sum(account => account.Book.OpeningMinor)) return;
        }
    }

    /// <summary>Stops sending, waits for all outcomes and compares. The switch must be there again.</summary>
    /// <param name="mayBeRejected">Whether this payment may have been rejected for this reason, whatever the banks did with it.</param>
    public async Task<IReadOnlyList<PromiseResult>> CheckAsync(Func<PaymentRecord, string?, bool> mayBeRejected)
    {
        foreach (SimulatedBank bank in Banks.Banks) Revive(bank.Bic);
        await _stopSending.CancelAsync();
        await _sending;
        await Banks.SettleDownAsync(SettleWithin);
        foreach (SimulatedBank bank in Banks.Banks) await SilenceAsync(bank.Bic);
        foreach (SimulatedBank bank in Banks.Banks) await bank.ReadAgainAsync();
        return Promises.Check(
            [.. Banks.Payments.Values], await Banks.CompareAsync(), [.. Banks.Banks.SelectMany(bank => bank.Findings)], mayBeRejected);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Banks.Dispose();
        // Where it did not come to the end, the loops have to.
        _stopSending.Cancel();
        foreach ((CancellationTokenSource stop, _) in _living.Values) stop.Cancel();
        _stopSending.Dispose();
    }

    private async Task SendAsync(Random random, int paymentsPerSecond)
    {
        var sending = new List<Task>();
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; !_stopSending.IsCancellationRequested; i++)
        {
            if (IsPaused)
            {
                while (IsPaused && !_stopSending.IsCancellationRequested) await Task.Delay(5, CancellationToken.None);
                began = Stopwatch.GetTimestamp() - (long)((double)i / paymentsPerSecond * Stopwatch.Frequency);
            }

            PaymentRecord payment = _make(random);
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

using System.Diagnostics;
using System.Net;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Demo;

/// <summary>
/// The main job, shown: the switch as a process, four banks over HTTP, payments of every kind, and at the end what was
/// promised and what was kept, from the banks' side.
/// </summary>
internal static class DemoRun
{
    /// <summary>Over how long the payments are spread: long enough to watch, short enough to wait for.</summary>
    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(15);

    /// <summary>Silence ends 7 seconds after acceptance; the rest is for a slow machine.</summary>
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan StaleBy = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="count">How many payments.</param>
    /// <param name="seed">Where everything comes from.</param>
    /// <param name="saveFolder">Where every message is kept; null for nowhere.</param>
    /// <returns>The exit code: 0 where every promise was kept.</returns>
    public static async Task<int> RunAsync(int count, int seed, string? saveFolder)
    {
        string dataFolder = Directory.CreateTempSubdirectory("paymentswitch-demo-").FullName;
        Console.WriteLine($"Starting the switch on {dataFolder} …");
        await using SwitchProcess running = await SwitchProcess.StartAsync(dataFolder, LoopbackPort.Claim());
        Console.WriteLine($"It listens on {running.Address}, ready after {running.ReadyAfter.TotalMilliseconds:F0} ms. {count} payments between four banks, seed {seed}:");
        using var banks = new SandboxBanks(running.Address, saveFolder);
        using var stop = new CancellationTokenSource();
        Task living = Task.WhenAll(banks.Banks.Select(bank => Task.Run(() => bank.LiveAsync(stop.Token))));
        long began = Stopwatch.GetTimestamp();
        await using (var progress = new DemoProgress(banks, count))
        {
            await SendAllAsync(banks, count, new Random(seed));
            await banks.SettleDownAsync(SettleWithin);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(began);
        await stop.CancelAsync();
        await living;
        foreach (SimulatedBank bank in banks.Banks) await bank.ReadAgainAsync();
        IReadOnlyList<BankAccounts> accounts = await banks.CompareAsync();
        IReadOnlyList<PromiseResult> promises = Promises.Check(
            [.. banks.Payments.Values], accounts, [.. banks.Banks.SelectMany(bank => bank.Findings)], interrupted: false);
        DemoReport.Print(banks, accounts, promises, took);
        int exitCode = await running.StopAsync();
        if (exitCode != 0) Console.WriteLine($"The switch ended with exit code {exitCode}.");
        DemoReport.PrintWhatNext(dataFolder, saveFolder);
        return exitCode == 0 && promises.All(promise => promise.IsKept) ? 0 : 1;
    }

    private static async Task SendAllAsync(SandboxBanks banks, int count, Random random)
    {
        string[] bics = [.. banks.Banks.Select(bank => bank.Bic)];
        PaymentRecord[] plan = [.. PaymentPlan.Make(count, random, bics, mixed: true)];
        // What is malformed is made of a payment that is never sent whole.
        PaymentRecord spoilt = PaymentPlan.Make(1, random, bics, mixed: false).Single();
        (string Kind, string Message)[] malformed = [.. Malformed.All(spoilt, random)];
        var sending = new List<Task>();
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < plan.Length; i++)
        {
            PaymentRecord payment = plan[i];
            int paymentSeed = random.Next();
            TimeSpan due = SendWithin * ((double)i / plan.Length);
            TimeSpan wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            payment.IntendedAt = began + (long)(due.TotalSeconds * Stopwatch.Frequency);
            banks.Payments[payment.Uetr] = payment;
            sending.Add(Task.Run(() => SendAsync(banks.Of(payment.Debtor), payment, new Random(paymentSeed))));
            if (i * malformed.Length / plan.Length != (i + 1) * malformed.Length / plan.Length)
            {
                (string Kind, string Message) one = malformed[i * malformed.Length / plan.Length];
                sending.Add(Task.Run(() => SendMalformedAsync(banks.Of(spoilt.Debtor), one.Kind, one.Message)));
            }
        }

        await Task.WhenAll(sending);
    }

    private static async Task SendAsync(SimulatedBank bank, PaymentRecord payment, Random random)
    {
        DateTimeOffset acceptedAt = DateTimeOffset.UtcNow - (payment.Behaviour == Behaviour.Stale ? StaleBy : TimeSpan.Zero);
        string message = BankMessages.CreditTransfer(payment, random, acceptedAt);
        await bank.SendAsync(payment, message);
        if (payment.Behaviour == Behaviour.Conflict) await SendConflictAsync(bank, payment, message);
        if (payment.Behaviour == Behaviour.Repeat) await SendRepeatAsync(bank, payment, message);
    }

    private static async Task SendConflictAsync(SimulatedBank bank, PaymentRecord payment, string message)
    {
        string other = message.Replace($">{payment.Amount}<", ">77777.77<", StringComparison.Ordinal);
        (HttpStatusCode status, string body) = await bank.Client.PostAsync(other, $"pacs.008-conflict-{payment.Uetr}");
        MessageFacts? facts = status == HttpStatusCode.OK ? MessageFacts.Read(body) : null;
        bool refused = facts is { Status: "RJCT", Reasons: ["AM05", ..] };
        bank.Findings.Add(("other content under a known identity is refused", refused ? "" : $"{payment.Uetr} was answered {(int)status} {facts?.Status}"));
    }

    private static async Task SendRepeatAsync(SimulatedBank bank, PaymentRecord payment, string message)
    {
        const string Promise = "a repeat gets the stored answer, byte for byte";
        (HttpStatusCode early, _) = await bank.Client.PostAsync(message, $"pacs.008-repeat-{payment.Uetr}");
        if (early is not (HttpStatusCode.OK or HttpStatusCode.Accepted)) bank.Findings.Add((Promise, $"{payment.Uetr} was answered {(int)early}"));
        while (!payment.IsFinal) await Task.Delay(20);
        (HttpStatusCode status, string body) = await bank.Client.PostAsync(message, $"pacs.008-repeat-{payment.Uetr}");
        bool same = status == HttpStatusCode.OK && body == payment.HeardByDebtor[0].Message;
        bank.Findings.Add((Promise, same ? "" : $"{payment.Uetr} was answered {(int)status} with other bytes"));
    }

    private static async Task SendMalformedAsync(SimulatedBank bank, string kind, string message)
    {
        (HttpStatusCode status, string body) = await bank.Client.PostAsync(message, $"malformed-{kind}");
        bool clear = status == HttpStatusCode.BadRequest && MessageFacts.Read(body) is { Definition: "admi.002.001.01", Reasons.Count: > 0 };
        bank.Findings.Add(("a malformed message gets a clear error", clear ? "" : $"{kind} was answered {(int)status}: {body}"));
    }
}

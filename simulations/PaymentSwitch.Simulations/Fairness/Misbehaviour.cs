using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Faults;
using PaymentSwitch.Simulations.Load;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Fairness;

/// <summary>What the fourth bank does beside not reading and not answering, for as long as this object is there.</summary>
internal sealed class Misbehaviour : IDisposable
{
    private const int StallEveryMs = 50;
    private const int LieEveryMs = 5;
    private const int StalledMax = 400;
    private static readonly (string Bic, string Token) Bad = SandboxBanks.Known[^1];
    private readonly CancellationTokenSource _stop = new();
    private Task _doing = Task.CompletedTask;

    /// <summary>Begins.</summary>
    /// <param name="address">Where the switch listens.</param>
    /// <param name="bad">What it does.</param>
    /// <param name="books">The books of the payments that it lies about.</param>
    /// <param name="bics">The banks, the bad one last.</param>
    /// <param name="sent">How many payments there are so far.</param>
    /// <param name="toBad">Whether a payment is to it.</param>
    public static Misbehaviour Begin(Uri address, BadBank bad, LoadBooks books, string[] bics, Func<uint> sent, Func<uint, bool> toBad)
    {
        var misbehaviour = new Misbehaviour();
        CancellationToken stop = misbehaviour._stop.Token;
        misbehaviour._doing = bad switch
        {
            BadBank.Stalling => Task.Run(() => StallAsync(address, stop), CancellationToken.None),
            BadBank.Lying => Task.Run(() => LieAsync(address, books.Run, bics, sent, toBad, stop), CancellationToken.None),
            _ => Task.CompletedTask,
        };
        return misbehaviour;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _doing.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private static async Task StallAsync(Uri address, CancellationToken stop)
    {
        using var stalling = new StallingBank(address, Bad.Token, StalledMax, goesOn: true);
        while (!stop.IsCancellationRequested)
        {
            await stalling.StallAsync();
            await Task.Delay(StallEveryMs, CancellationToken.None);
        }
    }

    private static async Task LieAsync(Uri address, string run, string[] bics, Func<uint> sent, Func<uint, bool> toBad, CancellationToken stop)
    {
        var random = new Random(1);
        using var client = new BankClient(address, Bad.Token, new MessageArchive(null));
        while (!stop.IsCancellationRequested)
        {
            uint last = sent();
            uint number = last < 20 ? 0 : last - 1 - (uint)random.Next(20);
            if (last >= 20 && !toBad(number))
            {
                var uetr = Guid.Parse($"{number:x8}-0000-4000-8000-{run}");
                await RefusedAsync(client, BankMessages.Answer(Bad.Bic, uetr, "RJCT", "AC04"));
                await RefusedAsync(client, BankMessages.Answer(bics[random.Next(bics.Length - 1)], uetr, "ACCP", null));
            }

            await RefusedAsync(client, BankMessages.Answer(Bad.Bic, PaymentPlan.MakeUetr(random), "ACCP", null));
            await RefusedAsync(client, "<BusinessMessage><nonsense");
            await Task.Delay(LieEveryMs, CancellationToken.None);
        }
    }

    private static async Task RefusedAsync(BankClient client, string lie)
    {
        int status = (int)(await client.PostAsync(lie, "lie")).Status;
        if (status is < 400 or >= 500) throw new InvalidOperationException($"A lie was answered {status}: {lie}");
    }
}

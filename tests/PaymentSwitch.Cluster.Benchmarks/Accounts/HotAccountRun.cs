using System.Diagnostics;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>One account that everybody asks: what one actor carries, everything stored before it is replied to.</summary>
internal static class HotAccountRun
{
    private const long OpeningMinor = 1_000_000_000_000;

    /// <summary>Measures it with so many askers.</summary>
    public static async Task RunAsync(int seconds, int rounds, IReadOnlyList<int> askers)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine("one account | reservations/s, each posted afterwards, median (rounds) | ms for one, p50/p99 | rows, bytes and syncs each | load");
        foreach (int count in askers)
        {
            Storage.Postgres.PostgresSettings settings = server.NewSettings();
            await using EntityNode node = await AccountsAlone.StartAsync(settings);
            AccountId account = Payments.Banks.AccountOf(Payments.Banks.All[0]);
            await AccountsAlone.OpenAsync(node, account, OpeningMinor);
            var load = new ReservationLoad(() => account, (id, command) => AccountsAlone.AskAsync(node, id, command), (_, key) => AccountsAlone.NoteOver(key));
            await load.RunAsync(count, seconds);
            DatabaseCount before = await server.CountAsync(settings.Schema);
            var made = new List<ReservationRound>();
            for (int round = 0; round < rounds; round++) made.Add(await load.RunAsync(count, seconds));
            DatabaseCount after = await server.CountAsync(settings.Schema);
            double[] took = [.. made.SelectMany(round => round.TookMs)];
            Console.WriteLine(
                $"{count:N0} askers | {Sample.Median(made.Select(round => round.PerSecond)):N0} ({string.Join(", ", made.Select(round => round.PerSecond.ToString("N0")))})"
                + $" | {Sample.Median(took):N1}/{Sample.At(took, 0.99):N0} | {after.Each(before, took.Length)} | {BenchmarkServer.Load()}");
        }
    }
}

/// <summary>Reserves money on accounts and posts it, each for a payment of its own.</summary>
/// <param name="pick">Which account is asked next.</param>
/// <param name="ask">Asks it.</param>
/// <param name="over">Tells it that a payment is over, as payments do.</param>
internal sealed class ReservationLoad(Func<AccountId> pick, Func<AccountId, AccountCommand, Task<AccountReply>> ask, Action<AccountId, BookingKey> over)
{
    /// <summary>Runs so many askers for so long.</summary>
    /// <exception cref="InvalidOperationException">An account refused.</exception>
    public async Task<ReservationRound> RunAsync(int askers, int seconds)
    {
        long began = Stopwatch.GetTimestamp();
        double[][] took = await Task.WhenAll(Enumerable.Range(0, askers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                var key = new BookingKey(Uetr.FromRandom(Guid.NewGuid().ToByteArray()), 0);
                AccountId account = pick();
                long asked = Stopwatch.GetTimestamp();
                await DoneAsync(account, new ReserveFunds(key, 1, null, MayRepeat: true));
                own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                await DoneAsync(account, new PostReservation(key));
                over(account, key);
            }

            return own.ToArray();
        })));
        double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new ReservationRound(took.Sum(one => one.Length) / elapsed, [.. took.SelectMany(one => one)]);
    }

    private async Task DoneAsync(AccountId account, AccountCommand command)
    {
        AccountReply reply = await ask(account, command);
        if (reply != AccountReply.Done) throw new InvalidOperationException($"{account.Participant.Value} replied {reply} to {command}.");
    }
}

/// <summary>What a round has brought.</summary>
/// <param name="PerSecond">Reservations a second, each posted afterwards.</param>
/// <param name="TookMs">How long each reservation took, in ms.</param>
internal sealed record ReservationRound(double PerSecond, double[] TookMs);

using System.Diagnostics;
using Akka.Actor;
using PaymentSwitch.Cluster.Benchmarks.Bare;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>
/// What accounts carry, everything stored before it is replied to, beside as many bare actors in the same run: what they store less than these is
/// what deciding costs, and facts of more than 16 bytes.
/// </summary>
internal static class AccountRun
{
    private const long OpeningMinor = 1_000_000_000_000;

    /// <summary>Measures it with so many askers on so many accounts, each asker with one of them.</summary>
    public static async Task RunAsync(int seconds, int rounds, int accounts, IReadOnlyList<int> askers)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine(
            $"{accounts:N0} account(s) | reservations/s, each posted afterwards, median (rounds) | ms for one, p50/p99"
            + " | as many bare actors with as many under way, events/s | rows; facts stored by these events | rows, bytes and syncs each | load");
        foreach (int count in askers)
        {
            IReadOnlyList<double> bare = await BareRun.MeasureAsync(server, accounts, Math.Max(1, count / accounts), perWrite: 1, stashes: count <= accounts, seconds, rounds);
            PostgresSettings settings = server.NewSettings();
            await using EntityNode node = await AccountsAlone.StartAsync(settings);
            AccountId[] ids = [.. Enumerable.Range(0, accounts).Select(AccountOf)];
            foreach (AccountId id in ids) await AccountsAlone.OpenAsync(node, id, OpeningMinor);
            var made = new ReservationCount();
            for (int asker = 0; asker < count; asker++)
            {
                AccountId account = ids[asker % accounts];
                node.System.ActorOf(Props.Create(() => new ReservationAsker(node.Context, account, made)));
            }

            await Task.Delay(TimeSpan.FromSeconds(seconds));
            made.TakeMs();
            DatabaseCount before = await server.CountAsync(settings.Schema);
            var rates = new List<double>();
            var took = new List<double>();
            for (int round = 0; round < rounds; round++)
            {
                long roundBegan = Stopwatch.GetTimestamp();
                await Task.Delay(TimeSpan.FromSeconds(seconds));
                double[] one = made.TakeMs();
                rates.Add(one.Length / Stopwatch.GetElapsedTime(roundBegan).TotalSeconds);
                took.AddRange(one);
            }

            DatabaseCount after = await server.CountAsync(settings.Schema);
            made.ThrowIfRefused();
            double perSecond = Sample.Median(rates), barePerSecond = Sample.Median(bare);
            double rowsEach = (double)(after.EntityRows - before.EntityRows) / took.Count;
            Console.WriteLine(
                $"{count:N0} askers | {perSecond:N0} ({string.Join(", ", rates.Select(rate => rate.ToString("N0")))})"
                + $" | {Sample.Median(took):N1}/{Sample.At(took, 0.99):N0} | {barePerSecond:N0} ({string.Join(", ", bare.Select(round => round.ToString("N0")))})"
                + $" | {perSecond * rowsEach / barePerSecond:P0}; {perSecond * 2 / barePerSecond:P0} | {after.Each(before, took.Count)} | {BenchmarkServer.Load()}");
        }
    }

    // More of them than there are banks elsewhere: 676 with each last letter.
    private static AccountId AccountOf(int number)
    {
        char Letter(int place) => (char)('A' + (number / place % 26));
        return new AccountId(new ParticipantId($"BK{Letter(26)}{Letter(1)}DE{Letter(676)}F"), Payments.Banks.Profile.Currency);
    }
}

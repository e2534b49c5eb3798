using System.Diagnostics;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

/// <summary>
/// What lanes bring and what they cost: payments reserved and posted a second, each credited back to a lane by chance, half of them to the first
/// one; with plenty of money, and with little more than what is on its way at a time.
/// </summary>
internal static class LaneRun
{
    private const long AmountMaxMinor = 200;

    /// <summary>Measures it.</summary>
    public static async Task RunAsync(int seconds, int rounds, int askers, IReadOnlyList<int> counts)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine($"A prototype of lanes, {askers:N0} askers");
        Console.WriteLine("lanes, money | reservations/s, each posted and credited back, median (rounds) | refused | lanes asked for each | moves/s | audit of what is stored | load");
        foreach (double times in (double[])[1_000, 2, 0.7])
        {
            foreach (int count in counts) await MeasureAsync(server, count, askers, (long)(askers * times * AmountMaxMinor / 2), times, seconds, rounds);
        }
    }

    private static async Task MeasureAsync(BenchmarkServer server, int count, int askers, long openingMinor, double times, int seconds, int rounds)
    {
        await using EntityNode node = await AccountsAlone.StartAsync(server.NewSettings());
        AccountId[] ids = [.. Enumerable.Range(0, count).Select(lane => new AccountId(new ParticipantId($"BKAADEFF{lane:D3}"), Payments.Banks.Profile.Currency))];
        using var lanes = new Lanes(node, ids, openingMinor);
        await lanes.OpenAsync();
        var perSecond = new List<double>();
        long refused = 0, asked = 0, made = 0;
        int movesBefore = 0;
        for (int round = -1; round < rounds; round++)
        {
            if (round == 0) (refused, asked, made, movesBefore) = (0, 0, 0, lanes.Moves);
            long before = Interlocked.Read(ref made);
            long began = Stopwatch.GetTimestamp();
            using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            Task levelling = lanes.LevelAsync(TimeSpan.FromMilliseconds(20), over.Token);
            await Task.WhenAll(Enumerable.Range(0, askers).Select(_ => Task.Run(async () =>
            {
                while (!over.IsCancellationRequested) await PayAsync();
            })));
            double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await levelling;
            if (round >= 0) perSecond.Add((Interlocked.Read(ref made) - before) / elapsed);
        }

        string audit = await AuditAsync(node, ids, openingMinor);
        Console.WriteLine(
            $"{count}, {times:N1} times what is on its way at most | {Sample.Median(perSecond):N0} ({string.Join(", ", perSecond.Select(one => one.ToString("N0")))})"
            + $" | {(double)refused / (made + refused):P2} | {(double)asked / (made + refused):F2} | {(lanes.Moves - movesBefore) / (double)(rounds * seconds):N1}"
            + $" | {audit} | {BenchmarkServer.Load()}");

        async Task PayAsync()
        {
            var key = new BookingKey(Uetr.FromRandom(Guid.NewGuid().ToByteArray()), 0);
            long amountMinor = Random.Shared.NextInt64(1, AmountMaxMinor);
            (int? lane, int tries) = await lanes.ReserveAsync(key, amountMinor);
            Interlocked.Add(ref asked, tries);
            if (lane is not int reservedOn)
            {
                Interlocked.Increment(ref refused);
                await Task.Delay(1);
                return;
            }

            await lanes.PostAsync(reservedOn, key);
            Interlocked.Increment(ref made);
            await lanes.CreditAsync(Random.Shared.Next(2) == 0 ? 0 : Random.Shared.Next(count), new BookingKey(key.Payment, 1), amountMinor);
        }
    }

    // From what is stored alone: no lane was ever below zero, and nothing was made or lost.
    private static async Task<string> AuditAsync(EntityNode node, AccountId[] ids, long openingMinor)
    {
        Dictionary<string, Account> lanes = ids.ToDictionary(id => EntityKey.Of(id).ToString(), id => new Account(id));
        TailMark mark = default;
        TailMark last = await node.Tail.LastAsync();
        while (mark < last)
        {
            IReadOnlyList<TailRow> rows = await node.Tail.ReadAsync(mark, CancellationToken.None);
            foreach (TailRow row in rows)
            {
                Account account = lanes[row.Entity.ToString()];
                foreach (AccountEvent fact in row.Facts.Cast<AccountEvent>())
                {
                    account.Evolve(fact);
                    if (account.AvailableMinor < 0) throw new InvalidOperationException($"{account.Id.Participant.Value} has spent what it did not have.");
                }
            }

            if (rows.Count > 0) mark = rows[^1].Mark;
            else await Task.Delay(5);
        }

        long sum = lanes.Values.Sum(account => account.BalanceMinor);
        return sum == openingMinor ? "balances add up" : throw new InvalidOperationException($"The lanes hold {sum}, and held {openingMinor}.");
    }
}

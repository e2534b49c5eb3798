using System.Collections.Concurrent;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>A payment is woken at its last alarm, once, and not at all where that was taken back.</summary>
public sealed class PaymentAlarmTests
{
    [Fact]
    public async Task Only_the_alarm_that_counts_goes_off()
    {
        Uetr[] payments = [.. Enumerable.Range(0, 3).Select(_ => Uetr.FromRandom(Guid.NewGuid().ToByteArray()))];
        var woken = new ConcurrentQueue<Uetr>();
        using var alarms = new PaymentAlarms(TimeProvider.System);
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        alarms.Set(payments[0], nowMs + 50);
        alarms.Clear(payments[0]);
        alarms.Set(payments[1], nowMs + 50);
        alarms.Set(payments[1], nowMs + 60);
        alarms.Set(payments[2], nowMs + 200);
        alarms.Set(payments[2], nowMs + 200);
        alarms.Start(woken.Enqueue);
        // The last one goes off behind all others.
        while (woken.LastOrDefault() != payments[2]) await Task.Delay(5, TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal([payments[1], payments[2]], woken);
    }
}

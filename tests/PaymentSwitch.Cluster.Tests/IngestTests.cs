using System.Collections.Concurrent;
using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Requests on their way to payments: so many under way, so many waiting, and no more.</summary>
public sealed class IngestTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("ingest", "akka.stdout-loglevel = OFF, akka.loglevel = OFF");
    private readonly ConcurrentDictionary<Uetr, TaskCompletionSource<PaymentAnswer>> _asked = new();

    [Fact]
    public async Task What_is_beyond_both_bounds_is_refused_and_what_waits_has_its_turn()
    {
        Ingest ingest = IngestOf(underWay: 2, waiting: 3);
        // One may wait within the stream's own stage beside those that are under way.
        List<Task<PaymentAnswer?>> asking = [];
        while (asking.Count < 20)
        {
            asking.Add(ingest.AskAsync(NewPayment(), "anything").AsTask());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        PaymentAnswer?[] refused = await Task.WhenAll(asking.Where(one => one.Wait(TimeSpan.FromSeconds(2))));
        Assert.All(refused, Assert.Null);
        Assert.InRange(refused.Length, 20 - 2 - 3 - 2, 20 - 2 - 3);
        Assert.Equal((2, 2), (ingest.UnderWay, _asked.Count));

        int left = 20 - refused.Length;
        for (int answered = 0; answered < left; answered++) await AnswerNextAsync();
        PaymentAnswer?[] answers = await Task.WhenAll(asking);
        Assert.Equal(left, answers.Count(answer => answer is not null));
    }

    [Fact]
    public async Task One_that_fails_is_told_so_and_the_next_goes_on()
    {
        Ingest ingest = IngestOf(underWay: 1, waiting: 8);
        Task<PaymentAnswer?> fails = ingest.AskAsync(NewPayment(), "anything").AsTask(), next = ingest.AskAsync(NewPayment(), "anything").AsTask();
        while (_asked.IsEmpty) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(_asked.Single().Value.TrySetException(new TimeoutException("lost")));
        await Assert.ThrowsAsync<TimeoutException>(() => fails);
        while (_asked.Count < 2) await Task.Delay(5, TestContext.Current.CancellationToken);
        await AnswerNextAsync();
        Assert.NotNull(await next);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private static Uetr NewPayment() => Uetr.FromRandom(Guid.NewGuid().ToByteArray());

    private Ingest IngestOf(int underWay, int waiting) => new(
        _system, new ClusterSettings { RequestsUnderWayMax = underWay, RequestsWaitingMax = waiting, IngestWaitMs = 50 },
        (payment, _) => _asked.GetOrAdd(payment, _ => new TaskCompletionSource<PaymentAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)).Task);

    private async Task AnswerNextAsync()
    {
        while (true)
        {
            foreach ((Uetr payment, TaskCompletionSource<PaymentAnswer> answer) in _asked)
                if (answer.TrySetResult(new PaymentAnswer(payment, PaymentReply.Done, []))) return;
            await Task.Delay(5);
        }
    }
}

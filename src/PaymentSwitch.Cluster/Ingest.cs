using System.Threading.Channels;
using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster;

/// <summary>
/// What banks ask of payments on its way to them: a stream that has so many requests under way and no more. What comes beyond waits for its turn, and with it
/// the bank's request, for a bounded time; then it is refused, before anything was done.
/// </summary>
internal sealed class Ingest
{
    private readonly Channel<Request> _waiting;
    private readonly TimeSpan _wait;
    private int _underWay;

    /// <summary>Begins.</summary>
    /// <param name="system">Runs the stream.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="ask">Asks a payment, until it has answered or it is given up.</param>
    public Ingest(ActorSystem system, ClusterSettings settings, Func<Uetr, object, Task<PaymentAnswer>> ask)
    {
        _wait = TimeSpan.FromMilliseconds(settings.IngestWaitMs);
        _waiting = Channel.CreateBounded<Request>(new BoundedChannelOptions(settings.RequestsWaitingMax) { SingleReader = true });
        ChannelSource.FromReader(_waiting.Reader)
            .SelectAsyncUnordered(settings.RequestsUnderWayMax, request => RunAsync(request, ask))
            .RunWith(Sink.Ignore<NotUsed>(), system.Materializer());
    }

    /// <summary>How many requests are under way.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Asks a payment when it is this request's turn.</summary>
    /// <returns>Its answer; null where the turn has not come in time.</returns>
    /// <exception cref="TimeoutException">It has not answered: what became of it is not known.</exception>
    public async ValueTask<PaymentAnswer?> AskAsync(Uetr payment, object command)
    {
        var request = new Request(payment, command);
        if (!_waiting.Writer.TryWrite(request))
        {
            using var ends = new CancellationTokenSource(_wait);
            try
            {
                await _waiting.Writer.WriteAsync(request, ends.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        return await request.Answer.Task.ConfigureAwait(false);
    }

    // Whatever comes of it is the request's: the stream goes on.
    private async Task<NotUsed> RunAsync(Request request, Func<Uetr, object, Task<PaymentAnswer>> ask)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            request.Answer.TrySetResult(await ask(request.Payment, request.Command).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            request.Answer.TrySetException(error);
        }

        Interlocked.Decrement(ref _underWay);
        return NotUsed.Instance;
    }

    private sealed record Request(Uetr Payment, object Command)
    {
        public TaskCompletionSource<PaymentAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Concurrent;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>How many requests each participant has under way, so that none can take the whole gateway.</summary>
internal sealed class SenderSessions(int requestsUnderWayMax)
{
    private readonly ConcurrentDictionary<ParticipantId, StrongCount> _underWay = new();

    /// <summary>Counts a request in. False, and not counted, where there are too many.</summary>
    public bool TryEnter(ParticipantId participant)
    {
        StrongCount count = _underWay.GetOrAdd(participant, static _ => new StrongCount());
        if (Interlocked.Increment(ref count.Value) <= requestsUnderWayMax) return true;
        Interlocked.Decrement(ref count.Value);
        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Leave(ParticipantId participant) => Interlocked.Decrement(ref _underWay[participant].Value);

    private sealed class StrongCount
    {
        public int Value;
    }
}

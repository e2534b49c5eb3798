using System.Diagnostics.CodeAnalysis;

namespace PaymentSwitch.Simulator.World;

/// <summary>
/// What is planned, the earliest first, and of the same microsecond what was planned first. A heap of four branches: the
/// simulation does little else so often.
/// </summary>
internal sealed class PlanHeap
{
    private const int Branches = 4;
    private Plan[] _plans = new Plan[256];
    private int _count;
    private long _number;

    /// <summary>Plans something.</summary>
    /// <param name="atUs">When, in microseconds since the world began.</param>
    /// <param name="what">What happens then.</param>
    public void Add(long atUs, Action what)
    {
        if (_count == _plans.Length) Array.Resize(ref _plans, _count * 2);
        var plan = new Plan(atUs, _number++, what);
        int at = _count++;
        while (at > 0)
        {
            int above = (at - 1) / Branches;
            if (!plan.IsBefore(_plans[above])) break;
            _plans[at] = _plans[above];
            at = above;
        }

        _plans[at] = plan;
    }

    /// <summary>Takes the earliest out.</summary>
    /// <returns>False where nothing is planned.</returns>
    public bool TryTake(out long atUs, [NotNullWhen(true)] out Action? what)
    {
        (atUs, what) = (0, null);
        if (_count == 0) return false;
        (atUs, what) = (_plans[0].AtUs, _plans[0].What);
        Plan last = _plans[--_count];
        _plans[_count] = default;
        if (_count > 0) Sink(last);
        return true;
    }

    /// <summary>Puts a plan where the first was taken out, and below all that come before it.</summary>
    private void Sink(in Plan plan)
    {
        Span<Plan> plans = _plans.AsSpan(0, _count);
        int at = 0;
        while (true)
        {
            int first = (at * Branches) + 1;
            if (first >= plans.Length) break;
            int least = first;
            for (int i = first + 1; i < Math.Min(first + Branches, plans.Length); i++)
                if (plans[i].IsBefore(plans[least])) least = i;
            if (!plans[least].IsBefore(plan)) break;
            plans[at] = plans[least];
            at = least;
        }

        plans[at] = plan;
    }

    private readonly struct Plan(long atUs, long number, Action what)
    {
        public readonly long AtUs = atUs;
        public readonly Action What = what;
        private readonly long _number = number;

        public bool IsBefore(in Plan other) => AtUs < other.AtUs || (AtUs == other.AtUs && _number < other._number);
    }
}

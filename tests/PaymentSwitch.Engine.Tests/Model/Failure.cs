namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>A life that went wrong.</summary>
internal sealed class Failure
{
    private readonly int _seed;
    private readonly int _moves;
    private readonly HashSet<int> _leftOut;
    private readonly Exception _error;
    private readonly IReadOnlyList<string> _words;

    private Failure(int seed, int moves, HashSet<int> leftOut, Exception error, IReadOnlyList<string> words)
    {
        _seed = seed;
        _moves = moves;
        _leftOut = leftOut;
        _error = error;
        _words = words;
    }

    /// <summary>Lives a life.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public static Failure? Of(int seed, int moves, Coverage coverage, IReadOnlySet<int>? leftOut = null)
    {
        using var life = new Life(seed, coverage);
        try
        {
            life.Live(moves, leftOut);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new Failure(seed, moves, [.. leftOut ?? new HashSet<int>()], error, life.Words);
        }
    }

    /// <summary>The same with as few moves as still go wrong: first the last ones are left out, then others, in ever smaller pieces.</summary>
    public Failure Shrunk()
    {
        Failure least = this;
        for (int piece = _moves / 2; piece > 0; piece /= 2)
        {
            for (int from = _moves - piece; from >= 0; from -= piece)
            {
                HashSet<int> leftOut = [.. least._leftOut, .. Enumerable.Range(from, piece)];
                if (leftOut.Count > least._leftOut.Count && Of(_seed, _moves, new Coverage(), leftOut) is Failure smaller) least = smaller;
            }
        }

        return least;
    }

    public override string ToString() =>
        $"Seed {_seed}, {_moves - _leftOut.Count} of {_moves} moves: {_error.Message}\n"
        + (_error is MismatchException ? "" : $"{_error}\n")
        + string.Join('\n', _words.TakeLast(60).Select(word => "  " + word));
}

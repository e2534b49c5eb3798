namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>What lives have seen: how often each kind of move got each reply.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<Enum> _values = [];

    public int Lives { get; set; }

    public int Moves { get; set; }

    public void Note<TReply>(string move, TReply reply)
        where TReply : struct, Enum
    {
        _values.Add(reply);
        Note($"{move}: {reply}");
    }

    public void Note(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;

    public int Of(string what) => _seen.GetValueOrDefault(what);

    /// <summary>The values of an enumeration that no move had, without those that none can have.</summary>
    public IEnumerable<string> Missing<TReply>(params TReply[] impossible)
        where TReply : struct, Enum =>
        Enum.GetValues<TReply>().Except(impossible).Where(reply => !_values.Contains(reply)).Select(reply => $"{typeof(TReply).Name}.{reply}");

    public override string ToString() => $"{Lives} lives, {Moves} moves\n" + string.Join('\n', _seen.Select(entry => $"{entry.Value,8} {entry.Key}"));
}

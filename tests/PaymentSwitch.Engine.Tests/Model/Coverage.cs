namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>What lives have seen: how often each kind of move got each reply.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, int> _seen = new(StringComparer.Ordinal);

    public int Lives { get; set; }

    public int Moves { get; set; }

    public void Note<TReply>(string move, TReply reply)
        where TReply : struct, Enum => Note($"{move}: {reply}");

    public void Note(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;

    public int Of(string what) => _seen.GetValueOrDefault(what);

    /// <summary>The replies of an enumeration that a move never got, without those that it cannot get.</summary>
    public IEnumerable<string> Missing<TReply>(string move, params TReply[] expected)
        where TReply : struct, Enum => expected.Select(reply => $"{move}: {reply}").Where(what => Of(what) == 0);

    public override string ToString() => $"{Lives} lives, {Moves} moves\n" + string.Join('\n', _seen.Select(entry => $"{entry.Value,8} {entry.Key}"));
}

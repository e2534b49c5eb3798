namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>Mismatches, counted without bound and kept up to one.</summary>
/// <param name="namedMax">How many are kept.</param>
internal sealed class MismatchList(int namedMax)
{
    private readonly List<BooksMismatch> _named = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<BooksMismatch> Named => _named;

    public void Add(BooksMismatch mismatch)
    {
        Count++;
        if (_named.Count < namedMax) _named.Add(mismatch);
    }

    public void AddAll(MismatchList others)
    {
        foreach (BooksMismatch mismatch in others._named) Add(mismatch);
        Count += others.Count - others._named.Count;
    }
}

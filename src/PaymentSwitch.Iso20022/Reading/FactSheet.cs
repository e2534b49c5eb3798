using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// The facts found in one message, in document order: where each lies, not yet its text. Used again for the next message.
/// </summary>
internal sealed class FactSheet
{
    private readonly TextPool _pool = new();
    private readonly ByteStore _resolved = new();
    private readonly int[] _first = new int[(int)Enum.GetValues<ElementFact>().Max() + 1];
    private FoundFact[] _found = new FoundFact[64];
    private ReadOnlyMemory<byte> _message;

    /// <summary>How many there are.</summary>
    internal int Total { get; private set; }

    /// <summary>Room that it takes, in bytes and facts.</summary>
    internal int Capacity => _resolved.Capacity + _found.Length;

    /// <summary>Which fact stands at an index.</summary>
    internal ElementFact this[int index] => _found[index].Fact;

    /// <summary>Forgets everything and begins with another message.</summary>
    internal void Begin(ReadOnlyMemory<byte> message)
    {
        _message = message;
        _resolved.Clear();
        for (int i = 0; i < Total; i++) _first[(int)_found[i].Fact] = 0;
        Total = 0;
    }

    /// <summary>A fact whose text lies in the message as it is.</summary>
    internal void Add(ElementFact fact, int start, int length) => Add(new FoundFact(fact, start, length, IsResolved: false));

    /// <summary>A fact whose text had to be resolved.</summary>
    internal void Add(ElementFact fact, ReadOnlySpan<byte> text)
    {
        Add(new FoundFact(fact, _resolved.Length, text.Length, IsResolved: true));
        _resolved.Add(text);
    }

    /// <summary>The text at an index.</summary>
    internal string TextAt(int index) => _pool.Get(BytesAt(index));

    /// <summary>The first of this kind, or null.</summary>
    internal string? First(ElementFact fact) => First(fact, Total);

    /// <summary>The first of this kind before an index, or null.</summary>
    internal string? First(ElementFact fact, int before) => FirstIndex(fact, before) is >= 0 and int index ? TextAt(index) : null;

    /// <summary>The first of this kind between two indexes, or null.</summary>
    internal string? First(ElementFact fact, int from, int before)
    {
        for (int i = from; i < before; i++)
            if (_found[i].Fact == fact) return TextAt(i);
        return null;
    }

    /// <summary>How many of this kind there are.</summary>
    internal int Count(ElementFact fact)
    {
        int count = 0;
        for (int i = 0; i < Total; i++)
            if (_found[i].Fact == fact) count++;
        return count;
    }

    /// <summary>The index of the first of this kind from an index on; the number of facts where there is none.</summary>
    internal int IndexOf(ElementFact fact, int from = 0)
    {
        for (int i = from; i < Total; i++)
            if (_found[i].Fact == fact) return i;
        return Total;
    }

    /// <summary>The agent whose three facts begin with this one; null where neither a BIC nor a member id is given.</summary>
    internal AgentIdentification? Agent(ElementFact bic, int before)
    {
        int code = FirstIndex(bic, before);
        string? member = First(bic + 2, before);
        if (member is null) return code < 0 ? null : _pool.Bank(BytesAt(code));
        return new AgentIdentification(code < 0 ? null : TextAt(code), First(bic + 1, before), member);
    }

    /// <summary>All texts of two kinds, such as code and proprietary code, before an index, in order.</summary>
    /// <param name="code">The one kind.</param>
    /// <param name="codePath">Where its texts stand.</param>
    /// <param name="proprietary">The other kind.</param>
    /// <param name="proprietaryPath">Where its texts stand.</param>
    /// <param name="before">The index.</param>
    internal IReadOnlyList<PlacedText> Placed(ElementFact code, string codePath, ElementFact proprietary, string proprietaryPath, int before)
    {
        int first = FirstIndex(code, before), firstProprietary = FirstIndex(proprietary, before);
        if (first < 0 && firstProprietary < 0) return [];
        if (firstProprietary < 0 && !HasAnother(code, first + 1, before)) return _pool.Placed(BytesAt(first), codePath);
        var placed = new List<PlacedText>();
        for (int i = 0; i < before; i++)
        {
            if (this[i] == code) placed.Add(new PlacedText(codePath, TextAt(i)));
            else if (this[i] == proprietary) placed.Add(new PlacedText(proprietaryPath, TextAt(i)));
        }

        return placed;
    }

    private bool HasAnother(ElementFact fact, int from, int before) => IndexOf(fact, from) < before;

    private int FirstIndex(ElementFact fact, int before) => _first[(int)fact] is > 0 and int behind && behind <= before ? behind - 1 : -1;

    private ReadOnlySpan<byte> BytesAt(int index)
    {
        FoundFact found = _found[index];
        return found.IsResolved ? _resolved.Slice(found.Start, found.Length) : _message.Span.Slice(found.Start, found.Length);
    }

    private void Add(FoundFact found)
    {
        if (Total == _found.Length) Array.Resize(ref _found, Total * 2);
        _found[Total++] = found;
        ref int first = ref _first[(int)found.Fact];
        if (first == 0) first = Total;
    }

    private readonly record struct FoundFact(ElementFact Fact, int Start, int Length, bool IsResolved);
}

using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>The facts found in one message, in document order. Used again for the next message.</summary>
internal sealed class FactSheet
{
    private readonly List<FoundFact> _found = [];

    /// <summary>All of them.</summary>
    internal IReadOnlyList<FoundFact> All => _found;

    internal void Add(ElementFact fact, string text) => _found.Add(new FoundFact(fact, text));

    internal void Clear() => _found.Clear();

    /// <summary>The first of this kind, or null.</summary>
    internal string? First(ElementFact fact) => First(fact, _found.Count);

    /// <summary>The first of this kind before an index, or null.</summary>
    internal string? First(ElementFact fact, int before)
    {
        for (int i = 0; i < before; i++)
        {
            if (_found[i].Fact == fact) return _found[i].Text;
        }

        return null;
    }

    /// <summary>How many of this kind there are.</summary>
    internal int Count(ElementFact fact)
    {
        int count = 0;
        foreach (FoundFact found in _found)
        {
            if (found.Fact == fact) count++;
        }

        return count;
    }

    /// <summary>The index of the n-th of this kind, counted from 1; the number of facts where there are fewer.</summary>
    internal int IndexOf(ElementFact fact, int nth)
    {
        for (int i = 0; i < _found.Count; i++)
        {
            if (_found[i].Fact == fact && --nth == 0) return i;
        }

        return _found.Count;
    }

    /// <summary>The agent whose three facts begin with this one; null where neither a BIC nor a member id is given.</summary>
    internal AgentIdentification? Agent(ElementFact bic, int before)
    {
        string? code = First(bic, before);
        string? member = First(bic + 2, before);
        return code is null && member is null ? null : new AgentIdentification(code, First(bic + 1, before), member);
    }
}

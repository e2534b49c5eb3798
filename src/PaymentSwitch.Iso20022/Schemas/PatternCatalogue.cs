namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>The automata of patterns, each made once: the schemas of ISO 20022 have the same few again and again.</summary>
internal sealed class PatternCatalogue
{
    private readonly Dictionary<string, PatternAutomaton?> _automata = new(StringComparer.Ordinal);

    /// <summary>The automaton of a pattern; null where the pattern has more than automata cover.</summary>
    internal PatternAutomaton? Of(string pattern)
    {
        if (!_automata.TryGetValue(pattern, out PatternAutomaton? automaton)) _automata.Add(pattern, automaton = PatternAutomaton.Of(pattern));
        return automaton;
    }
}

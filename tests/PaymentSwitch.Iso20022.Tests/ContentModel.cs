using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// What may stand inside an element, as a machine that reads the children one by one. Occurrences are written out, so that
/// two models can be compared exactly, whatever groups and nested sequences they are made of.
/// </summary>
internal sealed class ContentModel
{
    // Bounds beyond this would make the machine large; the standard has none.
    private const int OccursMax = 100;

    private readonly List<State> _states = [];
    private readonly int _start;
    private readonly int _end;

    public ContentModel(XmlSchemaParticle particle)
    {
        _start = New();
        _end = Add(particle, _start);
    }

    /// <summary>The states before the first child.</summary>
    public IReadOnlySet<int> Start => Closure([_start]);

    /// <summary>Whether there may be no further child.</summary>
    public bool MayEnd(IReadOnlySet<int> at) => at.Contains(_end);

    /// <summary>The children that may come next, by name; a wildcard is named by its namespaces.</summary>
    public IReadOnlyDictionary<string, XmlSchemaParticle> Next(IReadOnlySet<int> at)
    {
        var next = new SortedDictionary<string, XmlSchemaParticle>(StringComparer.Ordinal);
        foreach (int state in at)
        {
            if (_states[state].Child is { } child) next[Name(child)] = child;
        }

        return next;
    }

    /// <summary>The states after one more child; none if it may not come.</summary>
    public IReadOnlySet<int> After(IReadOnlySet<int> at, string name) =>
        Closure(at.Where(state => _states[state].Child is { } child && Name(child) == name).Select(state => _states[state].Then));

    private static string Name(XmlSchemaParticle child) => child switch
    {
        XmlSchemaElement element => element.QualifiedName.Name,
        XmlSchemaAny any => "any element of " + any.Namespace,
        _ => throw new InvalidOperationException($"{child.GetType().Name} is no child."),
    };

    private int Add(XmlSchemaParticle particle, int from)
    {
        if (particle.MinOccurs > OccursMax || (particle.MaxOccurs > OccursMax && particle.MaxOccurs != decimal.MaxValue))
            throw new InvalidOperationException($"Line {particle.LineNumber}: an occurrence above {OccursMax} is not handled.");
        int at = from;
        for (int i = 0; i < (int)particle.MinOccurs; i++) at = AddOnce(particle, at);
        if (particle.MaxOccurs == decimal.MaxValue)
        {
            int loop = New();
            _states[at].Free.Add(loop);
            _states[AddOnce(particle, loop)].Free.Add(loop);
            return loop;
        }

        int end = New();
        for (int i = (int)particle.MinOccurs; i < (int)particle.MaxOccurs; i++)
        {
            _states[at].Free.Add(end);
            at = AddOnce(particle, at);
        }

        _states[at].Free.Add(end);
        return end;
    }

    private int AddOnce(XmlSchemaParticle particle, int from)
    {
        switch (particle)
        {
            case XmlSchemaElement or XmlSchemaAny:
                int reading = New();
                int then = New();
                _states[from].Free.Add(reading);
                _states[reading] = _states[reading] with { Child = particle, Then = then };
                return then;
            case XmlSchemaSequence sequence:
                return sequence.Items.Cast<XmlSchemaParticle>().Aggregate(from, (at, item) => Add(item, at));
            case XmlSchemaChoice choice:
                int end = New();
                foreach (XmlSchemaParticle item in choice.Items.Cast<XmlSchemaParticle>()) _states[Add(item, from)].Free.Add(end);
                return end;
            // The content of an element that has none.
            case { } empty when empty.GetType().Name == "EmptyParticle":
                return from;
            default:
                throw new InvalidOperationException($"Line {particle.LineNumber}: {particle.GetType().Name} is not handled.");
        }
    }

    private int New()
    {
        _states.Add(new State([], null, -1));
        return _states.Count - 1;
    }

    private SortedSet<int> Closure(IEnumerable<int> states)
    {
        var all = new SortedSet<int>();
        var open = new Stack<int>(states);
        while (open.TryPop(out int state))
        {
            if (!all.Add(state)) continue;
            foreach (int free in _states[state].Free) open.Push(free);
        }

        return all;
    }

    private sealed record State(List<int> Free, XmlSchemaParticle? Child, int Then);
}

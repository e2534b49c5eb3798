using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// Makes the automaton of a content model: first one that may be in several states at a time, occurrence bounds unrolled,
/// then one that is in one state at a time.
/// </summary>
internal sealed class ContentModelBuilder
{
    // A bound like maxOccurs="1000000" would make an automaton of a million states: such a schema is refused.
    private const int NodesMax = 50_000;

    private readonly Func<XmlSchemaElement, ElementDeclaration> _declare;
    private readonly Func<XmlSchemaAny, Wildcard> _allow;
    private readonly List<Node> _nodes = [];

    private ContentModelBuilder(Func<XmlSchemaElement, ElementDeclaration> declare, Func<XmlSchemaAny, Wildcard> allow)
    {
        _declare = declare;
        _allow = allow;
    }

    /// <summary>Makes it.</summary>
    /// <param name="particle">The content model, with groups and derivation resolved.</param>
    /// <param name="declare">Gives the declaration of an element.</param>
    /// <param name="allow">Gives what a wildcard allows.</param>
    /// <exception cref="UnsupportedSchemaException">It has a construct that is not supported.</exception>
    internal static ContentState[] Build(XmlSchemaParticle particle, Func<XmlSchemaElement, ElementDeclaration> declare, Func<XmlSchemaAny, Wildcard> allow)
    {
        var builder = new ContentModelBuilder(declare, allow);
        Node start = builder.Add();
        Node end = builder.Repeat(particle, start);
        end.IsFinal = true;
        return Determine(start);
    }

    private Node Add()
    {
        if (_nodes.Count == NodesMax) throw new UnsupportedSchemaException("occurrence bounds so large that the content model has more than 50,000 places");
        var node = new Node(_nodes.Count);
        _nodes.Add(node);
        return node;
    }

    private Node Repeat(XmlSchemaParticle particle, Node from)
    {
        Node at = from;
        for (decimal i = 0; i < particle.MinOccurs; i++) at = Once(particle, at);
        if (particle.MaxOccurs == decimal.MaxValue)
        {
            Node loop = Add();
            at.Silent.Add(loop);
            Once(particle, loop).Silent.Add(loop);
            return loop;
        }

        Node end = Add();
        for (decimal i = particle.MinOccurs; i < particle.MaxOccurs; i++)
        {
            at.Silent.Add(end);
            at = Once(particle, at);
        }

        at.Silent.Add(end);
        return end;
    }

    private Node Once(XmlSchemaParticle particle, Node from)
    {
        switch (particle)
        {
            case XmlSchemaElement element:
                Node behind = Add();
                from.Steps.Add(new Step(_declare(element), null, behind));
                return behind;
            case XmlSchemaAny any:
                Node behindAny = Add();
                from.Steps.Add(new Step(null, _allow(any), behindAny));
                return behindAny;
            case XmlSchemaSequence sequence:
                Node at = from;
                foreach (XmlSchemaParticle part in sequence.Items.Cast<XmlSchemaParticle>()) at = Repeat(part, at);
                return at;
            case XmlSchemaChoice choice:
                Node end = Add();
                foreach (XmlSchemaParticle part in choice.Items.Cast<XmlSchemaParticle>()) Repeat(part, from).Silent.Add(end);
                return end;
            case XmlSchemaGroupRef group:
                return Repeat(group.Particle!, from);
            default:
                // What is left of an empty content model is a particle of no public kind, and adds nothing.
                return particle.GetType().IsPublic ? throw new UnsupportedSchemaException($"a content model of the kind {particle.GetType().Name["XmlSchema".Length..].ToLowerInvariant()}") : from;
        }
    }

    private static ContentState[] Determine(Node start)
    {
        var states = new List<ContentState>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Queue<(int Index, Node[] Nodes)>();
        IndexOf([start]);
        while (open.TryDequeue(out (int Index, Node[] Nodes) next))
        {
            ContentState state = states[next.Index];
            state.IsFinal = next.Nodes.Any(node => node.IsFinal);
            Step[] steps = [.. next.Nodes.SelectMany(node => node.Steps)];
            state.Next =
            [
                .. steps.Where(step => step.Element is not null).GroupBy(step => step.Element!)
                    .Select(group => new Transition(group.Key, IndexOf([.. group.Select(step => step.Behind)]))),
            ];
            if (state.Next.DistinctBy(transition => transition.Element.Name).Count() != state.Next.Length)
                throw new UnsupportedSchemaException("two declarations of one element at one place");
            Step[] wildcards = [.. steps.Where(step => step.Any is not null)];
            if (wildcards.DistinctBy(step => step.Any).Count() > 1) throw new UnsupportedSchemaException("two wildcards at one place");
            if (wildcards.Length > 0) state.Any = new WildcardTransition(wildcards[0].Any!, IndexOf([.. wildcards.Select(step => step.Behind)]));
        }

        return [.. states];

        int IndexOf(IEnumerable<Node> nodes)
        {
            Node[] closure = Closure(nodes);
            string key = string.Join(',', closure.Select(node => node.Number));
            if (!known.TryGetValue(key, out int index))
            {
                known.Add(key, index = states.Count);
                states.Add(new ContentState());
                open.Enqueue((index, closure));
            }

            return index;
        }
    }

    /// <summary>The nodes that are reached without an element, in the order of the schema.</summary>
    private static Node[] Closure(IEnumerable<Node> nodes)
    {
        var reached = new SortedDictionary<int, Node>();
        var open = new Stack<Node>(nodes);
        while (open.TryPop(out Node? node))
        {
            if (!reached.TryAdd(node.Number, node)) continue;
            foreach (Node silent in node.Silent) open.Push(silent);
        }

        return [.. reached.Values];
    }

    private sealed class Node(int number)
    {
        public int Number { get; } = number;

        public bool IsFinal { get; set; }

        public List<Node> Silent { get; } = [];

        public List<Step> Steps { get; } = [];
    }

    private sealed record Step(ElementDeclaration? Element, Wildcard? Any, Node Behind);
}

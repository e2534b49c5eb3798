namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// A pattern of a schema as an automaton over ASCII bytes: one look-up for each. Covers characters, classes that list what
/// they allow, groups, alternatives and repetitions, which is what ISO 20022 uses; for anything else there is none, and
/// the framework's regular expressions judge.
/// </summary>
internal sealed class PatternAutomaton
{
    private const int Symbols = 128;
    private const int NodesMax = 20_000;
    private const int StatesMax = 4_000;
    private readonly ushort[] _next;
    private readonly bool[] _isFinal;

    private PatternAutomaton(ushort[] next, bool[] isFinal)
    {
        _next = next;
        _isFinal = isFinal;
    }

    /// <summary>Makes the automaton of a pattern; null where the pattern has more than it covers.</summary>
    internal static PatternAutomaton? Of(string pattern)
    {
        var parser = new Parser(pattern);
        Node start = parser.Add();
        Node? end = parser.Alternatives(start);
        if (end is null || !parser.IsAtEnd) return null;
        end.IsFinal = true;
        return Determine(start);
    }

    /// <summary>Whether a whole value has the form.</summary>
    internal bool Matches(ReadOnlySpan<byte> value)
    {
        // State 0 is the one that nothing leads out of.
        int state = 1;
        ushort[] next = _next;
        foreach (byte b in value)
        {
            if (b >= Symbols) return false;
            state = next[(state * Symbols) + b];
            if (state == 0) return false;
        }

        return _isFinal[state];
    }

    private static PatternAutomaton? Determine(Node start)
    {
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var sets = new List<Node[]> { Array.Empty<Node>() };
        var next = new List<ushort>(new ushort[Symbols]);
        IndexOf([start]);
        for (int state = 1; state < sets.Count; state++)
        {
            Node[] nodes = sets[state];
            for (int symbol = 0; symbol < Symbols; symbol++)
            {
                List<Node> targets = [.. nodes.Where(node => node.Class is not null && node.Class[symbol]).Select(node => node.Behind!)];
                ushort target = targets.Count == 0 ? (ushort)0 : IndexOf(targets);
                next[(state * Symbols) + symbol] = target;
            }

            if (sets.Count > StatesMax) return null;
        }

        return new PatternAutomaton([.. next], [.. sets.Select(nodes => nodes.Any(node => node.IsFinal))]);

        ushort IndexOf(List<Node> nodes)
        {
            var reached = new SortedDictionary<int, Node>();
            var open = new Stack<Node>(nodes);
            while (open.TryPop(out Node? node))
            {
                if (!reached.TryAdd(node.Number, node)) continue;
                foreach (Node silent in node.Silent) open.Push(silent);
            }

            string key = string.Join(',', reached.Keys);
            if (known.TryGetValue(key, out ushort index)) return index;
            known.Add(key, index = (ushort)sets.Count);
            sets.Add([.. reached.Values]);
            next.AddRange(new ushort[Symbols]);
            return index;
        }
    }

    private sealed class Node(int number)
    {
        public int Number { get; } = number;

        public List<Node> Silent { get; } = [];

        public bool[]? Class { get; set; }

        public Node? Behind { get; set; }

        public bool IsFinal { get; set; }
    }

    /// <summary>Reads the pattern and builds as it goes; null wherever it meets what is not covered.</summary>
    private sealed class Parser(string pattern)
    {
        private int _at;
        private int _nodes;

        public bool IsAtEnd => _at == pattern.Length;

        public Node Add() => new(_nodes++);

        public Node? Alternatives(Node from)
        {
            Node end = Add();
            while (true)
            {
                if (Branch(from) is not { } branch) return null;
                branch.Silent.Add(end);
                if (IsAtEnd || pattern[_at] != '|') return end;
                _at++;
            }
        }

        private Node? Branch(Node from)
        {
            Node? at = Add();
            from.Silent.Add(at);
            while (at is not null && !IsAtEnd && pattern[_at] is not ('|' or ')')) at = Piece(at);
            return at;
        }

        /// <summary>Builds one atom as often as it may come. Where it ends is found by building it once beside.</summary>
        private Node? Piece(Node from)
        {
            int start = _at;
            if (Atom(Add()) is null || !ReadBounds(out int least, out int? most)) return null;
            int behind = _at;
            Node? at = from;
            for (int i = 0; i < least && at is not null; i++) at = Again(start, at);
            if (at is not null && most is null)
            {
                Node loop = Add();
                at.Silent.Add(loop);
                Again(start, loop)?.Silent.Add(loop);
                at = loop;
            }
            else if (at is not null)
            {
                Node last = Add();
                for (int i = least; i < most && at is not null; i++)
                {
                    at.Silent.Add(last);
                    at = Again(start, at);
                }

                at?.Silent.Add(last);
                at = at is null ? null : last;
            }

            _at = behind;
            return _nodes > NodesMax ? null : at;
        }

        private Node? Again(int start, Node from)
        {
            _at = start;
            return _nodes > NodesMax ? null : Atom(from);
        }

        private Node? Atom(Node from)
        {
            Node own = Add();
            from.Silent.Add(own);
            if (IsAtEnd) return null;
            char c = pattern[_at++];
            switch (c)
            {
                case '(':
                    if (Alternatives(own) is not { } inner || IsAtEnd || pattern[_at] != ')') return null;
                    _at++;
                    return inner;
                case '[':
                    return ReadClass() is { } listed ? Step(own, listed) : null;
                case '\\':
                    return ReadEscape() is { } escaped ? Step(own, One(escaped)) : null;
                case '.' or '?' or '*' or '+' or '{' or '}' or ')' or ']' or '^' or '$' or >= (char)Symbols:
                    return null;
                default:
                    return Step(own, One(c));
            }
        }

        private Node Step(Node from, bool[] symbols)
        {
            from.Class = symbols;
            return from.Behind = Add();
        }

        private static bool[] One(char c)
        {
            bool[] symbols = new bool[Symbols];
            symbols[c] = true;
            return symbols;
        }

        private char? ReadEscape()
        {
            if (IsAtEnd) return null;
            char c = pattern[_at++];
            return c switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '\\' or '|' or '.' or '?' or '*' or '+' or '(' or ')' or '{' or '}' or '-' or '[' or ']' or '^' => c,
                _ => null,
            };
        }

        private bool[]? ReadClass()
        {
            bool[] symbols = new bool[Symbols];
            bool isEmpty = true;
            while (!IsAtEnd && pattern[_at] != ']')
            {
                if (ReadMember(isEmpty) is not { } low) return null;
                char high = low;
                if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
                {
                    _at++;
                    if (pattern[_at] == '-' || ReadMember(isEmpty: false) is not { } upper || upper < low) return null;
                    high = upper;
                }

                for (int c = low; c <= high; c++) symbols[c] = true;
                isEmpty = false;
            }

            if (IsAtEnd || isEmpty) return null;
            _at++;
            return symbols;
        }

        private char? ReadMember(bool isEmpty)
        {
            char c = pattern[_at++];
            if (c == '\\') return ReadEscape();
            // A hyphen is itself at the beginning or the end of a class only.
            bool isLiteral = c < Symbols && c is not ('[' or '^') && (c != '-' || isEmpty || (_at < pattern.Length && pattern[_at] == ']'));
            return isLiteral ? c : null;
        }

        private bool ReadBounds(out int least, out int? most)
        {
            (least, most) = (1, 1);
            if (IsAtEnd) return true;
            switch (pattern[_at])
            {
                case '?':
                    (least, most) = (0, 1);
                    break;
                case '*':
                    (least, most) = (0, null);
                    break;
                case '+':
                    (least, most) = (1, null);
                    break;
                case '{':
                    int end = pattern.IndexOf('}', _at);
                    if (end < 0) return false;
                    string[] bounds = pattern[(_at + 1)..end].Split(',');
                    if (bounds.Length > 2 || !int.TryParse(bounds[0], out least)) return false;
                    most = least;
                    if (bounds is [_, ""]) most = null;
                    else if (bounds.Length == 2)
                    {
                        if (!int.TryParse(bounds[1], out int upper)) return false;
                        most = upper;
                    }

                    if (least > 1_000 || most is > 1_000 || most < least) return false;
                    _at = end;
                    break;
                default:
                    return true;
            }

            _at++;
            // A second quantifier behind the first has no place in a pattern.
            return IsAtEnd || pattern[_at] is not ('?' or '*' or '+' or '{');
        }
    }
}

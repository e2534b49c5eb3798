using System.Globalization;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>
/// Reads the regular expressions (XML Schema Part 2, appendix F) that schemas of ISO 20022 use: characters, classes, groups,
/// alternatives and quantifiers. What is negated is taken from printable ASCII. Categories (<c>\p</c>), names (<c>\i</c>,
/// <c>\c</c>) and the subtraction of classes are refused.
/// </summary>
internal sealed class PatternReader
{
    private const string Digits = "0123456789";
    private const string Word = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string Printable = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c));

    private readonly string _pattern;
    private int _at;

    private PatternReader(string pattern)
    {
        _pattern = pattern;
    }

    /// <summary>What makes texts that match a pattern.</summary>
    /// <exception cref="FormatException">It is no pattern, or has something that is not read here.</exception>
    public static PatternNode Read(string pattern)
    {
        var reader = new PatternReader(pattern);
        PatternNode node = reader.Alternatives();
        return reader._at == pattern.Length ? node : throw reader.Refuse("nothing more");
    }

    private PatternNode Alternatives()
    {
        List<PatternNode> parts = [Sequence()];
        while (Take('|')) parts.Add(Sequence());
        return parts.Count == 1 ? parts[0] : new PatternNode.Alternatives([.. parts]);
    }

    private PatternNode.Sequence Sequence()
    {
        List<PatternNode> parts = [];
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')')) parts.Add(Quantified(Atom()));
        return new PatternNode.Sequence([.. parts]);
    }

    private PatternNode Quantified(PatternNode atom)
    {
        if (Take('?')) return new PatternNode.Repeated(atom, 0, 1);
        if (Take('*')) return new PatternNode.Repeated(atom, 0, null);
        if (Take('+')) return new PatternNode.Repeated(atom, 1, null);
        if (!Take('{')) return atom;
        int least = Number();
        int? most = least;
        if (Take(',')) most = _at < _pattern.Length && _pattern[_at] != '}' ? Number() : null;
        Expect('}');
        if (most < least) throw Refuse("a quantifier whose end is not below its beginning");
        return new PatternNode.Repeated(atom, least, most);
    }

    private PatternNode Atom()
    {
        char c = _pattern[_at++];
        switch (c)
        {
            case '(':
                PatternNode group = Alternatives();
                Expect(')');
                return group;
            case '[': return new PatternNode.Characters(Class());
            case '\\': return new PatternNode.Characters(Escape());
            case '.': return new PatternNode.Characters(Printable);
            case '?' or '*' or '+' or '{' or '}' or ']':
                _at--;
                throw Refuse("a character");
            default: return new PatternNode.Characters(c.ToString());
        }
    }

    private string Class()
    {
        bool negated = Take('^');
        var members = new SortedSet<char>();
        while (!Take(']'))
        {
            if (_at >= _pattern.Length) throw Refuse("the end of a class");
            if (_pattern.AsSpan(_at).StartsWith("-[")) throw Refuse("no subtraction of classes");
            string from = Member();
            bool range = from.Length == 1 && _at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] is not (']' or '[');
            if (!range)
            {
                members.UnionWith(from);
                continue;
            }

            _at++;
            string to = Member();
            if (to.Length != 1 || to[0] < from[0]) throw Refuse("a range of characters");
            for (int c = from[0]; c <= to[0]; c++) members.Add((char)c);
        }

        string set = negated ? string.Concat(Printable.Except(members)) : string.Concat(members);
        return set.Length > 0 ? set : throw Refuse("a class with a member in printable ASCII");
    }

    private string Member()
    {
        char c = _pattern[_at++];
        return c == '\\' ? Escape() : c.ToString();
    }

    private string Escape()
    {
        if (_at >= _pattern.Length) throw Refuse("an escaped character");
        char c = _pattern[_at++];
        switch (c)
        {
            case 'd': return Digits;
            case 'D': return string.Concat(Printable.Except(Digits));
            case 'w': return Word;
            case 's': return " ";
            case 'S': return Printable[1..];
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            default:
                if (!char.IsAsciiLetterOrDigit(c)) return c.ToString();
                _at--;
                throw Refuse($"no \\{c}");
        }
    }

    private int Number()
    {
        int from = _at;
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at])) _at++;
        return _at > from && int.TryParse(_pattern.AsSpan(from, _at - from), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Refuse("a number");
    }

    private bool Take(char c)
    {
        if (_at >= _pattern.Length || _pattern[_at] != c) return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c)) throw Refuse($"'{c}'");
    }

    private FormatException Refuse(string expected) => new($"{expected} is expected at character {_at + 1}");
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>
/// Renders the chart by the small part of Helm's template language that it uses: if, else, range, define, include, and a handful of functions. What
/// it does not know is an error. It is not Helm, and shows no more than that the templates mean what they should by that part.
/// </summary>
/// <param name="values">The values.</param>
/// <param name="readFile">Reads a file of the chart.</param>
internal sealed partial class ChartRendering(IReadOnlyDictionary<string, object> values, Func<string, string> readFile)
{
    private readonly Dictionary<string, List<Part>> _defined = [];

    /// <summary>Takes in what a file defines.</summary>
    public void Define(string text) => Render(text);

    /// <summary>What becomes of a template.</summary>
    public string Render(string text)
    {
        int at = 0;
        List<string> tokens = Tokens(text);
        List<Part> parts = Parse(tokens, ref at);
        if (at < tokens.Count) throw new FormatException($"'{tokens[at]}' ends what has not begun.");
        return Write(parts, new Scope(Root(), []));
    }

    /// <summary>A part of YAML as templates see it.</summary>
    public static object ValueOf(Node node) => node.Members.Any()
        ? node.Members.ToDictionary(member => member.Key, member => ValueOf(member.Value))
        : node.Items.Any() ? node.Items.Select(ValueOf).ToList() : node.Text;

    private Dictionary<string, object> Root() => new()
    {
        ["Values"] = values,
        ["Release"] = new Dictionary<string, object> { ["Name"] = "payment-switch", ["Service"] = "Helm" },
        ["Chart"] = new Dictionary<string, object> { ["AppVersion"] = "0.1.0" },
    };

    // Text and actions by turns; a dash beside a brace takes the white space on that side away.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        int at = 0;
        bool trims = false;
        foreach (Match action in Action().Matches(text))
        {
            string before = text[at..action.Index];
            if (trims) before = before.TrimStart();
            if (action.Groups["left"].Length > 0) before = before.TrimEnd();
            tokens.Add("=" + before);
            tokens.Add(action.Groups["body"].Value.Trim());
            trims = action.Groups["right"].Length > 0;
            at = action.Index + action.Length;
        }

        tokens.Add("=" + (trims ? text[at..].TrimStart() : text[at..]));
        return tokens;
    }

    private static List<Part> Parse(List<string> tokens, ref int at)
    {
        var parts = new List<Part>();
        while (at < tokens.Count)
        {
            string token = tokens[at];
            string word = token.Split(' ')[0];
            if (word is "end" or "else") return parts;
            at++;
            if (token.StartsWith('=')) parts.Add(new Part("text", token[1..], [], []));
            else if (token.StartsWith("/*", StringComparison.Ordinal)) continue;
            else if (word is not ("if" or "range" or "define")) parts.Add(new Part("value", token, [], []));
            else
            {
                List<Part> then = Parse(tokens, ref at), otherwise = [];
                if (at < tokens.Count && tokens[at] == "else")
                {
                    at++;
                    otherwise = Parse(tokens, ref at);
                }

                if (at >= tokens.Count || tokens[at] != "end") throw new FormatException($"'{token}' is not closed.");
                at++;
                parts.Add(new Part(word, token[(word.Length + 1)..], then, otherwise));
            }
        }

        return parts;
    }

    private string Write(List<Part> parts, Scope scope)
    {
        var text = new StringBuilder();
        foreach (Part part in parts)
            text.Append(part.Kind switch
            {
                "text" => part.Text,
                "value" => TextOf(Evaluate(part.Text, scope)),
                "if" => Write(IsTrue(Evaluate(part.Text, scope)) ? part.Then : part.Otherwise, scope),
                "range" => Repeat(part, scope),
                _ => Keep(part),
            });
        return text.ToString();
    }

    private string Keep(Part part)
    {
        _defined[part.Text.Trim('"')] = part.Then;
        return "";
    }

    private string Repeat(Part part, Scope scope)
    {
        Match pair = Pair().Match(part.Text);
        object over = Evaluate(pair.Success ? pair.Groups["over"].Value : part.Text, scope);
        return over switch
        {
            Dictionary<string, object> map when pair.Success => string.Concat(map.OrderBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => Write(part.Then, new Scope(item.Value, new() { [pair.Groups["key"].Value] = item.Key, [pair.Groups["value"].Value] = item.Value })))),
            List<object> list when !pair.Success => string.Concat(list.Select(item => Write(part.Then, new Scope(item, scope.Variables)))),
            _ => throw new FormatException($"'range {part.Text}' goes over nothing that is known."),
        };
    }

    private object Evaluate(string expression, Scope scope)
    {
        object? last = null;
        foreach (List<string> command in Commands(expression))
        {
            object[] arguments = [.. command.Skip(1).Select(word => Word(word, scope)), .. last is null ? [] : (object[])[last]];
            last = command[0] switch
            {
                "include" => Write(_defined.TryGetValue((string)arguments[0], out List<Part>? named) ? named : throw new FormatException($"{arguments[0]} is not defined."), new Scope(arguments[1], [])),
                "nindent" => "\n" + string.Join('\n', TextOf(arguments[1]).Split('\n').Select(line => line.Length == 0 ? line : new string(' ', int.Parse((string)arguments[0], CultureInfo.InvariantCulture)) + line)),
                "quote" => $"\"{TextOf(arguments[0]).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
                "eq" => TextOf(arguments[0]) == TextOf(arguments[1]) ? "true" : "false",
                "and" => arguments.All(IsTrue) ? "true" : "false",
                "printf" => ((string)arguments[0]).Replace("%s", TextOf(arguments[1]), StringComparison.Ordinal),
                ".Files.Get" => readFile((string)arguments[0]),
                "toJson" => string.Join(',', ((Dictionary<string, object>)arguments[0]).Select(item => $"{item.Key}:{item.Value}")),
                "sha256sum" => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((string)arguments[0]))),
                _ when command.Count == 1 && last is null => Word(command[0], scope),
                _ => throw new FormatException($"'{command[0]}' is no function that is known here."),
            };
        }

        return last!;
    }

    private object Word(string word, Scope scope)
    {
        if (word.StartsWith('(')) return Evaluate(word[1..^1], scope);
        if (word.StartsWith('"')) return word[1..^1];
        if (word.StartsWith('$')) return scope.Variables[word];
        if (word == ".") return scope.Dot;
        if (!word.StartsWith('.')) return int.TryParse(word, out _) ? word : throw new FormatException($"'{word}' is not understood.");
        object at = scope.Dot;
        foreach (string key in word[1..].Split('.'))
            at = at is IReadOnlyDictionary<string, object> map && map.TryGetValue(key, out object? below) ? below : throw new FormatException($"{word} is not there.");
        return at;
    }

    private static IEnumerable<List<string>> Commands(string expression)
    {
        List<string> command = [];
        foreach (string word in Words().Matches(expression).Select(match => match.Value))
        {
            if (word != "|")
            {
                command.Add(word);
                continue;
            }

            yield return command;
            command = [];
        }

        yield return command;
    }

    private static bool IsTrue(object value) => value switch { string text => text is not ("" or "false"), System.Collections.ICollection many => many.Count > 0, _ => true };

    private static string TextOf(object value) => value as string ?? throw new FormatException("A list or a map is written where a text belongs.");

    [GeneratedRegex(@"\{\{(?<left>-?)(?<body>.*?)(?<right>-?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"^(?<key>\$\w+), (?<value>\$\w+) := (?<over>.+)$")]
    private static partial Regex Pair();

    [GeneratedRegex("""\([^()]*\)|"[^"]*"|\||[^\s|()"]+""")]
    private static partial Regex Words();

    /// <summary>A piece of a template.</summary>
    /// <param name="Kind">text, value, if, range or define.</param>
    /// <param name="Text">The text, or what stands after the word.</param>
    /// <param name="Then">What is in it.</param>
    /// <param name="Otherwise">What is in its else.</param>
    private sealed record Part(string Kind, string Text, List<Part> Then, List<Part> Otherwise);

    /// <summary>What a template sees.</summary>
    /// <param name="Dot">What the dot stands for.</param>
    /// <param name="Variables">Variables with their dollar sign.</param>
    private sealed record Scope(object Dot, Dictionary<string, object> Variables);
}

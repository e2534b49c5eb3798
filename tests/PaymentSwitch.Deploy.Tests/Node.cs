using YamlDotNet.RepresentationModel;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>A part of a YAML document. What is not there is <see cref="None"/>, so that a path can be asked for in one go.</summary>
/// <param name="yaml">The part; null where there is none.</param>
internal sealed class Node(YamlNode? yaml)
{
    /// <summary>What is not there.</summary>
    public static Node None { get; } = new(null);

    /// <summary>Whether there is anything.</summary>
    public bool IsThere => yaml is not null;

    /// <summary>Its text; empty where it is none.</summary>
    public string Text => (yaml as YamlScalarNode)?.Value ?? "";

    /// <summary>The items of a list; none where it is no list.</summary>
    public IEnumerable<Node> Items => yaml is YamlSequenceNode list ? list.Children.Select(child => new Node(child)) : [];

    /// <summary>The members of a map; none where it is no map.</summary>
    public IEnumerable<(string Key, Node Value)> Members => yaml is YamlMappingNode map ? map.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, new Node(pair.Value))) : [];

    /// <summary>The part at a path of keys.</summary>
    public Node this[params string[] path]
    {
        get
        {
            YamlNode? at = yaml;
            foreach (string key in path)
                at = at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;
            return at is null ? None : new Node(at);
        }
    }

    /// <summary>Whether all members of this map are in another one, as selectors want it. An empty selector selects everything.</summary>
    public bool Selects(Node labels) => Members.All(member => labels[member.Key].Text == member.Value.Text);

    /// <summary>Reads all documents of a text.</summary>
    public static IReadOnlyList<Node> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => new Node(document.RootNode))];
    }
}

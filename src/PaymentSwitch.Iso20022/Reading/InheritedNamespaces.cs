using System.Text;
using System.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// The namespace declarations of the elements around <c>Document</c>. It needs them in its own start tag to stand alone,
/// where anything in it uses them.
/// </summary>
internal sealed class InheritedNamespaces
{
    private readonly List<(int Depth, string Prefix, string Uri)> _declared = [];

    /// <summary>Takes in the declarations of an element around the document.</summary>
    internal void Enter(XmlReader reader)
    {
        if (!reader.HasAttributes) return;
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns") _declared.Add((reader.Depth, reader.LocalName, reader.Value));
            else if (reader.Prefix.Length == 0 && reader.LocalName == "xmlns") _declared.Add((reader.Depth, "", reader.Value));
        }

        reader.MoveToElement();
    }

    /// <summary>Forgets the declarations of an element that ends.</summary>
    /// <param name="depth">The element's depth as the reader counts it.</param>
    internal void Leave(int depth)
    {
        // An attribute lies one deeper than its element.
        while (_declared.Count > 0 && _declared[^1].Depth > depth) _declared.RemoveAt(_declared.Count - 1);
    }

    /// <summary>What is in force at the start of the document, apart from what it declares itself; null for nothing.</summary>
    internal List<(string Prefix, string Uri)>? InForce(XmlReader document)
    {
        if (_declared.Count == 0) return null;
        List<(string Prefix, string Uri)>? inForce = null;
        for (int i = _declared.Count - 1; i >= 0; i--)
        {
            (_, string prefix, string uri) = _declared[i];
            bool own = document.GetAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix) is not null;
            bool overruled = _declared.FindIndex(i + 1, later => later.Prefix == prefix) >= 0;
            if (!own && !overruled && uri.Length > 0) (inForce ??= []).Insert(0, (prefix, uri));
        }

        return inForce;
    }

    /// <summary>
    /// The attributes that the document needs. A prefix counts as used where it stands anywhere before a colon, so that
    /// names in values are found too: one declaration too many changes nothing.
    /// </summary>
    /// <param name="inForce">What is in force at its start.</param>
    /// <param name="usesDefault">Whether it has an element without a prefix.</param>
    /// <param name="document">Its bytes.</param>
    internal static string AttributesFor(
        List<(string Prefix, string Uri)>? inForce, bool usesDefault, ReadOnlySpan<byte> document)
    {
        if (inForce is null) return "";
        var attributes = new StringBuilder();
        foreach ((string prefix, string uri) in inForce)
        {
            if (prefix.Length == 0 ? !usesDefault : document.IndexOf(Encoding.UTF8.GetBytes(prefix + ":")) < 0) continue;
            string escaped = uri.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal)
                .Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal);
            attributes.Append(prefix.Length == 0 ? " xmlns=\"" : $" xmlns:{prefix}=\"").Append(escaped).Append('"');
        }

        return attributes.ToString();
    }
}

using System.Text;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// The namespace declarations of the elements around <c>Document</c>. It needs them in its own start tag to stand alone,
/// where anything in it uses them.
/// </summary>
internal static class InheritedNamespaces
{
    /// <summary>What is in force at the start tag that was read last, apart from what it declares itself; null for nothing.</summary>
    internal static List<(string Prefix, string Uri)>? InForce(in XmlTokenizer xml)
    {
        List<(string Prefix, string Uri)>? inForce = null;
        int before = xml.ElementAt(xml.Depth).BindingsBefore;
        for (int i = 0; i < before; i++)
        {
            ref readonly NamespaceBinding binding = ref xml.BindingAt(i);
            ReadOnlySpan<byte> uri = xml.UriOf(in binding);
            if (uri.IsEmpty || IsOverruled(in xml, i)) continue;
            (inForce ??= []).Add((Encoding.UTF8.GetString(xml.PrefixOf(in binding)), Encoding.UTF8.GetString(uri)));
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
    internal static string AttributesFor(List<(string Prefix, string Uri)> inForce, bool usesDefault, ReadOnlySpan<byte> document)
    {
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

    private static bool IsOverruled(in XmlTokenizer xml, int index)
    {
        ReadOnlySpan<byte> prefix = xml.PrefixOf(in xml.BindingAt(index));
        for (int i = index + 1; i < xml.BindingCount; i++)
            if (xml.PrefixOf(in xml.BindingAt(i)).SequenceEqual(prefix)) return true;
        return false;
    }
}

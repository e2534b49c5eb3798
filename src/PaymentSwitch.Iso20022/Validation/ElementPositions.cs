using System.Text;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Validation;

/// <summary>
/// Finds where in a message the elements stand that rules complain of. Rules know paths only, because a good message must
/// not pay for lines and columns: it is read a second time when something is wrong.
/// </summary>
internal static class ElementPositions
{
    /// <summary>The same errors with line and column: of the first element of the path, or, where there is none, of the nearest one around it.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="body">The message, which has been read before.</param>
    /// <param name="limits">The bounds within which it was read.</param>
    internal static List<ValidationError> Place(List<ValidationError> errors, ReadOnlySpan<byte> body, MessageLimits limits)
    {
        int[] depths = new int[errors.Count];
        var xml = new XmlTokenizer(body, limits, NamespaceTable.Empty, new XmlWorkspace(limits));
        var path = new StringBuilder();
        // How long the path was before each open element: what a closing one cuts back to.
        var lengths = new Stack<int>();
        while (xml.Read() is var token and not (XmlToken.End or XmlToken.Fault))
        {
            if (token == XmlToken.EndElement) path.Length = lengths.Pop();
            if (token != XmlToken.StartElement) continue;
            lengths.Push(path.Length);
            ReadOnlySpan<byte> name = xml.LocalNameAt(xml.Depth);
            // Paths begin with the header or the document, whatever wraps them.
            if (path.Length == 0 && !name.SequenceEqual("Document"u8) && !name.SequenceEqual("AppHdr"u8)) continue;
            path.Append('/').Append(Encoding.UTF8.GetString(name));
            PlaceHere(errors, depths, path.ToString(), lengths.Count, body, xml.TokenStart + 1);
        }

        return errors;
    }

    private static void PlaceHere(List<ValidationError> errors, int[] depths, string path, int depth, ReadOnlySpan<byte> body, int offset)
    {
        for (int i = 0; i < depths.Length; i++)
        {
            // Of several equally near ones the first has it.
            if (depth <= depths[i] || errors[i].ElementPath is not { } wanted || !LeadsTo(path, wanted)) continue;
            depths[i] = depth;
            (int line, int column) = TextPosition.Of(body, offset);
            errors[i] = errors[i] with { Line = line, Column = column };
        }
    }

    private static bool LeadsTo(string path, string wanted) =>
        wanted.StartsWith(path, StringComparison.Ordinal) && (wanted.Length == path.Length || wanted[path.Length] == '/');
}

using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace PaymentSwitch.Iso20022.Validation;

/// <summary>
/// Finds where in a message the elements stand that rules complain of. Rules know paths only, because a good message must
/// not pay for lines and columns: it is read a second time when something is wrong.
/// </summary>
internal static class ElementPositions
{
    /// <summary>The same errors with line and column: of the first element of the path, or, where there is none, of the nearest one around it.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="body">The message, which has been read as well-formed before.</param>
    internal static List<ValidationError> Place(List<ValidationError> errors, ReadOnlyMemory<byte> body)
    {
        try
        {
            Walk(errors, body);
        }
        catch (XmlException)
        {
            // The message was read before, by another reader. Should the two ever disagree, errors without lines are better
            // than none.
        }

        return errors;
    }

    private static void Walk(List<ValidationError> errors, ReadOnlyMemory<byte> body)
    {
        int[] depths = new int[errors.Count];
        using XmlReader reader = XmlReader.Create(StreamOf(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var lines = (IXmlLineInfo)reader;
        var path = new StringBuilder();
        // How long the path was before each open element: what a closing one cuts back to.
        var lengths = new Stack<int>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                path.Length = lengths.Pop();
                continue;
            }

            if (reader.NodeType != XmlNodeType.Element) continue;
            lengths.Push(path.Length);
            // Paths begin with the header or the document, whatever wraps them.
            if (path.Length > 0 || reader.LocalName is "Document" or "AppHdr")
            {
                path.Append('/').Append(reader.LocalName);
                PlaceHere(errors, depths, path.ToString(), lengths.Count, lines);
            }

            if (reader.IsEmptyElement) path.Length = lengths.Pop();
        }
    }

    private static void PlaceHere(List<ValidationError> errors, int[] depths, string path, int depth, IXmlLineInfo lines)
    {
        for (int i = 0; i < depths.Length; i++)
        {
            // Of several equally near ones the first has it.
            if (depth <= depths[i] || errors[i].ElementPath is not { } wanted || !LeadsTo(path, wanted)) continue;
            depths[i] = depth;
            errors[i] = errors[i] with { Line = lines.LineNumber, Column = lines.LinePosition };
        }
    }

    private static bool LeadsTo(string path, string wanted) =>
        wanted.StartsWith(path, StringComparison.Ordinal) && (wanted.Length == path.Length || wanted[path.Length] == '/');

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out ArraySegment<byte> segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);
}

using System.Text;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <content>What is wrong, and where.</content>
internal ref partial struct MessageWalk
{
    /// <summary>The path of an element from the root of header or document on; of several of one name it says which.</summary>
    /// <param name="depth">How deep the element stands, as the tokeniser counts.</param>
    private readonly string Path(int depth)
    {
        var path = new StringBuilder();
        for (int at = _regionDepth; at <= depth; at++)
        {
            path.Append('/').Append(Encoding.UTF8.GetString(_xml.LocalNameAt(at)));
            if (at - _regionDepth < _frames.Length && _frames[at - _regionDepth].Ordinal > 1) path.Append('[').Append(_frames[at - _regionDepth].Ordinal).Append(']');
        }

        return path.ToString();
    }

    // Of a tag, its name is pointed at.
    private void AddSchemaError(int depth, string text) => AddSchemaError(depth, _xml.TokenStart + (_bytes[_xml.TokenStart] == '<' ? 1 : 0), text);

    private void AddSchemaError(int depth, int offset, string text) => Add(MessageErrorKind.Schema, MessageErrorCodes.Schema, Path(depth), offset, ErrorText.Cut(text));

    private void Add(MessageErrorKind kind, string code, string? path, int offset, string text)
    {
        if (_stopped) return;
        (int line, int column) = TextPosition.Of(_bytes, offset);
        _errors ??= [];
        if (_errors.Count < _limits.ErrorsMax - 1)
        {
            _errors.Add(new MessageError(kind, code, path, line, column, text));
            return;
        }

        _errors.Add(new MessageError(MessageErrorKind.Limit, MessageErrorCodes.Errors, path, line, column,
            $"There are {_limits.ErrorsMax} or more errors; reading has stopped here."));
        _stopped = true;
    }

    private void AddNoDocument()
    {
        string found = _rejectedDocument is null
            ? $"The root element is {ErrorText.Cut(_root ?? "missing", 120)}, and there is no Document in it"
            : $"Document is in the namespace '{_rejectedDocument}'";
        _errors = [new MessageError(MessageErrorKind.UnknownMessage, MessageErrorCodes.NoDocument, null, 1, 1,
            $"{found}; expected a Document in a namespace that begins with {SchemaCatalogue.NamespacePrefix}")];
    }

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        const int Most = 400;
        return ErrorText.Cut(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Most)]), 100);
    }
}

using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>One pass over one message that is within its bounds: well-formedness, schema, facts. Everything wrong is collected.</summary>
internal sealed class MessageWalk
{
    private const string InstanceNamespace = XmlSchema.InstanceNamespace;
    private const string HeaderNamespace = SchemaCatalogue.NamespacePrefix + "head.001.001.02";

    private readonly ReadingSession _session;
    private readonly SchemaCatalogue _schemas;
    private readonly MessageLimits _limits;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<MessageError> _errors = [];
    private readonly InheritedNamespaces _inherited = new();
    private readonly string[] _path;
    private readonly FactTree?[] _facts;

    private XmlReader _reader = null!;
    private IXmlLineInfo _lines = null!;
    private XmlSchemaValidator? _validator;
    private CompiledSchema? _schema;
    private int _regionDepth;
    private int _depth;
    private int _skipDepth;
    private bool _inSkipped;
    private bool _isDocument;
    private string? _text;
    private int _elements;
    private bool _stopped;

    private string? _root;
    private string? _rejectedDocument;
    private string? _definition;
    private int _headers;
    private int _documentOrdinal;
    private bool _usesDefaultNamespace;
    private List<(string Prefix, string Uri)>? _inForce;

    internal MessageWalk(ReadingSession session, SchemaCatalogue schemas, MessageLimits limits, ReadOnlyMemory<byte> body)
    {
        _session = session;
        _schemas = schemas;
        _limits = limits;
        _body = body;
        _path = new string[limits.DepthMax + 1];
        _facts = new FactTree?[limits.DepthMax + 1];
    }

    /// <summary>Walks to the end, or to where it cannot go on.</summary>
    /// <param name="documentOrdinal">Which element the scanner has located, counted from 1.</param>
    /// <param name="documentStart">Where that begins, in bytes.</param>
    /// <param name="documentEnd">Where that ends, in bytes.</param>
    internal MessageReadResult Run(int documentOrdinal, int documentStart, int documentEnd)
    {
        _session.Errors = AddSchemaError;
        try
        {
            Walk();
        }
        catch (XmlException e)
        {
            AddNotWellFormed(e);
        }

        BusinessHeader? header = _headers > 0 ? MessageBuilder.Header(_session.Facts) : null;
        if (_errors.Count == 0 && _documentOrdinal == 0) AddNoDocument();
        IncomingMessage? message = null;
        if (_errors.Count == 0)
        {
            if (_documentOrdinal != documentOrdinal)
            {
                var locator = new MarkupScanner(_body.Span, _limits, _documentOrdinal);
                locator.Run();
                (documentStart, documentEnd) = (locator.DocumentStart, locator.DocumentEnd);
            }

            if (documentEnd > documentStart) message = Build(header, documentStart, documentEnd);
            else AddUnlocated();
        }

        string? id = _session.Facts.First(ElementFact.BusinessMessageId) ?? _session.Facts.First(ElementFact.MessageId);
        return new MessageReadResult
        {
            Message = message,
            Errors = _errors,
            Header = header,
            MessageDefinition = _definition,
            MessageId = MessageIdentification.Usable(id) ? id : MessageIdentification.Find(_body.Span),
        };
    }

    private IncomingMessage? Build(BusinessHeader? header, int start, int end)
    {
        string inherited = InheritedNamespaces.AttributesFor(_inForce, _usesDefaultNamespace, _body.Span[start..end]);
        var original = new OriginalMessage(_body, start, end - start, inherited);
        IncomingMessage? message = MessageBuilder.Message(_definition!, _session.Facts, header, original, [.. _session.BeyondLatin]);
        if (message is null)
        {
            _errors.Add(new MessageError(MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition, "/Document", 0, 0,
                $"The switch has no use for a {_definition}."));
        }

        return message;
    }

    private void Walk()
    {
        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(_body, out ArraySegment<byte> array) ? array : new ArraySegment<byte>(_body.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using XmlReader reader = XmlReader.Create(stream, _session.Settings);
        _reader = reader;
        _lines = (IXmlLineInfo)reader;
        while (!_stopped && reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    _elements++;
                    if (_validator is not null) EnterElement();
                    else if (!_inSkipped) EnterWrapper();
                    break;
                case XmlNodeType.EndElement:
                    if (_validator is not null) LeaveElement();
                    else if (_inSkipped) _inSkipped = reader.Depth != _skipDepth;
                    else _inherited.Leave(reader.Depth);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    if (_validator is not null) TakeText(reader.Value);
                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (_validator is not null) TakeWhitespace(reader.Value);
                    break;
            }
        }
    }

    // ---- Around header and document ----

    private void EnterWrapper()
    {
        string name = _reader.LocalName;
        string ns = _reader.NamespaceURI;
        _root ??= $"'{name}' in the namespace '{ns}'";
        if (name == "AppHdr") BeginHeader(ns);
        else if (name == "Document" && ns.StartsWith(SchemaCatalogue.NamespacePrefix, StringComparison.Ordinal)) BeginDocument(ns);
        else
        {
            if (name == "Document") _rejectedDocument ??= ns;
            if (!_reader.IsEmptyElement) _inherited.Enter(_reader);
        }
    }

    private void BeginHeader(string ns)
    {
        if (++_headers > 1 || _documentOrdinal != 0)
        {
            Add(MessageErrorKind.UnknownMessage, MessageErrorCodes.Arrangement, "/AppHdr",
                "There is a second AppHdr, or one behind the Document; expected at most one, before it.");
            Skip();
        }
        else if (ns == HeaderNamespace && _schemas.Find(ns) is { } schema)
        {
            BeginRegion(schema, FactTrees.Header, isDocument: false);
        }
        else
        {
            Add(MessageErrorKind.UnknownMessage, MessageErrorCodes.HeaderVersion, "/AppHdr",
                $"AppHdr is in the namespace '{ErrorText.Cut(ns, 120)}'; expected {HeaderNamespace}.");
            Skip();
        }
    }

    private void BeginDocument(string ns)
    {
        if (_documentOrdinal != 0)
        {
            Add(MessageErrorKind.UnknownMessage, MessageErrorCodes.Arrangement, "/Document", "There is a second Document; expected one.");
            Skip();
            return;
        }

        _documentOrdinal = _elements;
        _definition = ErrorText.Cut(ns[SchemaCatalogue.NamespacePrefix.Length..], MessageIdentification.LengthMax);
        if (_schemas.Find(ns) is { } schema && FactTrees.Of(_definition) is { } facts)
        {
            _inForce = _inherited.InForce(_reader);
            BeginRegion(schema, facts, isDocument: true);
            return;
        }

        string known = string.Join(", ", _schemas.MessageDefinitions.Where(definition => FactTrees.Of(definition) is not null));
        Add(MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition, "/Document",
            $"The message definition '{_definition}' is not known here; expected one of {known}.");
        Skip();
    }

    private void Skip()
    {
        if (_reader.IsEmptyElement) return;
        _inSkipped = true;
        _skipDepth = _reader.Depth;
    }

    private void BeginRegion(CompiledSchema schema, FactTree facts, bool isDocument)
    {
        _schema = schema;
        _isDocument = isDocument;
        _validator = _session.ValidatorOf(schema);
        _validator.LineInfoProvider = _lines;
        _validator.Initialize();
        _regionDepth = _reader.Depth;
        Enter(facts, depth: 0);
    }

    // ---- Within header and document ----

    private void EnterElement()
    {
        int depth = _reader.Depth - _regionDepth;
        Enter(_facts[depth - 1]?.Child(_reader.LocalName), depth);
    }

    private void Enter(FactTree? facts, int depth)
    {
        _depth = depth;
        _path[depth] = _reader.LocalName;
        _facts[depth] = facts;
        _text = null;
        _usesDefaultNamespace |= _isDocument && _reader.Prefix.Length == 0;
        if (facts is not null && facts.Start != ElementFact.None) _session.Facts.Add(facts.Start, "");

        bool hasAttributes = _reader.HasAttributes;
        string? nil = hasAttributes ? _reader.GetAttribute("nil", InstanceNamespace) : null;
        _validator!.ValidateElement(_reader.LocalName, _reader.NamespaceURI, null, null, nil, null, null);
        bool isEmpty = _reader.IsEmptyElement;
        if (hasAttributes) EnterAttributes(facts);
        _validator.ValidateEndOfAttributes(null);
        if (isEmpty) LeaveElement();
    }

    private void EnterAttributes(FactTree? facts)
    {
        while (_reader.MoveToNextAttribute())
        {
            string ns = _reader.NamespaceURI;
            if (ns == "http://www.w3.org/2000/xmlns/") continue;
            if (ns == InstanceNamespace)
            {
                // Where a schema may be found is for tools; xsi:nil was handed over with the element.
                if (_reader.LocalName != "type") continue;
                Add(MessageErrorKind.Forbidden, MessageErrorCodes.TypeAttribute, Path(),
                    "An attribute xsi:type was found; what an element holds is said by the schema alone.");
                continue;
            }

            _validator!.ValidateAttribute(_reader.LocalName, ns, _reader.Value, null);
            if (facts is not null && facts.Currency != ElementFact.None && _reader.LocalName == "Ccy" && ns.Length == 0)
                _session.Facts.Add(facts.Currency, _reader.Value);
        }

        _reader.MoveToElement();
    }

    private void LeaveElement()
    {
        int depth = _reader.Depth - _regionDepth;
        FactTree? facts = _facts[depth];
        if (facts is not null && facts.Text != ElementFact.None) _session.Facts.Add(facts.Text, _text ?? "");
        _text = null;
        _depth = depth;
        _validator!.ValidateEndElement(null);
        _depth = depth - 1;
        if (depth > 0) return;
        _validator.EndValidation();
        _validator = null;
    }

    private void TakeText(string text)
    {
        _validator!.ValidateText(text);
        _text = _text is null ? text : _text + text;
        if (!_isDocument || LatinCharacters.FirstBeyond(text) < 0 || _session.BeyondLatin.Count >= _limits.ErrorsMax) return;
        _session.BeyondLatin.Add(new PlacedText(Path(), text));
    }

    private void TakeWhitespace(string text)
    {
        _validator!.ValidateWhitespace(text);
        if (_facts[_reader.Depth - _regionDepth - 1] is { Text: not ElementFact.None }) _text = _text is null ? text : _text + text;
    }

    // ---- Errors ----

    /// <summary>The path of the element that was entered last and not left, or is just being left.</summary>
    private string Path() => "/" + string.Join('/', _path, 0, _depth + 1);

    private void AddSchemaError(XmlSchemaException e)
    {
        string text = e.Message
            .Replace($" in namespace '{_schema!.Namespace}'", "", StringComparison.Ordinal)
            .Replace(_schema.Namespace + ":", "", StringComparison.Ordinal);
        Add(MessageErrorKind.Schema, MessageErrorCodes.Schema, Path(), ErrorText.Cut(text));
    }

    private void Add(MessageErrorKind kind, string code, string path, string text) =>
        Add(new MessageError(kind, code, path, _lines.LineNumber, _lines.LinePosition, text));

    private void Add(MessageError error)
    {
        if (_stopped) return;
        if (_errors.Count < _limits.ErrorsMax - 1)
        {
            _errors.Add(error);
            return;
        }

        _errors.Add(new MessageError(MessageErrorKind.Limit, MessageErrorCodes.Errors, error.ElementPath, error.Line, error.Column,
            $"There are {_limits.ErrorsMax} or more errors; reading has stopped here."));
        _stopped = true;
    }

    private void AddNotWellFormed(XmlException e)
    {
        string? path = _validator is null ? null : Path();
        bool cutOff = IsAtEnd(e);
        string text = cutOff ? "The XML ends too early: " + e.Message : e.Message;
        Add(new MessageError(MessageErrorKind.NotWellFormed, cutOff ? MessageErrorCodes.Truncated : MessageErrorCodes.NotWellFormed,
            path, e.LineNumber, e.LinePosition, ErrorText.Cut(text)));
    }

    private bool IsAtEnd(XmlException e)
    {
        (int line, int column) = TextPosition.Of(_body.Span, _body.Length);
        return e.LineNumber == line && e.LinePosition >= column - 1;
    }

    // The scanner follows whatever is well-formed, so this says that one of the two readers is wrong. Better refused than forwarded.
    private void AddUnlocated() => _errors.Add(new MessageError(
        MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed, "/Document", 0, 0, "The bytes of Document could not be located."));

    private void AddNoDocument()
    {
        string found = _rejectedDocument is null
            ? $"The root element is {ErrorText.Cut(_root ?? "missing", 120)}, and there is no Document in it"
            : $"Document is in the namespace '{ErrorText.Cut(_rejectedDocument, 120)}'";
        _errors.Add(new MessageError(MessageErrorKind.UnknownMessage, MessageErrorCodes.NoDocument, null, 1, 1,
            $"{found}; expected a Document in a namespace that begins with {SchemaCatalogue.NamespacePrefix}"));
    }
}

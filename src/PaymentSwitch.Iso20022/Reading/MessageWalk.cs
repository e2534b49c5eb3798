using System.Text;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// The one pass over a message: bounds and well-formedness by the tokeniser, then validation by the schema's automata and the
/// facts, as the elements come. Everything wrong is collected.
/// </summary>
internal ref partial struct MessageWalk
{
    private const string HeaderDefinition = "head.001.001.02";

    private readonly ReadingSession _session;
    private readonly SchemaCatalogue _schemas;
    private readonly MessageLimits _limits;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ReadOnlySpan<byte> _bytes;
    private XmlTokenizer _xml;
    private Span<ElementFrame> _frames;
    private List<MessageError>? _errors;
    private bool _stopped;

    // Header or document, while it is being read.
    private CompiledSchema? _schema;
    private int _regionDepth;
    private bool _isDocument;
    private int _skipDepth;

    // The text of the element that is being read.
    private ValueKind _value;
    private int _valueStart;
    private int _valueLength;

    // What was found.
    private string? _root;
    private string? _rejectedDocument;
    private string? _definition;
    private int _headers;
    private bool _hasDocument;
    private int _documentStart;
    private int _documentEnd;
    private MessageContent? _content;
    private List<(string Prefix, string Uri)>? _inherited;
    private bool _usesDefaultNamespace;

    internal MessageWalk(ReadingSession session, SchemaCatalogue schemas, MessageLimits limits, ReadOnlyMemory<byte> body)
    {
        _session = session;
        _schemas = schemas;
        _limits = limits;
        _body = body;
        _bytes = body.Span;
        _frames = session.Frames;
        _xml = new XmlTokenizer(_bytes, limits, schemas.Namespaces, session.Xml);
    }

    private enum ValueKind
    {
        None = 0,
        InMessage,
        Resolved,
    }

    /// <summary>Walks to the end, or to where it cannot go on.</summary>
    internal MessageReadResult Run()
    {
        _session.Facts.Begin(_body);
        Walk();
        FactSheet facts = _session.Facts;
        BusinessHeader? header = _headers > 0 ? MessageBuilder.Header(facts) : null;
        if (_errors is null && !_hasDocument) AddNoDocument();
        IncomingMessage? message = _errors is null ? Build(header) : null;
        string? id = facts.First(ElementFact.BusinessMessageId) ?? facts.First(ElementFact.MessageId);
        return new MessageReadResult
        {
            Message = message,
            Errors = _errors ?? (IReadOnlyList<MessageError>)[],
            Header = header,
            MessageDefinition = _definition,
            MessageId = MessageIdentification.Usable(id) ? id : MessageIdentification.Find(_bytes),
        };
    }

    private readonly IncomingMessage Build(BusinessHeader? header)
    {
        string inherited = _inherited is null ? "" : InheritedNamespaces.AttributesFor(_inherited, _usesDefaultNamespace, _bytes[_documentStart.._documentEnd]);
        var original = new OriginalMessage(_body, _documentStart, _documentEnd - _documentStart, inherited);
        return MessageBuilder.Message(_definition!, _session.Facts, _content, header, original);
    }

    private void Walk()
    {
        while (!_stopped)
        {
            if (_schema is not null) ReadExpected();
            switch (_xml.Read())
            {
                case XmlToken.StartElement:
                    if (_schema is not null) Enter();
                    else if (_skipDepth == 0) EnterWrapper();
                    break;
                case XmlToken.EndElement:
                    if (_schema is not null) Leave();
                    else if (_xml.Depth < _skipDepth) _skipDepth = 0;
                    break;
                case XmlToken.Text:
                    if (_schema is not null) TakeText();
                    break;
                case XmlToken.End:
                    return;
                default:
                    XmlFault fault = _xml.Fault!;
                    Add(fault.Kind, fault.Code, _schema is null ? null : Path(_xml.Depth), fault.Offset, fault.Text);
                    return;
            }
        }
    }

    private void EnterWrapper()
    {
        ReadOnlySpan<byte> name = _xml.LocalNameAt(_xml.Depth);
        _root ??= $"'{Show(name)}' in the namespace '{Show(Uri())}'";
        if (name.SequenceEqual("AppHdr"u8)) BeginHeader();
        else if (!name.SequenceEqual("Document"u8)) return;
        else if (Uri().StartsWith(SchemaCatalogue.Utf8NamespacePrefix)) BeginDocument();
        else _rejectedDocument ??= Show(Uri());
    }

    private readonly ReadOnlySpan<byte> Uri() => _xml.UriOfElement(_xml.Depth);

    private void BeginHeader()
    {
        if (++_headers > 1 || _hasDocument)
        {
            Refuse(MessageErrorCodes.Arrangement, "/AppHdr", "There is a second AppHdr, or one behind the Document; expected at most one, before it.");
        }
        else if (_schemas.Find(_xml.Namespace) is { MessageDefinition: HeaderDefinition } schema)
        {
            BeginRegion(schema);
        }
        else
        {
            Refuse(MessageErrorCodes.HeaderVersion, "/AppHdr",
                $"AppHdr is in the namespace '{Show(Uri())}'; expected {SchemaCatalogue.NamespacePrefix}{HeaderDefinition}.");
        }
    }

    private void BeginDocument()
    {
        if (_hasDocument)
        {
            Refuse(MessageErrorCodes.Arrangement, "/Document", "There is a second Document; expected one.");
            return;
        }

        _hasDocument = true;
        _documentStart = _xml.TokenStart;
        if (_schemas.Find(_xml.Namespace) is { } schema && schema.Root("Document"u8) is not null)
        {
            _definition = schema.MessageDefinition;
            if (!schema.HasFacts) _content = new MessageContent();
            _isDocument = true;
            _inherited = InheritedNamespaces.InForce(in _xml);
            BeginRegion(schema);
            return;
        }

        _definition = ErrorText.Cut(Encoding.UTF8.GetString(Uri()[SchemaCatalogue.Utf8NamespacePrefix.Length..]), MessageIdentification.LengthMax);
        Refuse(MessageErrorCodes.MessageDefinition, "/Document", ErrorText.Cut(
            $"The message definition '{_definition}' is not known here; expected one of {string.Join(", ", KnownLike(_definition))}."));
    }

    /// <summary>The definitions of the same message in other versions; where there are none, all.</summary>
    private readonly string[] KnownLike(string definition)
    {
        const int MessageLength = 9;
        string[] all = [.. _schemas.All.Where(schema => schema.Root("Document"u8) is not null).Select(schema => schema.MessageDefinition)];
        string[] like = [.. all.Where(known => definition.Length >= MessageLength && known.StartsWith(definition[..MessageLength], StringComparison.Ordinal))];
        return like.Length > 0 ? like : all;
    }

    private void Refuse(string code, string path, string text)
    {
        Add(MessageErrorKind.UnknownMessage, code, path, _xml.TokenStart, text);
        _skipDepth = _xml.Depth;
    }

    private void BeginRegion(CompiledSchema schema)
    {
        _schema = schema;
        _regionDepth = _xml.Depth;
        if (schema.Root(_xml.LocalNameAt(_xml.Depth)) is not { } root) throw new InvalidOperationException($"{schema.File} declares no root element for the message it is asked for.");
        Begin(root, ordinal: 1);
    }
}

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
internal ref struct MessageWalk
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
            if (_schema is not null && TryExpected()) continue;
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

    // ---- Around header and document ----

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
        string known = string.Join(", ", _schemas.All.Where(entry => entry.Root("Document"u8) is not null).Select(entry => entry.MessageDefinition));
        Refuse(MessageErrorCodes.MessageDefinition, "/Document", $"The message definition '{_definition}' is not known here; expected one of {known}.");
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

    // ---- Elements ----

    private void Enter()
    {
        ref ElementFrame parent = ref _frames[_xml.Depth - _regionDepth - 1];
        _usesDefaultNamespace |= _isDocument && _xml.ElementAt(_xml.Depth).PrefixLength == 0;
        switch (parent.Check)
        {
            case ElementCheck.Declared:
                EnterChild(ref parent);
                break;
            case ElementCheck.Lax:
                EnterLax();
                break;
            default:
                Skip();
                break;
        }
    }

    /// <summary>
    /// Reads the next element where it is one that may come next, written as nearly all are: without prefix and attributes, and
    /// where it holds a text, that valid and without references. Everything else is read the long way, errors among it.
    /// </summary>
    private bool TryExpected()
    {
        ref ElementFrame parent = ref _frames[_xml.Depth - _regionDepth];
        if (_content is not null || parent.Check != ElementCheck.Declared || parent.Type!.States.Length == 0 || parent.IsNil || _xml.DefaultNamespace != _schema!.Number) return false;
        if (!_xml.IsBeforeTag(out int at, out ulong head)) return false;
        foreach (ref readonly Transition transition in parent.Type.States[parent.State].Next.AsSpan())
        {
            ElementDeclaration element = transition.Element;
            if (!_xml.IsAt(element.Tag, at, head)) continue;
            TypeDefinition type = element.Type;
            if (type.Attributes.Length > 0) return false;
            if (type.Content != ContentKind.Text)
            {
                if (!_xml.TryOpen(element.Tag, at)) return false;
                _usesDefaultNamespace |= _isDocument;
                Follow(ref parent, in transition);
                return true;
            }

            int end = _xml.MeasureLeaf(element.Tag, at, out int start, out int length);
            if (end == 0 || !type.Text!.IsValid(_bytes.Slice(start, length))) return false;
            _xml.PassLeaf(at, end);
            _usesDefaultNamespace |= _isDocument;
            CountChild(ref parent, in transition);
            if (element.Facts is not { } facts) return true;
            if (facts.Start != ElementFact.None) _session.Facts.Add(facts.Start, 0, 0);
            if (facts.Text != ElementFact.None) _session.Facts.Add(facts.Text, start, length);
            return true;
        }

        return false;
    }

    private void EnterChild(ref ElementFrame parent)
    {
        TypeDefinition type = parent.Type!;
        if (type.States.Length == 0 || parent.IsNil)
        {
            AddUnexpected(parent.IsNil ? "nothing, because of xsi:nil" : type.Content == ContentKind.Text ? "a text" : "nothing");
            return;
        }

        ContentState state = type.States[parent.State];
        ReadOnlySpan<byte> name = _xml.LocalNameAt(_xml.Depth);
        if (_xml.Namespace == _schema!.Number)
        {
            ulong head = ElementDeclaration.HeadOf(name);
            foreach (ref readonly Transition transition in state.Next.AsSpan())
            {
                if (!transition.Element.IsNamed(name, head)) continue;
                Follow(ref parent, in transition);
                return;
            }
        }

        if (state.Any is { } any && any.Allowed.Allows(Uri()))
        {
            parent.State = any.Target;
            parent.LastChild = null;
            if (any.Allowed.Check == ContentCheck.Skip) Skip();
            else if (any.Allowed.Check == ContentCheck.Lax) EnterLax();
            else if (GlobalDeclaration() is { } declared) Begin(declared, ordinal: 1);
            else AddUnexpected("an element that the schema declares");
            return;
        }

        Recover(ref parent, type, state, name);
    }

    private void Follow(ref ElementFrame parent, in Transition transition)
    {
        CountChild(ref parent, in transition);
        Begin(transition.Element, parent.LastChildOrdinal);
    }

    private static void CountChild(ref ElementFrame parent, in Transition transition)
    {
        parent.State = transition.Target;
        parent.LastChildOrdinal = parent.LastChild == transition.Element ? parent.LastChildOrdinal + 1 : 1;
        parent.LastChild = transition.Element;
    }

    /// <summary>
    /// An element that cannot stand here: where it can stand further on, something before it is missing, and it is read on
    /// from there; otherwise it is left aside.
    /// </summary>
    private void Recover(ref ElementFrame parent, TypeDefinition type, ContentState state, ReadOnlySpan<byte> name)
    {
        if (_xml.Namespace == _schema!.Number && ContentSearch.FindAhead(type.States, parent.State, name) is { } ahead)
        {
            AddSchemaError(_xml.Depth, $"Found {Show(name)}; expected {state.Expected()} before it.");
            Follow(ref parent, in ahead);
            return;
        }

        AddUnexpected(state.Expected());
    }

    private void AddUnexpected(string expected)
    {
        Skip();
        ReadOnlySpan<byte> name = _xml.LocalNameAt(_xml.Depth);
        string ns = _xml.Namespace == _schema!.Number ? "" : $" in the namespace '{Show(Uri())}'";
        AddSchemaError(_xml.Depth, $"Found {Show(name)}{ns}; expected {expected}.");
    }

    private void EnterLax()
    {
        if (GlobalDeclaration() is { } declared)
        {
            Begin(declared, ordinal: 1);
            return;
        }

        NewFrame().Check = ElementCheck.Lax;
        CheckInstanceAttributes(declaration: null);
    }

    private readonly ElementDeclaration? GlobalDeclaration() => _xml.Namespace == _schema!.Number ? _schema.Root(_xml.LocalNameAt(_xml.Depth)) : null;

    private void Skip() => NewFrame().Check = ElementCheck.Skipped;

    private ref ElementFrame NewFrame()
    {
        int depth = _xml.Depth - _regionDepth;
        if (depth == _frames.Length) _frames = _session.GrowFrames();
        ref ElementFrame frame = ref _frames[depth];
        frame = default;
        frame.Ordinal = 1;
        return ref frame;
    }

    private void Begin(ElementDeclaration declaration, int ordinal)
    {
        ref ElementFrame frame = ref NewFrame();
        TypeDefinition type = declaration.Type;
        frame.Declaration = declaration;
        frame.Type = type;
        frame.Ordinal = ordinal;
        _value = ValueKind.None;
        if (_isDocument) _content?.Begin(declaration.Name);
        if (declaration.Facts is { Start: not ElementFact.None } facts) _session.Facts.Add(facts.Start, 0, 0);
        if (_xml.AttributeCount > 0 || type.Attributes.Length > 0) CheckAttributes(ref frame, declaration);
    }

    private void Leave()
    {
        int depth = _xml.Depth + 1;
        ref ElementFrame frame = ref _frames[depth - _regionDepth];
        if (frame.Check == ElementCheck.Declared) CheckEnd(ref frame, depth);
        if (depth > _regionDepth) return;
        _schema = null;
        if (!_isDocument) return;
        _isDocument = false;
        _documentEnd = _xml.TokenEnd;
    }

    private void CheckEnd(ref ElementFrame frame, int depth)
    {
        TypeDefinition type = frame.Type!;
        if (frame.IsNil || type.Content != ContentKind.Text)
        {
            if (_isDocument) _content?.End(default);
            if (!frame.IsNil && type.States.Length > 0 && !type.States[frame.State].IsFinal)
                AddSchemaError(depth, $"Found the end of {frame.Declaration!.Name}; expected {type.States[frame.State].Expected()} before it.");
        }
        else
        {
            ReadOnlySpan<byte> value = _value switch
            {
                ValueKind.InMessage => _bytes.Slice(_valueStart, _valueLength),
                ValueKind.Resolved => _session.Value.All,
                _ => default,
            };
            if (!frame.HasWrongText && !type.Text!.IsValid(value))
                AddSchemaError(depth, _value == ValueKind.InMessage ? _valueStart : _xml.TokenStart, $"Found '{Show(value)}'; expected {type.Text.Expected}.");
            if (frame.Declaration!.Facts is { Text: not ElementFact.None } facts)
            {
                if (_value == ValueKind.Resolved) _session.Facts.Add(facts.Text, value);
                else _session.Facts.Add(facts.Text, _valueStart, value.Length);
            }

            if (_isDocument) _content?.End(value);
            _value = ValueKind.None;
        }
    }

    // ---- Attributes ----

    private void CheckAttributes(ref ElementFrame frame, ElementDeclaration declaration)
    {
        TypeDefinition type = declaration.Type;
        CheckInstanceAttributes(declaration);
        long seen = 0;
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.IsDeclaration || attribute.Namespace == NamespaceTable.Instance) continue;
            int index = IndexOf(type.Attributes, in attribute);
            if (index < 0)
            {
                if (type.OtherAttributes is { } other && other.Allows(UriOf(in attribute)) && other.Check != ContentCheck.Strict) continue;
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found the attribute {Show(_xml.LocalNameOf(in attribute))}; expected {Listed(type.Attributes)}.");
                continue;
            }

            seen |= 1L << index;
            ReadOnlySpan<byte> value = _xml.ValueOf(in attribute);
            AttributeDeclaration declared = type.Attributes[index];
            if (!declared.Type.IsValid(value))
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found '{Show(value)}' in the attribute {declared.NameText}; expected {declared.Type.Expected}.");
            if (_isDocument) _content?.AddAttribute(declared.NameText, value);
            if (declaration.Facts is { Currency: not ElementFact.None } facts && declared.NameText == "Ccy")
            {
                if (attribute.IsResolved) _session.Facts.Add(facts.Currency, value);
                else _session.Facts.Add(facts.Currency, attribute.ValueStart, attribute.ValueLength);
            }
        }

        for (int i = 0; i < type.Attributes.Length; i++)
        {
            if (type.Attributes[i].IsRequired && (seen & (1L << i)) == 0)
                AddSchemaError(_xml.Depth, $"{declaration.Name} has no attribute {type.Attributes[i].NameText}; expected it, with {type.Attributes[i].Type.Expected}.");
        }

        frame.IsNil = declaration.IsNillable && SaysNil();
    }

    /// <summary>Attributes that speak of the schema itself: <c>xsi:type</c>, <c>xsi:nil</c>, and where a schema may be found, which nobody follows.</summary>
    private void CheckInstanceAttributes(ElementDeclaration? declaration)
    {
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.Namespace != NamespaceTable.Instance) continue;
            ReadOnlySpan<byte> name = _xml.LocalNameOf(in attribute);
            if (name.SequenceEqual("type"u8))
            {
                Add(MessageErrorKind.Forbidden, MessageErrorCodes.TypeAttribute, Path(_xml.Depth), attribute.NameStart,
                    "An attribute xsi:type was found; what an element holds is said by the schema alone.");
            }
            else if (name.SequenceEqual("nil"u8) && declaration is { IsNillable: false })
            {
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found the attribute xsi:nil; expected {declaration.Name} to have its content.");
            }
        }
    }

    private readonly bool SaysNil()
    {
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.Namespace == NamespaceTable.Instance && _xml.LocalNameOf(in attribute).SequenceEqual("nil"u8))
                return _xml.ValueOf(in attribute).Trim(" \t\r\n"u8) is [(byte)'1'] or [(byte)'t', (byte)'r', (byte)'u', (byte)'e'];
        }

        return false;
    }

    private readonly int IndexOf(AttributeDeclaration[] declared, in XmlAttribute attribute)
    {
        ReadOnlySpan<byte> name = _xml.LocalNameOf(in attribute);
        for (int i = 0; i < declared.Length; i++)
        {
            if (name.SequenceEqual(declared[i].Name) && (attribute.PrefixLength == 0 ? declared[i].Namespace.Length == 0 : UriOf(in attribute).SequenceEqual(declared[i].Namespace)))
                return i;
        }

        return -1;
    }

    private readonly ReadOnlySpan<byte> UriOf(in XmlAttribute attribute) =>
        attribute.PrefixLength == 0 ? default : _xml.UriOfPrefix(in attribute);

    private static string Listed(AttributeDeclaration[] attributes) =>
        attributes.Length == 0 ? "no attribute" : "only " + string.Join(", ", attributes.Select(attribute => attribute.NameText));

    // ---- Texts ----

    private void TakeText()
    {
        ref ElementFrame frame = ref _frames[_xml.Depth - _regionDepth];
        if (frame.Check != ElementCheck.Declared) return;
        ReadOnlySpan<byte> text = _xml.Text;
        TypeDefinition type = frame.Type!;
        if (frame.IsNil)
        {
            if (!text.IsEmpty) AddWrongText(ref frame, text, "nothing, because of xsi:nil");
        }
        else if (type.Content == ContentKind.Text)
        {
            AddToValue(text);
        }
        else if (type.Content == ContentKind.Elements)
        {
            if (text.ContainsAnyExcept(" \t\r\n"u8)) AddWrongText(ref frame, text, type.States[frame.State].Expected());
        }
        else if (type.Content == ContentKind.Empty && !text.IsEmpty)
        {
            AddWrongText(ref frame, text, "nothing, not even a blank");
        }
    }

    private void AddToValue(ReadOnlySpan<byte> text)
    {
        if (_value == ValueKind.None && _xml.IsTextInMessage)
        {
            _value = ValueKind.InMessage;
            _valueStart = _xml.TextStart;
            _valueLength = text.Length;
            return;
        }

        ByteStore value = _session.Value;
        if (_value != ValueKind.Resolved)
        {
            value.Clear();
            if (_value == ValueKind.InMessage) value.Add(_bytes.Slice(_valueStart, _valueLength));
            _value = ValueKind.Resolved;
        }

        value.Add(text);
    }

    private void AddWrongText(ref ElementFrame frame, ReadOnlySpan<byte> text, string expected)
    {
        if (frame.HasWrongText) return;
        frame.HasWrongText = true;
        AddSchemaError(_xml.Depth, $"Found the text '{Show(text.Trim(" \t\r\n"u8))}'; expected {expected}.");
    }

    // ---- Errors ----

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

using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <content>Elements: what may come next, what has come too early, what is missing at an end.</content>
internal ref partial struct MessageWalk
{
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
    /// Reads on as long as the next element is one that may come next, written as nearly all are: without prefix and attributes,
    /// and where it holds a text, that valid and without references. Everything else is read the long way, errors among it.
    /// </summary>
    private void ReadExpected()
    {
        if (_content is not null) return;
        ref ElementFrame parent = ref _frames[_xml.Depth - _regionDepth];
        // The default namespace is looked at each time: where an element ends that has declared it, another one is in force.
        while (parent.Check == ElementCheck.Declared && parent.Type!.States.Length > 0 && !parent.IsNil
            && _xml.DefaultNamespace == _schema!.Number && _xml.IsBeforeTag(out int at, out ulong head))
        {
            ContentState state = parent.Type.States[parent.State];
            if (XmlTokenizer.IsEndTag(head))
            {
                // The end of header or document is more than the end of an element.
                if (!state.IsFinal || _xml.Depth == _regionDepth || !_xml.TryClose(parent.Declaration!.Tag, at)) return;
                parent = ref _frames[_xml.Depth - _regionDepth];
                continue;
            }

            Transition[] next = state.Next;
            int taken = 0;
            while (taken < next.Length && ((head & next[taken].TagMask) != next[taken].TagHead || !_xml.IsAt(next[taken].Element.Tag, at))) taken++;
            if (taken == next.Length) return;
            ref readonly Transition transition = ref next[taken];
            ElementDeclaration element = transition.Element;
            TypeDefinition type = element.Type;
            if (type.Attributes.Length > 0) return;
            if (type.Content != ContentKind.Text)
            {
                if (!_xml.TryOpen(element.Tag, at)) return;
                Follow(ref parent, in transition);
                parent = ref _frames[_xml.Depth - _regionDepth];
            }
            else
            {
                int end = _xml.MeasureLeaf(element.Tag, at, out int start, out int length);
                if (end == 0 || !type.Text!.IsValid(_bytes.Slice(start, length))) return;
                _xml.PassLeaf(at, end);
                CountChild(ref parent, in transition);
                if (element.Facts is { } facts) AddFacts(facts, start, length);
            }

            _usesDefaultNamespace |= _isDocument;
        }
    }

    private readonly void AddFacts(FactTree facts, int start, int length)
    {
        if (facts.Start != ElementFact.None) _session.Facts.Add(facts.Start, 0, 0);
        if (facts.Text != ElementFact.None) _session.Facts.Add(facts.Text, start, length);
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

    /// <summary>What the schema declares for an element where any may stand; no fact is read of what is in it.</summary>
    private readonly ElementDeclaration? GlobalDeclaration() => _xml.Namespace == _schema!.Number ? _schema.Within(_xml.LocalNameAt(_xml.Depth)) : null;

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
}

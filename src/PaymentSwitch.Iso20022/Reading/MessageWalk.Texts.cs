using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <content>Texts.</content>
internal ref partial struct MessageWalk
{
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
}

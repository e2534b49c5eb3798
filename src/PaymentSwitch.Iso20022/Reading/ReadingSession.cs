using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// What is kept from one message to the next: room to work in. Used by one thread at a time. A session that an unusual
/// message has made grow large is thrown away.
/// </summary>
internal sealed class ReadingSession(MessageLimits limits)
{
    private const int BytesMax = 256 * 1024;
    private ElementFrame[] _frames = new ElementFrame[Math.Min(limits.DepthMax, 64) + 1];

    internal XmlWorkspace Xml { get; } = new(limits);

    internal FactSheet Facts { get; } = new();

    /// <summary>The text of the element that is being read, where it came in several pieces or had to be resolved.</summary>
    internal ByteStore Value { get; } = new();

    /// <summary>Whether it may be used again.</summary>
    internal bool IsReusable => _frames.Length <= 1024 && Value.Capacity + Xml.Text.Capacity + Xml.AttributeValues.Capacity + Facts.Capacity <= BytesMax;

    /// <summary>The validation of the open elements of header or document, from its root on.</summary>
    internal Span<ElementFrame> Frames => _frames;

    internal Span<ElementFrame> GrowFrames()
    {
        Array.Resize(ref _frames, _frames.Length * 2);
        return _frames;
    }
}

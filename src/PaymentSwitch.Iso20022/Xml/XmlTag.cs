using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>How an element's tags look that has neither prefix nor attributes, for telling it at a stroke.</summary>
internal sealed class XmlTag
{
    private readonly byte[] _open;
    private readonly byte[] _close;
    private readonly ulong _closeHead;
    private readonly ulong _closeMask;

    internal XmlTag(string name)
    {
        _open = Encoding.UTF8.GetBytes($"<{name}>");
        _close = Encoding.UTF8.GetBytes($"</{name}>");
        (Head, Mask) = Begin(_open);
        (_closeHead, _closeMask) = Begin(_close);
    }

    /// <summary>The first eight bytes of the start tag as a number, the first byte lowest; zeros where it is shorter.</summary>
    internal ulong Head { get; }

    /// <summary>Ones where the start tag has one of them.</summary>
    internal ulong Mask { get; }

    /// <summary>The start tag.</summary>
    internal ReadOnlySpan<byte> Open => _open;

    /// <summary>The end tag.</summary>
    internal ReadOnlySpan<byte> Close => _close;

    /// <summary>Whether bytes that begin as the start tag does are that tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool GoesOn(ReadOnlySpan<byte> bytes) => _open.Length <= 8 || bytes[8..].StartsWith(_open.AsSpan(8));

    /// <summary>Whether bytes begin with the end tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsClosedAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return bytes.StartsWith(_close);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) & _closeMask) == _closeHead && (_close.Length <= 8 || bytes[8..].StartsWith(_close.AsSpan(8)));
    }

    private static (ulong Head, ulong Mask) Begin(byte[] tag)
    {
        Span<byte> head = stackalloc byte[8];
        head.Clear();
        tag.AsSpan(0, Math.Min(8, tag.Length)).CopyTo(head);
        return (BinaryPrimitives.ReadUInt64LittleEndian(head), tag.Length >= 8 ? ulong.MaxValue : (1UL << (8 * tag.Length)) - 1);
    }
}

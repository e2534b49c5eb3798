using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>How an element's tags look that has neither prefix nor attributes, for telling it at a stroke.</summary>
internal sealed class XmlTag
{
    private readonly byte[] _open;
    private readonly byte[] _close;
    private readonly ulong _head;
    private readonly ulong _mask;

    internal XmlTag(string name)
    {
        _open = Encoding.UTF8.GetBytes($"<{name}>");
        _close = Encoding.UTF8.GetBytes($"</{name}>");
        byte[] head = new byte[8];
        _open.AsSpan(0, Math.Min(8, _open.Length)).CopyTo(head);
        _head = BinaryPrimitives.ReadUInt64LittleEndian(head);
        _mask = _open.Length >= 8 ? ulong.MaxValue : (1UL << (8 * _open.Length)) - 1;
    }

    /// <summary>The start tag.</summary>
    internal ReadOnlySpan<byte> Open => _open;

    /// <summary>The end tag.</summary>
    internal ReadOnlySpan<byte> Close => _close;

    /// <summary>Whether bytes begin with the start tag.</summary>
    /// <param name="head">The first eight of them as a number, the first byte lowest.</param>
    /// <param name="bytes">All of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsAt(ulong head, ReadOnlySpan<byte> bytes) => (head & _mask) == _head && (_open.Length <= 8 || bytes.StartsWith(_open));
}

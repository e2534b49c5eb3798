using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>An element that a schema declares, at a place where it may stand.</summary>
internal sealed class ElementDeclaration
{
    private readonly ulong _head;

    internal ElementDeclaration(string name, bool isNillable, FactTree? facts)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        IsNillable = isNillable;
        Facts = facts;
        Tag = new XmlTag(name);
        _head = HeadOf(Utf8Name);
    }

    /// <summary>Its name, without a namespace.</summary>
    internal string Name { get; }

    /// <summary>The same as bytes.</summary>
    internal byte[] Utf8Name { get; }

    /// <summary>How it is mostly written.</summary>
    internal XmlTag Tag { get; }

    /// <summary>Whether <c>xsi:nil</c> may stand for its content.</summary>
    internal bool IsNillable { get; }

    /// <summary>What is read of it and of what is in it; null for nothing.</summary>
    internal FactTree? Facts { get; }

    /// <summary>What may be in it.</summary>
    internal TypeDefinition Type { get; set; } = null!;

    /// <summary>The first eight bytes of a name as one number, so that names mostly are compared at a stroke.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HeadOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(name);
        ulong head = 0;
        for (int i = 0; i < name.Length; i++) head |= (ulong)name[i] << (i * 8);
        return head;
    }

    /// <summary>Whether a name is this element's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsNamed(ReadOnlySpan<byte> name, ulong head) =>
        head == _head && name.Length == Utf8Name.Length && (name.Length <= 8 || name[8..].SequenceEqual(Utf8Name.AsSpan(8)));
}

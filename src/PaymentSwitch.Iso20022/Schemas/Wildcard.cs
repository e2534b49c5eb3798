using System.Text;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>A place for elements or attributes that the schema does not name (<c>any</c>, <c>anyAttribute</c>).</summary>
internal sealed class Wildcard
{
    private readonly byte[][] _namespaces;
    private readonly bool _isAny;
    private readonly byte[]? _other;

    private Wildcard(byte[][] namespaces, bool isAny, byte[]? other, ContentCheck check)
    {
        _namespaces = namespaces;
        _isAny = isAny;
        _other = other;
        Check = check;
    }

    /// <summary>How what stands there is checked.</summary>
    internal ContentCheck Check { get; }

    /// <summary>A place as the attribute <c>namespace</c> of <c>any</c> says it.</summary>
    /// <param name="namespaces"><c>##any</c>, <c>##other</c>, or a list of namespaces, <c>##targetNamespace</c> and <c>##local</c>; null for <c>##any</c>.</param>
    /// <param name="targetNamespace">The schema's own.</param>
    /// <param name="check">How what stands there is checked.</param>
    internal static Wildcard Of(string? namespaces, string targetNamespace, ContentCheck check)
    {
        byte[] own = Encoding.UTF8.GetBytes(targetNamespace);
        return (namespaces?.Trim() ?? "") switch
        {
            "" or "##any" => new Wildcard([], isAny: true, null, check),
            "##other" => new Wildcard([], isAny: false, own, check),
            string list => new Wildcard(
                [
                    .. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(entry => entry switch
                    {
                        "##targetNamespace" => own,
                        "##local" => [],
                        _ => Encoding.UTF8.GetBytes(entry),
                    }),
                ],
                isAny: false,
                null,
                check),
        };
    }

    /// <summary>Whether something of this namespace may stand there; empty for no namespace.</summary>
    internal bool Allows(ReadOnlySpan<byte> ns)
    {
        if (_isAny) return true;
        if (_other is not null) return !ns.IsEmpty && !ns.SequenceEqual(_other);
        foreach (byte[] allowed in _namespaces)
            if (ns.SequenceEqual(allowed)) return true;
        return false;
    }
}

/// <summary>How what stands at a wildcard is checked (<c>processContents</c>).</summary>
internal enum ContentCheck
{
    /// <summary>It must be declared, and valid.</summary>
    Strict = 0,

    /// <summary>Where it is declared, it must be valid.</summary>
    Lax = 1,

    /// <summary>Not at all.</summary>
    Skip = 2,
}

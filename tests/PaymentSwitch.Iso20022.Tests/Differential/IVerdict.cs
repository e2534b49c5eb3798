namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>What a message is found to be.</summary>
public enum VerdictKind
{
    /// <summary>Not XML with namespaces, or with a document type declaration.</summary>
    NotWellFormed,

    /// <summary>XML, and against its schema, or of no schema that is known.</summary>
    Invalid,

    /// <summary>XML, and valid against its schema.</summary>
    Valid,
}

/// <summary>A verdict on one message.</summary>
/// <param name="Kind">What it is found to be.</param>
/// <param name="Reason">The first reason, in the judge's own words; null where it gives none. Never compared.</param>
public readonly record struct Verdict(VerdictKind Kind, string? Reason = null)
{
    public override string ToString() => Reason is null ? Kind.ToString() : $"{Kind} ({Reason})";
}

/// <summary>
/// A judge of messages: the reader under test, or one it is compared with. The root element must be one that a known
/// schema declares; every schema stands alone.
/// </summary>
public interface IVerdict
{
    /// <summary>Judges one message. Bytes of any kind are a message; none of them is a reason for an exception.</summary>
    Verdict Judge(byte[] message);
}

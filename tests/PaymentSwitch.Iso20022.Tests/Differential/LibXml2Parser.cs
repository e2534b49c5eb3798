using System.Runtime.InteropServices;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>
/// The parser of libxml2, its context used again for every message. Used by one thread at a time; free it when done.
/// Fetches nothing, expands no entities, keeps libxml2's own bounds.
/// </summary>
public sealed class LibXml2Parser : IDisposable
{
    // XML_PARSE_NONET and XML_PARSE_COMPACT.
    private const int Options = (1 << 11) | (1 << 16);

    // A context remembers every name that it ever saw. What random names fill is given back after so many messages.
    private const int MessagesPerContext = 10_000;

    private IntPtr _context;
    private int _messages;

    /// <summary>Parses one message.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="reason">Why it is not well-formed; null where it is.</param>
    /// <returns>The document, to be freed by the caller; null for a message that is not well-formed or has a document type.</returns>
    /// <exception cref="InvalidOperationException">libxml2 is absent or has no memory.</exception>
    public LibXml2Document? Parse(byte[] message, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(message);
        LibXml2.Listen();
        IntPtr document = LibXml2.xmlCtxtReadMemory(Context(), message, message.Length, IntPtr.Zero, IntPtr.Zero, Options);
        reason = LibXml2.TakeFirstError();
        if (document == IntPtr.Zero)
        {
            reason ??= "libxml2 gives no document, and no reason.";
            return null;
        }

        if (LibXml2.xmlGetIntSubset(document) != IntPtr.Zero) reason ??= "The message has a document type declaration.";
        if (reason is null) return new LibXml2Document(document);
        // Errors in the use of namespaces do not stop libxml2 from giving a document.
        LibXml2.xmlFreeDoc(document);
        return null;
    }

    public void Dispose()
    {
        if (_context == IntPtr.Zero) return;
        LibXml2.xmlFreeParserCtxt(_context);
        _context = IntPtr.Zero;
    }

    private IntPtr Context()
    {
        if (++_messages > MessagesPerContext) Dispose();
        if (_context != IntPtr.Zero) return _context;
        _messages = 1;
        _context = LibXml2.xmlNewParserCtxt();
        return _context != IntPtr.Zero ? _context : throw new InvalidOperationException("libxml2 has no memory for a parser.");
    }
}

/// <summary>A parsed message of libxml2. Must be freed; holds memory that the collector does not see.</summary>
public sealed class LibXml2Document : IDisposable
{
    // Offsets in struct xmlNode and struct xmlNs of libxml2 2.x, on 64 bits.
    private const int NodeNamespace = 9 * 8;
    private const int NamespaceHref = 2 * 8;

    internal LibXml2Document(IntPtr handle) => Handle = handle;

    /// <summary>The namespace of the root element; empty for none.</summary>
    public string RootNamespace
    {
        get
        {
            IntPtr ns = Marshal.ReadIntPtr(LibXml2.xmlDocGetRootElement(Handle), NodeNamespace);
            return ns == IntPtr.Zero ? "" : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(ns, NamespaceHref)) ?? "";
        }
    }

    internal IntPtr Handle { get; private set; }

    public void Dispose()
    {
        if (Handle == IntPtr.Zero) return;
        LibXml2.xmlFreeDoc(Handle);
        Handle = IntPtr.Zero;
    }
}

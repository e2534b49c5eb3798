namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>
/// A schema that libxml2 has loaded, with a context to validate with, used again for every document. Used by one thread at
/// a time; free it when done.
/// </summary>
public sealed class LibXml2Schema : IDisposable
{
    private IntPtr _schema;
    private IntPtr _context;

    /// <summary>Loads a schema, and what it includes.</summary>
    /// <param name="file">The file with the schema.</param>
    /// <exception cref="InvalidOperationException">libxml2 is absent, or refuses the schema.</exception>
    public LibXml2Schema(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _schema = LibXml2.LoadSchema(file);
        _context = LibXml2.NewValidationContext(_schema);
    }

    /// <summary>Validates a document.</summary>
    /// <returns>The first reason why it is invalid; null for a valid one.</returns>
    /// <exception cref="InvalidOperationException">libxml2 fails within.</exception>
    public string? WhyInvalid(LibXml2Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        LibXml2.Listen();
        int code = LibXml2.xmlSchemaValidateDoc(_context, document.Handle);
        string? reason = LibXml2.TakeFirstError();
        return code switch
        {
            0 => null,
            > 0 => reason ?? $"libxml2 gives the code {code}, and no reason.",
            _ => throw new InvalidOperationException($"libxml2 failed within: {reason}"),
        };
    }

    public void Dispose()
    {
        if (_schema == IntPtr.Zero) return;
        LibXml2.xmlSchemaFreeValidCtxt(_context);
        LibXml2.xmlSchemaFree(_schema);
        _schema = _context = IntPtr.Zero;
    }
}

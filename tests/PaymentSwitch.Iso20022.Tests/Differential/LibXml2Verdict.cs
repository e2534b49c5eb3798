namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The verdict of libxml2. Used by one thread at a time; free it when done.</summary>
public sealed class LibXml2Verdict : IVerdict, IDisposable
{
    private readonly LibXml2Parser _parser = new();
    private readonly Dictionary<string, LibXml2Schema> _schemas;

    /// <param name="files">The schema of each target namespace, as a file.</param>
    public LibXml2Verdict(IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        _schemas = files.ToDictionary(file => file.Key, file => new LibXml2Schema(file.Value), StringComparer.Ordinal);
    }

    /// <summary>Skips the test where the library is absent, and says so.</summary>
    public static void Need() => Assert.SkipWhen(LibXml2.Absence is not null, LibXml2.Absence ?? "");

    public Verdict Judge(byte[] message)
    {
        using LibXml2Document? document = _parser.Parse(message, out string? reason);
        if (document is null) return new Verdict(VerdictKind.NotWellFormed, reason);
        string ns = document.RootNamespace;
        if (!_schemas.TryGetValue(ns, out LibXml2Schema? schema)) return new Verdict(VerdictKind.Invalid, $"No schema for the namespace '{ns}'.");
        return schema.WhyInvalid(document) is { } invalid ? new Verdict(VerdictKind.Invalid, invalid) : new Verdict(VerdictKind.Valid);
    }

    public void Dispose()
    {
        _parser.Dispose();
        foreach (LibXml2Schema schema in _schemas.Values) schema.Dispose();
    }
}

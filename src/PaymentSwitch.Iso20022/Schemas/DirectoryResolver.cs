using System.Xml;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>Resolves what a schema includes, within one directory only: a schema cannot make the switch read anything else.</summary>
internal sealed class DirectoryResolver(string directory) : XmlResolver
{
    private readonly string _root = Path.GetFullPath(directory) + Path.DirectorySeparatorChar;

    public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        if (!absoluteUri.IsFile || !Path.GetFullPath(absoluteUri.LocalPath).StartsWith(_root, StringComparison.Ordinal))
            throw new XmlException($"'{absoluteUri}' lies outside the directory of the schemas.");
        return File.OpenRead(absoluteUri.LocalPath);
    }
}

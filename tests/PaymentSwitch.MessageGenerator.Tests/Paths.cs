using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>The paths of all elements and attributes: those that a schema declares, and those that a message has.</summary>
public static class Paths
{
    /// <summary>Every path that a message of the schema can have; a type that contains itself is entered once.</summary>
    public static HashSet<string> Declared(XmlSchemaSet schemas)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (XmlSchemaElement root in schemas.GlobalElements.Values) Element(root, "", [], paths);
        return paths;
    }

    /// <summary>Every path of a message. What stands for any element has the name <c>*</c>.</summary>
    public static HashSet<string> Written(byte[] message)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        XElement root = XDocument.Load(new MemoryStream(message)).Root!;
        Element(root, "", root.Name.Namespace, paths);
        return paths;
    }

    private static void Element(XmlSchemaElement element, string above, List<XmlSchemaType> open, HashSet<string> paths)
    {
        string path = above + "/" + element.QualifiedName.Name;
        paths.Add(path);
        if (element.ElementSchemaType is not XmlSchemaComplexType type || open.Contains(type)) return;
        foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values) paths.Add(path + "/@" + attribute.QualifiedName.Name);
        Particle(type.ContentTypeParticle, path, [.. open, type], paths);
    }

    private static void Particle(XmlSchemaParticle particle, string path, List<XmlSchemaType> open, HashSet<string> paths)
    {
        switch (particle)
        {
            case XmlSchemaElement element: Element(element, path, open, paths); break;
            case XmlSchemaAny: paths.Add(path + "/*"); break;
            case XmlSchemaGroupBase group:
                foreach (XmlSchemaObject part in group.Items) Particle((XmlSchemaParticle)part, path, open, paths);
                break;
        }
    }

    private static void Element(XElement element, string above, XNamespace ns, HashSet<string> paths)
    {
        if (element.Name.Namespace != ns)
        {
            paths.Add(above + "/*");
            return;
        }

        string path = above + "/" + element.Name.LocalName;
        paths.Add(path);
        foreach (XAttribute attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)) paths.Add(path + "/@" + attribute.Name.LocalName);
        foreach (XElement child in element.Elements()) Element(child, path, ns, paths);
    }
}

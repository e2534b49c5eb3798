namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>The schemas of one directory, compiled once. Never changes; may be used by many threads at a time.</summary>
public sealed class SchemaCatalogue
{
    /// <summary>The directory beside the program in which the schemas are shipped.</summary>
    public const string ShippedDirectory = "iso20022-schemas";

    /// <summary>The message definitions that have a schema here, for example <c>pacs.008.001.08</c>, in order.</summary>
    public IReadOnlyList<string> MessageDefinitions => throw new NotImplementedException();

    /// <summary>Compiles all <c>*.xsd</c> of a directory.</summary>
    /// <exception cref="SchemaException">A file is no schema, two are for the same namespace, or there is none.</exception>
    public static SchemaCatalogue Load(string directory) => throw new NotImplementedException();

    /// <summary>Compiles the schemas that were shipped with the program.</summary>
    /// <exception cref="SchemaException">They are missing or cannot be used.</exception>
    public static SchemaCatalogue LoadShipped() => Load(Path.Combine(AppContext.BaseDirectory, ShippedDirectory));
}

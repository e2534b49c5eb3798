using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// What is kept from one message to the next: names, validators, lists. Used by one thread at a time. A session that met
/// a bad message is thrown away, and so is one that has read many bytes: what hostile names fill does not pile up.
/// </summary>
internal sealed class ReadingSession
{
    private const long BytesMax = 4 * 1024 * 1024;

    private readonly Dictionary<string, XmlSchemaValidator> _validators = new(StringComparer.Ordinal);
    private long _bytesRead;

    internal ReadingSession()
    {
        Settings = new XmlReaderSettings
        {
            NameTable = Names,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CheckCharacters = true,
            ConformanceLevel = ConformanceLevel.Document,
        };
        Namespaces = new XmlNamespaceManager(Names);
    }

    internal NameTable Names { get; } = new();

    internal XmlNamespaceManager Namespaces { get; }

    internal XmlReaderSettings Settings { get; }

    internal FactSheet Facts { get; } = new();

    internal List<PlacedText> BeyondLatin { get; } = [];

    /// <summary>The validator of a schema, made where there is none yet; its errors go to <see cref="Errors"/>.</summary>
    internal XmlSchemaValidator ValidatorOf(CompiledSchema schema)
    {
        if (!_validators.TryGetValue(schema.Namespace, out XmlSchemaValidator? validator))
        {
            validator = new XmlSchemaValidator(Names, schema.Set, Namespaces, XmlSchemaValidationFlags.None) { XmlResolver = null };
            validator.ValidationEventHandler += (_, e) => Errors?.Invoke(e.Exception);
            _validators.Add(schema.Namespace, validator);
        }

        return validator;
    }

    /// <summary>Who is told of errors against the schema.</summary>
    internal Action<XmlSchemaException>? Errors { get; set; }

    /// <summary>Makes ready for the next message.</summary>
    /// <param name="bytes">How many bytes it has.</param>
    internal void Begin(int bytes)
    {
        _bytesRead += bytes;
        Facts.Clear();
        BeyondLatin.Clear();
    }

    /// <summary>Whether it may be used again after a good message.</summary>
    internal bool IsReusable => _bytesRead < BytesMax;
}

using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>The schema of one message definition, ready for use.</summary>
/// <param name="Namespace">Its target namespace.</param>
/// <param name="MessageDefinition">The definition, which is the end of the namespace.</param>
/// <param name="File">Where it came from.</param>
/// <param name="Set">The compiled schema; read only from here on.</param>
internal sealed record CompiledSchema(string Namespace, string MessageDefinition, string File, XmlSchemaSet Set);

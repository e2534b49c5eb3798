namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>A schema has a construct that is not supported: it is refused as a whole, never checked by half.</summary>
internal sealed class UnsupportedSchemaException(string construct) : Exception(construct);

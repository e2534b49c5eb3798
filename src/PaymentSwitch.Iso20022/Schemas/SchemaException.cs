namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>A schema cannot be used. The message names the file and says why.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>An error without words.</summary>
    public SchemaException()
    {
    }

    /// <summary>An error that names the file and the reason.</summary>
    public SchemaException(string message)
        : base(message)
    {
    }

    /// <summary>An error that names the file and the reason, and what lies behind it.</summary>
    public SchemaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

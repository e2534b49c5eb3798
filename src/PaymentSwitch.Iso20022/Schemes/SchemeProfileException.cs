namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>A scheme profile cannot be read. The message names the key and what was expected.</summary>
public sealed class SchemeProfileException : Exception
{
    /// <summary>An error without words.</summary>
    public SchemeProfileException()
    {
    }

    /// <summary>An error that names the key and what was expected.</summary>
    public SchemeProfileException(string message)
        : base(message)
    {
    }

    /// <summary>An error that names the key and what was expected, and what lies behind it.</summary>
    public SchemeProfileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

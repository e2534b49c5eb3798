namespace PaymentSwitch.MessageGenerator;

/// <summary>A schema asks for something that cannot be made; the message names the type and what is asked.</summary>
public sealed class GeneratorException : Exception
{
    /// <summary>Says what cannot be made.</summary>
    public GeneratorException(string message)
        : base(message)
    {
    }

    /// <summary>Says what cannot be made, and what showed it.</summary>
    public GeneratorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace PaymentSwitch.Gateway.Messages;

/// <summary>Codes of admi.002 (<c>RjctgPtyRsn</c>) for messages that are valid but cannot be acted on.</summary>
internal static class GatewayErrorCodes
{
    /// <summary>No such payment, or none of the sender's.</summary>
    public const string UnknownPayment = "UNKNOWN_PAYMENT";

    /// <summary>The answer says other than the one before it.</summary>
    public const string AnswerContradicts = "ANSWER_CONTRADICTS";

    /// <summary>The answer's references are not those of the payment.</summary>
    public const string AnswerMismatch = "ANSWER_MISMATCH";

    /// <summary>The scheme knows no answer with this status.</summary>
    public const string AnswerStatus = "ANSWER_STATUS";

    /// <summary>The status was asked for too early.</summary>
    public const string StatusTooEarly = "STATUS_TOO_EARLY";
}

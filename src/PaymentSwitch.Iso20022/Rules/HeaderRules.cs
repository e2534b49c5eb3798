using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// What a scheme asks of a message before it looks at its content: a definition that banks may send, and a header that
/// matches the document and the sender.
/// </summary>
public static class HeaderRules
{
    /// <summary>Checks definition and header; says all that is wrong.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme: message definitions, whether a header is required, whether it must match.</param>
    /// <param name="isSender">Whether an identification is one of the authenticated sender's; null to leave <c>Fr</c> unchecked.</param>
    /// <param name="isSwitch">Whether an identification is one of the switch's own; null to leave <c>To</c> unchecked.</param>
    public static IReadOnlyList<MessageError> Check(
        IncomingMessage message,
        SchemeProfile profile,
        Func<AgentIdentification, bool>? isSender = null,
        Func<AgentIdentification, bool>? isSwitch = null) => throw new NotImplementedException();
}

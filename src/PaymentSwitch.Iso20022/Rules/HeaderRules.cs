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
        Func<AgentIdentification, bool>? isSwitch = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        List<MessageError> errors = [];
        if (!profile.MessageDefinitions.Contains(message.MessageDefinition))
        {
            errors.Add(new MessageError(MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition, "/Document", 0, 0,
                $"Found {message.MessageDefinition}, expected {OneOf.List(profile.MessageDefinitions)}."));
        }

        if (message.Header is { } header)
        {
            if (profile.Has(SchemeRule.HeaderMatchesDocument)) CheckMatch(message, header, profile, isSender, isSwitch, errors);
        }
        else if (profile.HeaderRequired)
        {
            errors.Add(Error(MessageErrorCodes.HeaderMissing, "/AppHdr", "The business application header (AppHdr) is missing."));
        }

        return errors;
    }

    private static void CheckMatch(
        IncomingMessage message,
        BusinessHeader header,
        SchemeProfile profile,
        Func<AgentIdentification, bool>? isSender,
        Func<AgentIdentification, bool>? isSwitch,
        List<MessageError> errors)
    {
        if (header.MessageDefinition != message.MessageDefinition)
        {
            errors.Add(Error(MessageErrorCodes.HeaderDefinition, "/AppHdr/MsgDefIdr",
                $"Found '{header.MessageDefinition}', expected {message.MessageDefinition}, which the document is."));
        }

        if (!header.CreatedAtHasZone)
        {
            errors.Add(Error(MessageErrorCodes.HeaderCreationTime, "/AppHdr/CreDt",
                $"Found '{ErrorText.Cut(header.CreatedAt, 40)}', expected a time with a zone (Z or an offset)."));
        }

        if (isSender is not null && !Names(header.From, profile, isSender))
        {
            errors.Add(Error(MessageErrorCodes.HeaderFrom, "/AppHdr/Fr",
                $"Found {header.From?.ToString() ?? "nobody"}, expected the participant that sent the message."));
        }

        if (isSwitch is not null && !Names(header.To, profile, isSwitch))
        {
            errors.Add(Error(MessageErrorCodes.HeaderTo, "/AppHdr/To",
                $"Found {header.To?.ToString() ?? "nobody"}, expected the switch."));
        }
    }

    private static bool Names(AgentIdentification? agent, SchemeProfile profile, Func<AgentIdentification, bool> isThatOne)
    {
        if (agent is { MemberId: not null, ClearingSystem: null }) agent = agent with { ClearingSystem = profile.MemberIdSystem };
        return agent is not null && isThatOne(agent);
    }

    private static MessageError Error(string code, string path, string text) =>
        new(MessageErrorKind.Header, code, path, 0, 0, ErrorText.Cut(text));
}

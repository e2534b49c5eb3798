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
    private static readonly RuleSubject Definition = new("/Document", MessageErrorCodes.MessageDefinition);
    private static readonly RuleSubject Header = new("/AppHdr", MessageErrorCodes.HeaderMissing);
    private static readonly RuleSubject HeaderDefinition = new("/AppHdr/MsgDefIdr", MessageErrorCodes.HeaderDefinition);
    private static readonly RuleSubject CreationTime = new("/AppHdr/CreDt", MessageErrorCodes.HeaderCreationTime);
    private static readonly RuleSubject From = new("/AppHdr/Fr", MessageErrorCodes.HeaderFrom);
    private static readonly RuleSubject To = new("/AppHdr/To", MessageErrorCodes.HeaderTo);

    internal static readonly Rule MessageDefinition = new()
    {
        Id = nameof(MessageDefinition),
        Subjects = [Definition],
        Sentence = "The document is a message that banks may send in this scheme, in a version that the scheme speaks (profile: messageDefinitions).",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule HeaderGiven = new()
    {
        Id = nameof(HeaderGiven),
        Subjects = [Header],
        Sentence = "The message has a business application header (AppHdr): it says who sent what to whom before anybody opens the document.",
        Source = RuleSources.Header,
        Switch = new RuleSwitch("headerRequired", static profile => profile.HeaderRequired),
        Scope = RuleScope.Message,
    };

    internal static readonly Rule HeaderMatchesDocument = new()
    {
        Id = nameof(SchemeRule.HeaderMatchesDocument),
        Subjects = [HeaderDefinition, CreationTime, From, To],
        Sentence = "A header, where there is one, names the document's own definition, a creation time with a zone, the bank that sent it, and the switch: a header of another message must not carry this one.",
        Source = RuleSources.Header,
        Switch = RuleSwitch.Listed(SchemeRule.HeaderMatchesDocument),
        Scope = RuleScope.Message,
    };

    /// <summary>Checks definition and header; says all that is wrong.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme: message definitions, whether a header is required, whether it must match.</param>
    /// <param name="parties">Between whom the message passes; null to leave <c>Fr</c> and <c>To</c> unchecked.</param>
    public static IReadOnlyList<MessageError> Check(IncomingMessage message, SchemeProfile profile, in MessageParties? parties = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        List<MessageError>? errors = null;
        if (!profile.MessageDefinitions.Contains(message.MessageDefinition))
        {
            Add(ref errors, Definition.Error(
                MessageErrorKind.UnknownMessage, $"Found {message.MessageDefinition}, expected {OneOf.List(profile.MessageDefinitions)}."));
        }

        if (message.Header is { } header)
        {
            if (HeaderMatchesDocument.IsOn(profile)) CheckMatch(message, header, profile, parties, ref errors);
        }
        else if (HeaderGiven.IsOn(profile))
        {
            Add(ref errors, Header.Error(MessageErrorKind.Header, "The business application header (AppHdr) is missing."));
        }

        return errors ?? (IReadOnlyList<MessageError>)[];
    }

    private static void CheckMatch(
        IncomingMessage message, BusinessHeader header, SchemeProfile profile, in MessageParties? parties, ref List<MessageError>? errors)
    {
        if (header.MessageDefinition != message.MessageDefinition)
        {
            Add(ref errors, HeaderDefinition.Error(
                MessageErrorKind.Header, $"Found '{header.MessageDefinition}', expected {message.MessageDefinition}, which the document is."));
        }

        if (!header.CreatedAtHasZone)
        {
            Add(ref errors, CreationTime.Error(
                MessageErrorKind.Header, $"Found '{ErrorText.Cut(header.CreatedAt, 40)}', expected a time with a zone (Z or an offset)."));
        }

        if (parties is not MessageParties known) return;
        if (AgentNames.WithSystem(header.From, profile.MemberIdSystem) is not { } from || !known.IsSender(from))
        {
            Add(ref errors, From.Error(
                MessageErrorKind.Header, $"Found {header.From?.ToString() ?? "nobody"}, expected the participant that sent the message."));
        }

        if (header.To is not { } to || !known.IsSwitch(to))
            Add(ref errors, To.Error(MessageErrorKind.Header, $"Found {header.To?.ToString() ?? "nobody"}, expected the switch."));
    }

    private static void Add(ref List<MessageError>? errors, MessageError error) => (errors ??= []).Add(error);
}

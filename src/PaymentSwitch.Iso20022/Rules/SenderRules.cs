using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Nobody speaks for another bank.</summary>
public static class SenderRules
{
    private static readonly RuleSubject From = new("/AppHdr/Fr", "AG01");
    private static readonly RuleSubject InstructingAgent = new(Paths.InstructingAgent, "AG01");

    internal static readonly Rule InstructingAgentIsSender = new()
    {
        Id = nameof(InstructingAgentIsSender),
        Subjects = [From, InstructingAgent],
        Sentence = "The header's sender and the instructing agent are the bank that proved to be the sender (its token): nobody instructs in another bank's name.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Sender,
    };

    /// <summary>Where a message claims to come from somebody else; null where it does not.</summary>
    /// <param name="message">The message.</param>
    /// <param name="parties">Who sent it.</param>
    public static MessageError? Check(IncomingMessage message, in MessageParties parties)
    {
        ArgumentNullException.ThrowIfNull(message);
        // A header that names nobody known is a fault of the header, not another bank's name.
        if (message.Header?.From is { } from && parties.Directory.Find(from) is { } other && other.Participant.Id != parties.Sender)
            return From.Error(MessageErrorKind.Header, $"/AppHdr/Fr names {from}, the sender is {parties.Sender}.");
        return message is CreditTransferMessage { InstructingAgent: { } instructing } && !parties.IsSender(instructing)
            ? InstructingAgent.Error(MessageErrorKind.Content, $"InstgAgt names {instructing}, the sender is {parties.Sender}.")
            : null;
    }
}

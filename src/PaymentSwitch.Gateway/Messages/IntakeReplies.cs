using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>What all kinds of messages are answered with: rejections, and by whose rules.</summary>
internal sealed class IntakeReplies(IPaymentSwitch paymentSwitch, OutgoingMessages outgoing, TimeProvider clock)
{
    /// <summary>The messages of the switch.</summary>
    public OutgoingMessages Outgoing => outgoing;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Now, in Unix milliseconds.</summary>
    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A rejection (admi.002) that names an element and a code.</summary>
    public IntakeAnswer Reject(ParticipantId sender, IncomingMessage message, int status, RuleSubject subject, string text) =>
        Reject(sender, message, [subject.Error(MessageErrorKind.Content, text)], status);

    /// <summary>A rejection (admi.002) for all that is wrong with a message.</summary>
    public IntakeAnswer Reject(ParticipantId sender, IncomingMessage message, IReadOnlyList<MessageError> errors, int status = 400) =>
        Reject(sender, message.Original.Bytes, message.MessageId, errors, status);

    /// <summary>A rejection (admi.002) of a message that could not be read whole.</summary>
    public IntakeAnswer Reject(
        ParticipantId sender, ReadOnlyMemory<byte> body, string? messageId, IReadOnlyList<MessageError> errors, int status = 400) =>
        IntakeAnswer.Of(status, output => outgoing.Payments.WriteReject(output, NameOf(sender), body.Span, messageId, errors, NowMs)) with { Errors = errors };

    /// <summary>How messages name a participant: by its BIC; in a scheme without BICs as the directory has it.</summary>
    public AgentIdentification NameOf(ParticipantId participant) =>
        !Bic.HasForm(participant.Value) && paymentSwitch.Directory.Find(participant) is { Agents: [var itself, ..] }
            ? itself.Identification
            : AgentIdentification.OfBic(participant.Value);

    /// <summary>The scheme whose rules a message is held to.</summary>
    public SchemeProfile SchemeOf(IncomingMessage message) => SchemeChoice.Of(message, paymentSwitch.Schemes);

    /// <summary>The scheme that a payment goes by.</summary>
    public SchemeProfile SchemeOf(Payment payment) => paymentSwitch.Schemes.Of(payment.Received!.Scheme, payment.Received.ProfileVersion);
}

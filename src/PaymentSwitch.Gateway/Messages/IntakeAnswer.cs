using System.Buffers;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>What came of a message, before it becomes an HTTP response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Write">Writes the business message of the answer; null for none.</param>
/// <param name="Uetr">The payment it is about, or null.</param>
internal sealed record IntakeAnswer(int Status, Action<IBufferWriter<byte>>? Write, Uetr? Uetr)
{
    /// <summary>What is wrong with the message; empty for nothing.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>
    /// Whether the answer only says that what the sender told has happened. Who prefers a minimal return may do without it,
    /// and without nothing else: a refusal or a late answer that is left out could cost a bank money.
    /// </summary>
    public bool IsConfirmation { get; init; }

    /// <summary>Where the message claims to come from somebody else; null where it does not.</summary>
    public MessageError? SpeaksFor { get; private init; }

    public static IntakeAnswer Of(int status, Action<IBufferWriter<byte>> write, Uetr? uetr = null) => new(status, write, uetr);

    /// <summary>Taken in, or passed on; more may come into the mailbox.</summary>
    public static IntakeAnswer TakenIn(Uetr? uetr = null) => new(202, null, uetr);

    /// <summary>Noted; nothing follows from it that its sender would have to know.</summary>
    public static IntakeAnswer Noted { get; } = new(204, null, null);

    public static IntakeAnswer Forbidden(MessageError speaksFor) => new(403, null, null) { SpeaksFor = speaksFor };

    public static IntakeAnswer NotAdmitted(Admission admission) => admission == Admission.TakenIn
        ? throw new ArgumentException("The message was let in.", nameof(admission))
        : new IntakeAnswer(503, null, null);
}

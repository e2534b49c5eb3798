using System.Buffers;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Http;
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

    /// <summary>Why the sender may not send this at all, for itself or for another bank; null where it may.</summary>
    public Problem? Refusal { get; private init; }

    /// <summary>Which page of what was asked for comes after this one; null for none.</summary>
    public int? NextPage { get; init; }

    public static IntakeAnswer Of(int status, Action<IBufferWriter<byte>> write, Uetr? uetr = null) => new(status, write, uetr);

    /// <summary>Taken in, or passed on; more may come into the mailbox.</summary>
    public static IntakeAnswer TakenIn(Uetr? uetr = null) => new(202, null, uetr);

    /// <summary>Noted; nothing follows from it that its sender would have to know.</summary>
    public static IntakeAnswer Noted { get; } = new(204, null, null);

    /// <summary>The message claims to come from somebody else.</summary>
    public static IntakeAnswer Forbidden(MessageError speaksFor) =>
        new(403, null, null) { Refusal = new Problem(403, "Sender speaks for another", speaksFor.Text) { Code = speaksFor.Code } };

    /// <summary>The sender may not act for the bank that it sends for.</summary>
    public static IntakeAnswer NotFor(string refusal) => new(403, null, null) { Refusal = Problem.MayNotActFor(refusal) };

    public static IntakeAnswer NotAdmitted(Admission admission) => admission == Admission.TakenIn
        ? throw new ArgumentException("The message was let in.", nameof(admission))
        : new IntakeAnswer(503, null, null);
}

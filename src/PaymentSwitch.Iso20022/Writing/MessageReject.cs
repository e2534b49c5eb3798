using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What a message reject (admi.002.001.01) says.</summary>
public sealed record MessageReject
{
    /// <summary>What <see cref="RelatedReference"/> says where the message's id could not be read.</summary>
    public const string NoReference = "NOTAVAILABLE";

    /// <summary><c>RltdRef/Ref</c>: the id of the message that is rejected, 1 to 35 characters.</summary>
    public required string RelatedReference { get; init; }

    /// <summary><c>Rsn/RjctgPtyRsn</c>: the code, 1 to 35 characters.</summary>
    public required string ReasonCode { get; init; }

    /// <summary><c>Rsn/RjctnDtTm</c>, in Unix milliseconds.</summary>
    public required long RejectedAtMs { get; init; }

    /// <summary><c>Rsn/ErrLctn</c>: where the error is, or null. Cut to 350 characters.</summary>
    public string? ErrorLocation { get; init; }

    /// <summary><c>Rsn/RsnDesc</c>: a sentence, or null. Cut to 350 characters.</summary>
    public string? ReasonDescription { get; init; }

    /// <summary><c>Rsn/AddtlData</c>: everything else, or null. Cut to 20,000 characters.</summary>
    public string? AdditionalData { get; init; }

    /// <summary>The reject for a message that could not be taken: the first error in front, all of them in the additional data.</summary>
    /// <param name="messageId">The message's id, see <see cref="MessageReadResult.MessageId"/>; null where it could not be read.</param>
    /// <param name="errors">What is wrong; at least one.</param>
    /// <param name="rejectedAtMs">When, in Unix milliseconds.</param>
    /// <exception cref="ArgumentException">There is no error.</exception>
    public static MessageReject Of(string? messageId, IReadOnlyList<MessageError> errors, long rejectedAtMs)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Count == 0) throw new ArgumentException("A message is rejected for at least one error.", nameof(errors));
        MessageError first = errors[0];
        return new MessageReject
        {
            RelatedReference = string.IsNullOrEmpty(messageId) ? NoReference : messageId,
            ReasonCode = first.Code,
            RejectedAtMs = rejectedAtMs,
            ErrorLocation = PlaceOf(first),
            ReasonDescription = first.Text,
            AdditionalData = errors.Count == 1 ? null : string.Join('\n', errors.Select(LineOf)),
        };
    }

    private static string? PlaceOf(MessageError error)
    {
        string? place = error.Line > 0 ? $"line {error.Line}, column {error.Column}" : null;
        return error.ElementPath is null ? place : place is null ? error.ElementPath : $"{error.ElementPath} ({place})";
    }

    private static string LineOf(MessageError error) => $"{error.Code} {PlaceOf(error) ?? "-"}: {error.Text}";
}

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>One thing for which a message cannot be taken. Answered by admi.002.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Code">A stable code for it, see <see cref="MessageErrorCodes"/>; goes into <c>RjctgPtyRsn</c>.</param>
/// <param name="ElementPath">The path of the element, for example <c>/Document/FIToFICstmrCdtTrf/GrpHdr/MsgId</c>; null where none was reached.</param>
/// <param name="Line">The line, counted from 1; 0 where there is none.</param>
/// <param name="Column">The column in characters, counted from 1; 0 where there is none.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record MessageError(MessageErrorKind Kind, string Code, string? ElementPath, int Line, int Column, string Text)
{
    /// <summary>
    /// The status reason of ISO 20022 (ExternalStatusReason1Code) that comes nearest: FF02 where it is not the XML that
    /// messages are written in, FF01 for everything else that keeps it from being a message.
    /// </summary>
    public string IsoCode => IsoCodeOf(Kind);

    /// <summary>The status reason for a kind of error.</summary>
    internal static string IsoCodeOf(MessageErrorKind kind) =>
        kind is MessageErrorKind.NotWellFormed or MessageErrorKind.Encoding or MessageErrorKind.Forbidden ? "FF02" : "FF01";
}

/// <summary>What kind of thing is wrong with a message.</summary>
public enum MessageErrorKind
{
    /// <summary>More bytes than <see cref="MessageLimits.BytesMax"/>.</summary>
    TooLarge = 1,

    /// <summary>Not UTF-8, or said not to be.</summary>
    Encoding = 2,

    /// <summary>Not XML.</summary>
    NotWellFormed = 3,

    /// <summary>XML that is not taken: a document type, an entity, <c>xsi:type</c>.</summary>
    Forbidden = 4,

    /// <summary>Over one of the other bounds of <see cref="MessageLimits"/>.</summary>
    Limit = 5,

    /// <summary>No message that the switch knows, or in a version that it does not speak.</summary>
    UnknownMessage = 6,

    /// <summary>Against the schema.</summary>
    Schema = 7,

    /// <summary>A header that is missing, or does not match the document or the sender.</summary>
    Header = 8,

    /// <summary>Valid, but without what the switch must know to act on it.</summary>
    Content = 9,
}

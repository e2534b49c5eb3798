namespace PaymentSwitch.Iso20022.Reading;

/// <summary>The codes of <see cref="MessageError"/>: stable words for programs, put into <c>RjctgPtyRsn</c> of admi.002.</summary>
public static class MessageErrorCodes
{
    /// <summary>The message has no bytes, or nothing but blanks.</summary>
    public const string Empty = "EMPTY";

    /// <summary>More bytes than allowed.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>Bytes that are not UTF-8.</summary>
    public const string NotUtf8 = "NOT_UTF8";

    /// <summary>An XML declaration that names another encoding than UTF-8.</summary>
    public const string EncodingDeclared = "ENCODING_DECLARED";

    /// <summary>Not well-formed XML.</summary>
    public const string NotWellFormed = "NOT_WELL_FORMED";

    /// <summary>The XML ends too early.</summary>
    public const string Truncated = "TRUNCATED";

    /// <summary>A document type declaration.</summary>
    public const string DocumentType = "DTD_FORBIDDEN";

    /// <summary>A reference to an entity other than the five of XML.</summary>
    public const string Entity = "ENTITY_FORBIDDEN";

    /// <summary>An attribute <c>xsi:type</c>: what an element holds is said by the schema alone.</summary>
    public const string TypeAttribute = "XSI_TYPE_FORBIDDEN";

    /// <summary>Nested too deeply.</summary>
    public const string Depth = "LIMIT_DEPTH";

    /// <summary>Too many attributes on one element.</summary>
    public const string Attributes = "LIMIT_ATTRIBUTES";

    /// <summary>Too many elements.</summary>
    public const string Elements = "LIMIT_ELEMENTS";

    /// <summary>A text or an attribute value that is too long.</summary>
    public const string TextLength = "LIMIT_TEXT";

    /// <summary>A name that is too long.</summary>
    public const string NameLength = "LIMIT_NAME";

    /// <summary>More errors than are reported.</summary>
    public const string Errors = "LIMIT_ERRORS";

    /// <summary>No <c>Document</c> of ISO 20022 in the message.</summary>
    public const string NoDocument = "NO_DOCUMENT";

    /// <summary>A message definition or version that the switch does not speak.</summary>
    public const string MessageDefinition = "MESSAGE_DEFINITION";

    /// <summary>More than one <c>Document</c> or <c>AppHdr</c>, or the header behind the document.</summary>
    public const string Arrangement = "ARRANGEMENT";

    /// <summary>Against the schema.</summary>
    public const string Schema = "SCHEMA";

    /// <summary>No header where the scheme asks for one.</summary>
    public const string HeaderMissing = "HEADER_MISSING";

    /// <summary>A header of a version that the switch does not speak.</summary>
    public const string HeaderVersion = "HEADER_VERSION";

    /// <summary>The header names another message definition than the document has.</summary>
    public const string HeaderDefinition = "HEADER_MSGDEFIDR";

    /// <summary>The header's sender is not the one who sent it.</summary>
    public const string HeaderFrom = "HEADER_FROM";

    /// <summary>The header's receiver is not the switch.</summary>
    public const string HeaderTo = "HEADER_TO";

    /// <summary>The header's creation time has no zone.</summary>
    public const string HeaderCreationTime = "HEADER_CREDT";

    /// <summary>Other than exactly one transaction.</summary>
    public const string TransactionCount = "TRANSACTION_COUNT";

    /// <summary>No identity (<c>OrgnlUETR</c>), or one that is none.</summary>
    public const string OriginalUetr = "ORIGINAL_UETR";

    /// <summary>No transaction status (<c>TxSts</c>).</summary>
    public const string TransactionStatus = "TRANSACTION_STATUS";
}

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

    /// <summary>A number of transactions (<c>NbOfTxs</c>) other than one.</summary>
    public const string NumberOfTransactions = "NUMBER_OF_TRANSACTIONS";

    /// <summary>No amount, or one that cannot be moved in the scheme: of another currency, zero, or with too many decimals.</summary>
    public const string Amount = "AMOUNT";

    /// <summary>A total or control sum that is not the amount.</summary>
    public const string Total = "TOTAL_DIFFERS";

    /// <summary>A settlement date that is missing or not today.</summary>
    public const string SettlementDate = "SETTLEMENT_DATE";

    /// <summary>A settlement method other than CLRG.</summary>
    public const string SettlementMethod = "SETTLEMENT_METHOD";

    /// <summary>Another clearing system.</summary>
    public const string ClearingSystem = "CLEARING_SYSTEM";

    /// <summary>No code of a reason where one is needed.</summary>
    public const string Reason = "REASON_MISSING";

    /// <summary>No id of the return (<c>RtrId</c>).</summary>
    public const string ReturnId = "RETURN_ID";

    /// <summary>No status of a recall, one that says neither yes nor no nor later, or two that differ.</summary>
    public const string RecallStatus = "RECALL_STATUS";

    /// <summary>A liquidity transfer that names neither side.</summary>
    public const string LiquidityParty = "LIQUIDITY_PARTY";

    /// <summary>A receipt for other than exactly one request.</summary>
    public const string ReceiptCount = "RECEIPT_COUNT";

    /// <summary>A receipt that does not say whether the request was done or refused.</summary>
    public const string ReceiptStatus = "RECEIPT_STATUS";

    /// <summary>Other than exactly one payment in a request to pay.</summary>
    public const string RequestCount = "REQUEST_COUNT";

    /// <summary>The identity (UETR) of a requested payment that is none.</summary>
    public const string RequestUetr = "REQUEST_UETR";

    /// <summary>An expiry of a request to pay that is no moment.</summary>
    public const string RequestExpiry = "REQUEST_EXPIRY";

    /// <summary>An agent that is named neither by BIC nor by member id.</summary>
    public const string AgentUnnamed = "AGENT_UNNAMED";

    /// <summary>No status of a request to pay, or one that says neither yes nor no nor later.</summary>
    public const string RequestStatus = "REQUEST_STATUS";

    /// <summary>An answer that does not say which request to pay it answers.</summary>
    public const string OriginalRequest = "ORIGINAL_REQUEST";

    /// <summary>A query that the switch keeps nothing for: by name, or for what has changed.</summary>
    public const string QueryKind = "QUERY_KIND";

    /// <summary>A query for transactions that does not name exactly one.</summary>
    public const string QueryCriteria = "QUERY_CRITERIA";

    /// <summary>A request for other than exactly one report.</summary>
    public const string ReportCount = "REPORT_COUNT";

    /// <summary>A request for a message that is no report of the switch.</summary>
    public const string ReportDefinition = "REPORT_DEFINITION";

    /// <summary>A period that ends before it begins, is out of range, or asks for what has changed.</summary>
    public const string ReportPeriod = "REPORT_PERIOD";
}

using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Payments;

/// <summary>
/// What the switch uses of a credit transfer (pacs.008, one transaction). Everything else in the message passes through
/// untouched: see <see cref="OriginalMessage"/>.
/// </summary>
public sealed record CreditTransfer
{
    /// <summary>The payment's identity (<c>PmtId/UETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>The message definition, for example <c>pacs.008.001.08</c>.</summary>
    public required string MessageDefinition { get; init; }

    /// <summary><c>GrpHdr/MsgId</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>PmtId/InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>PmtId/EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary><c>PmtId/TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>.</summary>
    public required Money Amount { get; init; }

    /// <summary>T0: <c>AccptncDtTm</c> in Unix milliseconds, or null.</summary>
    public long? AcceptedAtMs { get; init; }

    /// <summary><c>InstgAgt</c> of the transaction or the group, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>DbtrAgt</c>.</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>.</summary>
    public required AgentIdentification CreditorAgent { get; init; }
}

/// <summary>
/// The originator's message as it came in, byte for byte, and where its <c>Document</c> lies in it. Where it is stored it is sealed
/// (<see cref="Privacy.SealedMessage"/>), and the place is that in what is under the seal.
/// </summary>
/// <param name="Bytes">The whole request body, or the same sealed.</param>
/// <param name="DocumentStart">Where the start tag of <c>Document</c> begins, in bytes.</param>
/// <param name="DocumentLength">How long it is up to the end of its end tag, in bytes.</param>
/// <param name="InheritedNamespaces">
/// Namespace declarations that <c>Document</c> takes from the elements around it, as attributes with a blank before each;
/// to stand alone it needs them in its start tag. Normally empty.
/// </param>
public sealed record OriginalMessage(ReadOnlyMemory<byte> Bytes, int DocumentStart, int DocumentLength, string InheritedNamespaces = "")
{
    /// <summary>The <c>Document</c> as it stands in the message. Only of one that is not sealed.</summary>
    public ReadOnlyMemory<byte> Document => Bytes.Slice(DocumentStart, DocumentLength);
}

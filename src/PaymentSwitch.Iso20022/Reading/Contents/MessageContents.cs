using System.Collections.Frozen;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>
/// Which message definitions have a content of their own, and who reads it. Business area and message decide, variant and
/// version do not.
/// </summary>
internal static class MessageContents
{
    private const int KeyLength = 8;

    private delegate IncomingMessage Make(string definition, MessageContent.Element message, string messageId, BusinessHeader? header, OriginalMessage original);

    private static readonly FrozenDictionary<string, Make> Makers = new Dictionary<string, Make>
    {
        ["pacs.004"] = Of(PaymentReturnContent.Read),
        ["camt.056"] = Of(CancellationRequestContent.Read),
        ["camt.029"] = Of(InvestigationResolutionContent.Read),
        ["camt.050"] = Of(LiquidityTransferContent.Read),
        ["camt.025"] = Of(ReceiptContent.Read),
        ["camt.003"] = Of(AccountQueryContent.Read),
        ["camt.004"] = Of(AccountQueryContent.ReadAnswer),
        ["camt.005"] = Of(TransactionQueryContent.Read),
        ["camt.006"] = Of(TransactionQueryContent.ReadAnswer),
        ["pacs.009"] = Of(InstitutionTransferContent.Read),
        ["camt.052"] = Of(CashReportContent.Read),
        ["camt.053"] = Of(CashReportContent.Read),
        ["camt.054"] = Of(CashReportContent.Read),
        ["camt.060"] = Of(ReportingRequestContent.Read),
        ["pain.013"] = Of(RequestToPayContent.Read),
        ["pain.014"] = Of(RequestToPayContent.ReadStatus),
        ["acmt.023"] = Of(VerificationContent.Read),
        ["acmt.024"] = Of(VerificationContent.ReadReport),
        ["admi.004"] = Of(AdministrationContent.ReadEvent),
        ["admi.006"] = Of(AdministrationContent.ReadResend),
        ["admi.007"] = Of(AdministrationContent.ReadReceipt),
        ["admi.011"] = Of(AdministrationContent.ReadAcknowledgement),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Make>.AlternateLookup<ReadOnlySpan<char>> MakersBySpan = Makers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The message with its content; an <see cref="OtherMessage"/> where its definition has none.</summary>
    /// <param name="definition">The definition, for example <c>pacs.004.001.09</c>.</param>
    /// <param name="content">All elements of the document; null where they were not kept.</param>
    /// <param name="header">The header, or null.</param>
    /// <param name="original">The message as it came.</param>
    internal static IncomingMessage Message(string definition, MessageContent? content, BusinessHeader? header, OriginalMessage original)
    {
        // Every document of ISO 20022 holds one element: the message.
        foreach (MessageContent.Element message in content?.Document.Children() ?? [])
        {
            string id = IdOf(message) ?? "";
            return MakersBySpan.TryGetValue(definition.AsSpan(0, Math.Min(KeyLength, definition.Length)), out Make? make)
                ? make(definition, message, id, header, original)
                : Other(definition, id, header, original);
        }

        return Other(definition, "", header, original);
    }

    private static OtherMessage Other(string definition, string id, BusinessHeader? header, OriginalMessage original) =>
        new() { MessageDefinition = definition, Header = header, Original = original, MessageId = id };

    private static Make Of<TContent>(Func<MessageContent.Element, TContent> read)
        where TContent : class =>
        (definition, message, id, header, original) => new IncomingMessage<TContent>
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = id,
            Content = read(message),
        };

    /// <summary>The id of a message of any kind: that of its group header, message header or assignment.</summary>
    private static string? IdOf(MessageContent.Element message) =>
        message.Text("GrpHdr/MsgId", "MsgHdr/MsgId") ?? message.Text("Assgnmt/Id", "Assgnmt/MsgId") ?? message.Text("MsgId/MsgId", "MsgId");
}

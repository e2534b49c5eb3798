using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads the short messages of administration: events and their acknowledgement (admi.004, 011), resend requests (admi.006), receipts (admi.007).</summary>
internal static class AdministrationContent
{
    /// <summary>The content of <c>SysEvtNtfctn</c>.</summary>
    internal static SystemEvent ReadEvent(MessageContent.Element message) => Event(message.At("EvtInf") ?? message);

    /// <summary>The content of <c>SysEvtAck</c>.</summary>
    internal static SystemEventAcknowledgement ReadAcknowledgement(MessageContent.Element message) => new()
    {
        MessageId = message.Required("MsgId"),
        OriginatorReference = message.Text("OrgtrRef"),
        SettlementSession = message.Text("SttlmSsnIdr"),
        Event = message.At("AckDtls") is { } details ? Event(details) : null,
    };

    /// <summary>The content of <c>RsndReq</c>.</summary>
    internal static ResendRequest ReadResend(MessageContent.Element message) => new()
    {
        Header = message.AnswerHeader(),
        Criteria = message.Each("RsndSchCrit", criteria => new ResendCriteria
        {
            BusinessDate = criteria.Text("BizDt"),
            SequenceNumber = criteria.Text("SeqNb"),
            Sequence = criteria.Sequence("SeqRg"),
            OriginalMessageDefinition = criteria.Text("OrgnlMsgNmId"),
            FileReference = criteria.Text("FileRef"),
            Recipient = criteria.SystemParty("Rcpt") ?? new SystemParty(),
        }),
    };

    /// <summary>The content of <c>RctAck</c>.</summary>
    internal static ReceiptAcknowledgement ReadReceipt(MessageContent.Element message) => new()
    {
        MessageId = message.Required("MsgId/MsgId"),
        CreatedAt = message.Text("MsgId/CreDtTm"),
        QueryName = message.Text("MsgId/QryNm"),
        Messages = message.Each("Rpt", report => new AcknowledgedMessage
        {
            RelatedReference = report.Required("RltdRef/Ref"),
            MessageName = report.Text("RltdRef/MsgNm"),
            ReferenceIssuer = report.SystemParty("RltdRef/RefIssr"),
            Handling = new RequestHandling(report.Required("ReqHdlg/StsCd"), report.Text("ReqHdlg/Desc")),
            HandledAt = report.Text("ReqHdlg/StsDtTm"),
        }),
    };

    private static SystemEvent Event(MessageContent.Element details) => new()
    {
        Code = details.Required("EvtCd"),
        Parameters = details.Texts("EvtParam"),
        Description = details.Text("EvtDesc"),
        OccurredAt = details.Text("EvtTm"),
    };
}

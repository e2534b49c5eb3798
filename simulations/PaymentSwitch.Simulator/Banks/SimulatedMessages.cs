using System.Globalization;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.Node;

namespace PaymentSwitch.Simulator.Banks;

/// <summary>What simulated banks write: the smallest messages that the scheme takes.</summary>
/// <param name="currency">The scheme's currency.</param>
internal sealed class SimulatedMessages(string currency)
{
    private const string Iban = "DE89370400440532013000";
    private readonly string _kind = currency == "EUR" ? "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>" : "";

    /// <summary>A credit transfer (pacs.008).</summary>
    public byte[] CreditTransfer(ParticipantId from, string to, Uetr uetr, string transactionId, long amountMinor, DateTimeOffset acceptedAt)
    {
        string id = uetr.Value.ToString("N");
        string time = Time(acceptedAt);
        string amount = Amount(amountMinor);
        return Message(from, "B" + id, "pacs.008.001.08", time, $"""
            <FIToFICstmrCdtTrf><GrpHdr><MsgId>M{id}</MsgId><CreDtTm>{time}</CreDtTm><NbOfTxs>1</NbOfTxs><TtlIntrBkSttlmAmt Ccy="{currency}">{amount}</TtlIntrBkSttlmAmt>
            <IntrBkSttlmDt>2027-03-08</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf>{_kind}<InstgAgt>{Agent(from.Value)}</InstgAgt></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>E{id}</EndToEndId><TxId>{transactionId}</TxId><UETR>{uetr}</UETR></PmtId>
            <IntrBkSttlmAmt Ccy="{currency}">{amount}</IntrBkSttlmAmt><AccptncDtTm>{time}</AccptncDtTm><ChrgBr>SLEV</ChrgBr>
            <Dbtr><Nm>A</Nm></Dbtr><DbtrAcct><Id><IBAN>{Iban}</IBAN></Id></DbtrAcct><DbtrAgt>{Agent(from.Value)}</DbtrAgt>
            <CdtrAgt>{Agent(to)}</CdtrAgt><Cdtr><Nm>B</Nm></Cdtr><CdtrAcct><Id><IBAN>{Iban}</IBAN></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf>
            """);
    }

    /// <summary>An answer to a credit transfer (pacs.002).</summary>
    public byte[] Answer(ParticipantId from, Uetr uetr, string status, DateTimeOffset at)
    {
        string id = uetr.Value.ToString("N");
        string reason = status == "RJCT" ? "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" : "";
        return Message(from, "A" + id, "pacs.002.001.10", Time(at), $"""
            <FIToFIPmtStsRpt><GrpHdr><MsgId>A{id}</MsgId><CreDtTm>{Time(at)}</CreDtTm></GrpHdr><TxInfAndSts>
            <OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>
            <OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlUETR>{uetr}</OrgnlUETR><TxSts>{status}</TxSts>{reason}</TxInfAndSts></FIToFIPmtStsRpt>
            """);
    }

    /// <summary>A recall (camt.056).</summary>
    public byte[] Recall(ParticipantId from, Uetr uetr, long amountMinor, DateTimeOffset at)
    {
        string id = "C" + uetr.Value.ToString("N");
        return Message(from, id, "camt.056.001.08", Time(at), $"""
            <FIToFIPmtCxlReq>{Assignment(id, from, at)}<CtrlData><NbOfTxs>1</NbOfTxs></CtrlData><Undrlyg><TxInf><CxlId>{id}</CxlId>{Original(uetr)}
            <OrgnlIntrBkSttlmAmt Ccy="{currency}">{Amount(amountMinor)}</OrgnlIntrBkSttlmAmt><CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg></FIToFIPmtCxlReq>
            """);
    }

    /// <summary>The refusal of a recall (camt.029).</summary>
    public byte[] RefuseRecall(ParticipantId from, Uetr uetr, DateTimeOffset at)
    {
        string id = "N" + uetr.Value.ToString("N");
        return Message(from, id, "camt.029.001.09", Time(at), $"""
            <RsltnOfInvstgtn>{Assignment(id, from, at)}<Sts><Conf>RJCR</Conf></Sts><CxlDtls><TxInfAndSts><CxlStsId>{id}</CxlStsId>{Original(uetr)}
            <TxCxlSts>RJCR</TxCxlSts><CxlStsRsnInf><Rsn><Cd>NOOR</Cd></Rsn></CxlStsRsnInf></TxInfAndSts></CxlDtls></RsltnOfInvstgtn>
            """);
    }

    /// <summary>A return (pacs.004).</summary>
    public byte[] Return(ParticipantId from, Uetr uetr, string returnId, long paidMinor, long backMinor, DateTimeOffset at)
    {
        string time = Time(at);
        return Message(from, returnId, "pacs.004.001.09", time, $"""
            <PmtRtr><GrpHdr><MsgId>{returnId}</MsgId><CreDtTm>{time}</CreDtTm><NbOfTxs>1</NbOfTxs>
            <TtlRtrdIntrBkSttlmAmt Ccy="{currency}">{Amount(backMinor)}</TtlRtrdIntrBkSttlmAmt><IntrBkSttlmDt>2027-03-08</IntrBkSttlmDt>
            <SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf><InstgAgt>{Agent(from.Value)}</InstgAgt></GrpHdr><TxInf><RtrId>{returnId}</RtrId>{Original(uetr)}
            <OrgnlIntrBkSttlmAmt Ccy="{currency}">{Amount(paidMinor)}</OrgnlIntrBkSttlmAmt>
            <RtrdIntrBkSttlmAmt Ccy="{currency}">{Amount(backMinor)}</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Cd>FOCR</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr>
            """);
    }

    private static byte[] Message(ParticipantId from, string id, string definition, string time, string content) => Encoding.UTF8.GetBytes(
        $"<BusinessMessage><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId>{Agent(from.Value)}</FIId></Fr><To><FIId>{Agent(SimulatedScheme.SwitchBic)}</FIId></To>"
        + $"<BizMsgIdr>{id}</BizMsgIdr><MsgDefIdr>{definition}</MsgDefIdr><CreDt>{time}</CreDt></AppHdr>"
        + $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{definition}\">{content}</Document></BusinessMessage>");

    private static string Assignment(string id, ParticipantId from, DateTimeOffset at) =>
        $"<Assgnmt><Id>{id}</Id><Assgnr><Agt>{Agent(from.Value)}</Agt></Assgnr><Assgne><Agt>{Agent(SimulatedScheme.SwitchBic)}</Agt></Assgne><CreDtTm>{Time(at)}</CreDtTm></Assgnmt>";

    private static string Original(Uetr uetr)
    {
        string id = uetr.Value.ToString("N");
        return $"<OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlUETR>{uetr}</OrgnlUETR>";
    }

    private static string Agent(string bic) => $"<FinInstnId><BICFI>{bic}</BICFI></FinInstnId>";

    private static string Amount(long minor) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00}");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

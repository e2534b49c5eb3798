using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.Node;

namespace PaymentSwitch.Simulator.Banks;

/// <summary>What simulated banks write: the smallest messages that the scheme takes. Of one world: it writes into memory of its own.</summary>
/// <param name="currency">The scheme's currency.</param>
internal sealed class SimulatedMessages(string currency)
{
    private const string Iban = "DE89370400440532013000";
    private const int IdLength = 32;
    private const int TimeLength = 24;
    private readonly string _kind = currency == "EUR" ? "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>" : "";
    private readonly byte[] _buffer = new byte[8 * 1024];
    private int _length;

    private Span<byte> Rest => _buffer.AsSpan(_length);

    /// <summary>A credit transfer (pacs.008).</summary>
    public byte[] CreditTransfer(ParticipantId from, string to, Uetr uetr, string transactionId, long amountMinor, DateTimeOffset acceptedAt)
    {
        Span<byte> id = Id(uetr, stackalloc byte[IdLength]);
        Span<byte> time = Time(acceptedAt, stackalloc byte[TimeLength]);
        (long units, long cents) = Math.DivRem(amountMinor, 100);
        Begin(from, "B", id, "pacs.008.001.08", time);
        Add(Utf8.TryWrite(Rest, CultureInfo.InvariantCulture, $"""
            <FIToFICstmrCdtTrf><GrpHdr><MsgId>M{id}</MsgId><CreDtTm>{time}</CreDtTm><NbOfTxs>1</NbOfTxs><TtlIntrBkSttlmAmt Ccy="{currency}">{units}.{cents:D2}</TtlIntrBkSttlmAmt>
            <IntrBkSttlmDt>2027-03-08</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf>{_kind}<InstgAgt><FinInstnId><BICFI>{from.Value}</BICFI></FinInstnId></InstgAgt></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>E{id}</EndToEndId><TxId>{transactionId}</TxId><UETR>{uetr.Value}</UETR></PmtId>
            <IntrBkSttlmAmt Ccy="{currency}">{units}.{cents:D2}</IntrBkSttlmAmt><AccptncDtTm>{time}</AccptncDtTm><ChrgBr>SLEV</ChrgBr>
            <Dbtr><Nm>A</Nm></Dbtr><DbtrAcct><Id><IBAN>{Iban}</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>{from.Value}</BICFI></FinInstnId></DbtrAgt>
            <CdtrAgt><FinInstnId><BICFI>{to}</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>B</Nm></Cdtr><CdtrAcct><Id><IBAN>{Iban}</IBAN></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf>
            """, out int length), length);
        return Whole();
    }

    /// <summary>An answer to a credit transfer (pacs.002).</summary>
    public byte[] Answer(ParticipantId from, Uetr uetr, string status, DateTimeOffset at)
    {
        Span<byte> id = Id(uetr, stackalloc byte[IdLength]);
        Span<byte> time = Time(at, stackalloc byte[TimeLength]);
        string reason = status == "RJCT" ? "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" : "";
        Begin(from, "A", id, "pacs.002.001.10", time);
        Add(Utf8.TryWrite(Rest, CultureInfo.InvariantCulture, $"""
            <FIToFIPmtStsRpt><GrpHdr><MsgId>A{id}</MsgId><CreDtTm>{time}</CreDtTm></GrpHdr><TxInfAndSts>
            <OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>
            <OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlUETR>{uetr.Value}</OrgnlUETR><TxSts>{status}</TxSts>{reason}</TxInfAndSts></FIToFIPmtStsRpt>
            """, out int length), length);
        return Whole();
    }

    /// <summary>A recall (camt.056).</summary>
    public byte[] Recall(ParticipantId from, Uetr uetr, long amountMinor, DateTimeOffset at)
    {
        Span<byte> id = Id(uetr, stackalloc byte[IdLength]);
        Span<byte> time = Time(at, stackalloc byte[TimeLength]);
        (long units, long cents) = Math.DivRem(amountMinor, 100);
        Begin(from, "C", id, "camt.056.001.08", time);
        Add(Utf8.TryWrite(Rest, $"<FIToFIPmtCxlReq>", out int length), length);
        AddAssignment(from, "C", id, time);
        Add(Utf8.TryWrite(Rest, $"<CtrlData><NbOfTxs>1</NbOfTxs></CtrlData><Undrlyg><TxInf><CxlId>C{id}</CxlId>", out length), length);
        AddOriginal(uetr, id);
        Add(Utf8.TryWrite(Rest, CultureInfo.InvariantCulture, $"""

            <OrgnlIntrBkSttlmAmt Ccy="{currency}">{units}.{cents:D2}</OrgnlIntrBkSttlmAmt><CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg></FIToFIPmtCxlReq>
            """, out length), length);
        return Whole();
    }

    /// <summary>The refusal of a recall (camt.029).</summary>
    public byte[] RefuseRecall(ParticipantId from, Uetr uetr, DateTimeOffset at)
    {
        Span<byte> id = Id(uetr, stackalloc byte[IdLength]);
        Span<byte> time = Time(at, stackalloc byte[TimeLength]);
        Begin(from, "N", id, "camt.029.001.09", time);
        Add(Utf8.TryWrite(Rest, $"<RsltnOfInvstgtn>", out int length), length);
        AddAssignment(from, "N", id, time);
        Add(Utf8.TryWrite(Rest, $"<Sts><Conf>RJCR</Conf></Sts><CxlDtls><TxInfAndSts><CxlStsId>N{id}</CxlStsId>", out length), length);
        AddOriginal(uetr, id);
        Add(Utf8.TryWrite(Rest, $"""

            <TxCxlSts>RJCR</TxCxlSts><CxlStsRsnInf><Rsn><Cd>NOOR</Cd></Rsn></CxlStsRsnInf></TxInfAndSts></CxlDtls></RsltnOfInvstgtn>
            """, out length), length);
        return Whole();
    }

    /// <summary>A return (pacs.004).</summary>
    public byte[] Return(ParticipantId from, Uetr uetr, string returnId, long paidMinor, long backMinor, DateTimeOffset at)
    {
        Span<byte> id = Id(uetr, stackalloc byte[IdLength]);
        Span<byte> time = Time(at, stackalloc byte[TimeLength]);
        (long backUnits, long backCents) = Math.DivRem(backMinor, 100);
        Begin(from, returnId, [], "pacs.004.001.09", time);
        Add(Utf8.TryWrite(Rest, CultureInfo.InvariantCulture, $"""
            <PmtRtr><GrpHdr><MsgId>{returnId}</MsgId><CreDtTm>{time}</CreDtTm><NbOfTxs>1</NbOfTxs>
            <TtlRtrdIntrBkSttlmAmt Ccy="{currency}">{backUnits}.{backCents:D2}</TtlRtrdIntrBkSttlmAmt><IntrBkSttlmDt>2027-03-08</IntrBkSttlmDt>
            <SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf><InstgAgt><FinInstnId><BICFI>{from.Value}</BICFI></FinInstnId></InstgAgt></GrpHdr><TxInf><RtrId>{returnId}</RtrId>
            """, out int length), length);
        AddOriginal(uetr, id);
        Add(Utf8.TryWrite(Rest, CultureInfo.InvariantCulture, $"""

            <OrgnlIntrBkSttlmAmt Ccy="{currency}">{paidMinor / 100}.{paidMinor % 100:D2}</OrgnlIntrBkSttlmAmt>
            <RtrdIntrBkSttlmAmt Ccy="{currency}">{backUnits}.{backCents:D2}</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Cd>FOCR</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr>
            """, out length), length);
        return Whole();
    }

    private void Begin(ParticipantId from, string kind, ReadOnlySpan<byte> id, string definition, ReadOnlySpan<byte> time)
    {
        _length = 0;
        Add(Utf8.TryWrite(
            Rest,
            $"<BusinessMessage><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId><FinInstnId><BICFI>{from.Value}</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>{SimulatedScheme.SwitchBic}</BICFI></FinInstnId></FIId></To><BizMsgIdr>{kind}{id}</BizMsgIdr><MsgDefIdr>{definition}</MsgDefIdr><CreDt>{time}</CreDt></AppHdr><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{definition}\">",
            out int length), length);
    }

    private void AddAssignment(ParticipantId from, string kind, ReadOnlySpan<byte> id, ReadOnlySpan<byte> time) => Add(Utf8.TryWrite(
        Rest,
        $"<Assgnmt><Id>{kind}{id}</Id><Assgnr><Agt><FinInstnId><BICFI>{from.Value}</BICFI></FinInstnId></Agt></Assgnr><Assgne><Agt><FinInstnId><BICFI>{SimulatedScheme.SwitchBic}</BICFI></FinInstnId></Agt></Assgne><CreDtTm>{time}</CreDtTm></Assgnmt>",
        out int length), length);

    private void AddOriginal(Uetr uetr, ReadOnlySpan<byte> id) => Add(Utf8.TryWrite(
        Rest,
        $"<OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlUETR>{uetr.Value}</OrgnlUETR>",
        out int length), length);

    private byte[] Whole()
    {
        Add(Utf8.TryWrite(Rest, $"</Document></BusinessMessage>", out int length), length);
        return _buffer.AsSpan(0, _length).ToArray();
    }

    private void Add(bool hasRoom, int length)
    {
        if (!hasRoom) throw new InvalidOperationException($"A simulated message is longer than {_buffer.Length} bytes.");
        _length += length;
    }

    private static Span<byte> Id(Uetr uetr, Span<byte> into)
    {
        Utf8Formatter.TryFormat(uetr.Value, into, out _, 'N');
        return into;
    }

    /// <summary>Writes a moment with milliseconds, in UTC.</summary>
    private static Span<byte> Time(DateTimeOffset at, Span<byte> into)
    {
        Span<byte> whole = stackalloc byte[32];
        // 2027-03-08T09:00:20.1230000Z
        Utf8Formatter.TryFormat(at.UtcDateTime, whole, out _, 'O');
        whole[..(TimeLength - 1)].CopyTo(into);
        into[^1] = (byte)'Z';
        return into;
    }
}

using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Load;

/// <summary>The two messages of the load, about as long as real ones: 2.3 KB and 0.9 KB.</summary>
internal static class LoadMessages
{
    private const string N = RequestTemplate.Number;
    private const string T = RequestTemplate.Time;

    private static readonly Dictionary<string, string> Ibans = new(StringComparer.Ordinal)
    {
        ["DE"] = "DE89370400440532013000", ["FR"] = "FR1420041010050500013M02606", ["NL"] = "NL91ABNA0417164300", ["IT"] = "IT60X0542811101000000123456",
    };

    public static string CreditTransfer(string debtor, string creditor, string run) =>
        $"""
        <BusinessMessage>{Header(debtor, "B" + N + run, "pacs.008.001.08")}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M{N}{run}</MsgId><CreDtTm>{T}</CreDtTm><NbOfTxs>1</NbOfTxs><TtlIntrBkSttlmAmt Ccy="EUR">0.01</TtlIntrBkSttlmAmt><IntrBkSttlmDt>{SettlementDay.Of(DateTimeOffset.UtcNow):yyyy-MM-dd}</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf><InstgAgt><FinInstnId><BICFI>{debtor}</BICFI></FinInstnId></InstgAgt></GrpHdr><CdtTrfTxInf><PmtId><InstrId>I{N}{run}</InstrId><EndToEndId>E{N}{run}</EndToEndId><TxId>T{N}{run}</TxId><UETR>{Uetr(run)}</UETR></PmtId><IntrBkSttlmAmt Ccy="EUR">0.01</IntrBkSttlmAmt><AccptncDtTm>{T}</AccptncDtTm><ChrgBr>SLEV</ChrgBr><Dbtr><Nm>Joséphine Müller-Lüdenscheidt</Nm><PstlAdr><StrtNm>Rue du Faubourg Saint-Honoré</StrtNm><BldgNb>127</BldgNb><PstCd>75008</PstCd><TwnNm>Paris</TwnNm><Ctry>FR</Ctry></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>{Ibans[debtor[4..6]]}</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>{debtor}</BICFI></FinInstnId></DbtrAgt><CdtrAgt><FinInstnId><BICFI>{creditor}</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Società Cooperativa Esempio S.p.A.</Nm><PstlAdr><StrtNm>Via Giuseppe Garibaldi</StrtNm><BldgNb>12</BldgNb><PstCd>10122</PstCd><TwnNm>Torino</TwnNm><Ctry>IT</Ctry></PstlAdr></Cdtr><CdtrAcct><Id><IBAN>{Ibans[creditor[4..6]]}</IBAN></Id></CdtrAcct><Purp><Cd>GDDS</Cd></Purp><RmtInf><Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>2026-004711</Nb></RfrdDocInf></Strd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document></BusinessMessage>
        """;

    public static string Acceptance(string creditor, string run) =>
        $"""
        <BusinessMessage>{Header(creditor, "A" + N + run, "pacs.002.001.10")}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt><GrpHdr><MsgId>A{N}{run}</MsgId><CreDtTm>{T}</CreDtTm></GrpHdr><TxInfAndSts><OrgnlGrpInf><OrgnlMsgId>M{N}{run}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlEndToEndId>E{N}{run}</OrgnlEndToEndId><OrgnlTxId>T{N}{run}</OrgnlTxId><OrgnlUETR>{Uetr(run)}</OrgnlUETR><TxSts>ACCP</TxSts></TxInfAndSts></FIToFIPmtStsRpt></Document></BusinessMessage>
        """;

    private static string Uetr(string run) => $"{N}-0000-4000-8000-{run}";

    private static string Header(string from, string id, string definition) =>
        $"""<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId><BICFI>{from}</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>PSWTBEBBXXX</BICFI></FinInstnId></FIId></To><BizMsgIdr>{id}</BizMsgIdr><MsgDefIdr>{definition}</MsgDefIdr><CreDt>{T}</CreDt></AppHdr>""";
}

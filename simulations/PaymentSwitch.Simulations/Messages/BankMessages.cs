using System.Globalization;
using System.Security;
using System.Text;
using PaymentSwitch.MessageGenerator.Data;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>What banks write: credit transfers and answers, as text, with no library of the switch's.</summary>
internal static class BankMessages
{
    private static readonly string[] Names =
        ["Élodie Lefèvre", "Jürgen Großmann", "Zoë van den Berg", "Šárka Nováková", "Ελένη Παπαδοπούλου", "Иван Петров", "O'Neill & Sons Ltd", "Müller <Bau> GmbH", "Anna Rossi", "株式会社山田"];

    private static readonly string[] Streets = ["Rue de la Paix", "Hauptstraße", "Keizersgracht", "Via Garibaldi", "Λεωφόρος Κηφισίας"];
    private static readonly string[] Towns = ["Paris", "Köln", "Amsterdam", "Torino", "Αθήνα"];
    private static readonly string[] Remittances = ["Invoice 2026-1147", "Miete März", "Loyer & charges", "Rechnung <17/4>", "Thanks for lunch!", "Ticket 'A\"B"];

    /// <summary>A credit transfer.</summary>
    /// <param name="payment">What is paid by whom to whom.</param>
    /// <param name="random">Names, addresses, and which of the optional elements there are.</param>
    /// <param name="acceptedAt">T0.</param>
    public static string CreditTransfer(PaymentRecord payment, Random random, DateTimeOffset acceptedAt)
    {
        string time = Time(acceptedAt);
        string id = payment.Uetr.ToString("N");
        var xml = new StringBuilder(3_000);
        xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BusinessMessage>");
        AppendHeader(xml, payment.Debtor, "B" + id, "pacs.008.001.08", time);
        xml.Append("\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">\n <FIToFICstmrCdtTrf>\n  <GrpHdr>");
        xml.Append(CultureInfo.InvariantCulture, $"<MsgId>M{id}</MsgId><CreDtTm>{time}</CreDtTm><NbOfTxs>1</NbOfTxs>");
        xml.Append(CultureInfo.InvariantCulture, $"<TtlIntrBkSttlmAmt Ccy=\"{payment.Currency}\">{payment.Amount}</TtlIntrBkSttlmAmt><IntrBkSttlmDt>{SettlementDay.Of(acceptedAt):yyyy-MM-dd}</IntrBkSttlmDt>");
        xml.Append("<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf>");
        if (payment.Currency == "EUR") xml.Append("<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>");
        xml.Append(CultureInfo.InvariantCulture, $"<InstgAgt><FinInstnId><BICFI>{payment.Debtor}</BICFI></FinInstnId></InstgAgt></GrpHdr>\n  <CdtTrfTxInf>\n   <PmtId>");
        if (random.Next(2) == 0) xml.Append(CultureInfo.InvariantCulture, $"<InstrId>I{id}</InstrId>");
        xml.Append(CultureInfo.InvariantCulture, $"<EndToEndId>E{id}</EndToEndId><TxId>T{id}</TxId><UETR>{payment.Uetr:D}</UETR></PmtId>\n");
        xml.Append(CultureInfo.InvariantCulture, $"   <IntrBkSttlmAmt Ccy=\"{payment.Currency}\">{payment.Amount}</IntrBkSttlmAmt>");
        xml.Append(CultureInfo.InvariantCulture, $"<AccptncDtTm>{time}</AccptncDtTm><ChrgBr>SLEV</ChrgBr>\n   ");
        AppendParty(xml, "Dbtr", payment.Debtor, random);
        xml.Append("\n   ");
        AppendParty(xml, "Cdtr", payment.CreditorBic, random);
        if (random.Next(3) == 0) xml.Append("<Purp><Cd>GDDS</Cd></Purp>");
        if (random.Next(4) > 0)
            xml.Append("<RmtInf><Ustrd>").Append(SecurityElement.Escape(Remittances[random.Next(Remittances.Length)])).Append("</Ustrd></RmtInf>");
        xml.Append("\n  </CdtTrfTxInf>\n </FIToFICstmrCdtTrf>\n</Document></BusinessMessage>\n");
        return xml.ToString();
    }

    /// <summary>An answer to a credit transfer.</summary>
    /// <param name="from">The bank that answers.</param>
    /// <param name="uetr">The payment.</param>
    /// <param name="status">ACCP or RJCT.</param>
    /// <param name="reason">Why it is rejected; null for an acceptance.</param>
    /// <param name="at">When; null for now, by the machine's clock.</param>
    public static string Answer(string from, Guid uetr, string status, string? reason, DateTimeOffset? at = null)
    {
        string time = Time(at ?? DateTimeOffset.UtcNow);
        string id = uetr.ToString("N");
        var xml = new StringBuilder(1_200);
        xml.Append("<BusinessMessage>");
        AppendHeader(xml, from, "A" + id, "pacs.002.001.10", time);
        xml.Append("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10\"><FIToFIPmtStsRpt><GrpHdr>");
        xml.Append(CultureInfo.InvariantCulture, $"<MsgId>A{id}</MsgId><CreDtTm>{time}</CreDtTm></GrpHdr><TxInfAndSts>");
        xml.Append(CultureInfo.InvariantCulture, $"<OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>");
        xml.Append(CultureInfo.InvariantCulture, $"<OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlTxId>T{id}</OrgnlTxId><OrgnlUETR>{uetr:D}</OrgnlUETR><TxSts>{status}</TxSts>");
        if (reason is not null) xml.Append(CultureInfo.InvariantCulture, $"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>");
        xml.Append("</TxInfAndSts></FIToFIPmtStsRpt></Document></BusinessMessage>");
        return xml.ToString();
    }

    /// <summary>A business application header to the switch.</summary>
    internal static void AppendHeader(StringBuilder xml, string from, string id, string definition, string time)
    {
        xml.Append("<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\">");
        xml.Append(CultureInfo.InvariantCulture, $"<Fr><FIId><FinInstnId><BICFI>{from}</BICFI></FinInstnId></FIId></Fr>");
        xml.Append("<To><FIId><FinInstnId><BICFI>PSWTBEBBXXX</BICFI></FinInstnId></FIId></To>");
        xml.Append(CultureInfo.InvariantCulture, $"<BizMsgIdr>{id}</BizMsgIdr><MsgDefIdr>{definition}</MsgDefIdr><CreDt>{time}</CreDt></AppHdr>");
    }

    private static void AppendParty(StringBuilder xml, string role, string bic, Random random)
    {
        string country = bic[4..6];
        string iban = Ibans.Make(country is "DE" or "FR" or "NL" or "IT" or "GB" or "IE" ? country : "DE", random);
        var party = new StringBuilder();
        party.Append(CultureInfo.InvariantCulture, $"<{role}><Nm>{SecurityElement.Escape(Names[random.Next(Names.Length)])}</Nm>");
        if (random.Next(2) == 0)
        {
            party.Append(CultureInfo.InvariantCulture, $"<PstlAdr><StrtNm>{Streets[random.Next(Streets.Length)]}</StrtNm><BldgNb>{random.Next(1, 200)}</BldgNb>");
            party.Append(CultureInfo.InvariantCulture, $"<TwnNm>{Towns[random.Next(Towns.Length)]}</TwnNm><Ctry>{country}</Ctry></PstlAdr>");
        }

        party.Append(CultureInfo.InvariantCulture, $"</{role}>");
        string account = $"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>";
        string agent = $"<{role}Agt><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></{role}Agt>";
        // The debtor stands before its agent, the creditor behind its own.
        xml.Append(role == "Dbtr" ? $"{party}{account}{agent}" : $"{agent}{party}{account}");
    }

    /// <summary>A moment as messages write it.</summary>
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

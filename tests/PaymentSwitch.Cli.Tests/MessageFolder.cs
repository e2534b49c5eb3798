namespace PaymentSwitch.Cli.Tests;

/// <summary>A folder of messages that goes away with the test.</summary>
internal sealed class MessageFolder : IDisposable
{
    /// <summary>The time at which <see cref="Good"/> is fresh.</summary>
    public const string Now = "2026-11-21T05:00:00Z";

    /// <summary>A pacs.008 that keeps all rules of sct-inst.</summary>
    public const string Good = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
        <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-21T05:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>
        <CdtTrfTxInf><PmtId><EndToEndId>E-1</EndToEndId><TxId>T-1</TxId><UETR>b1f2a3c4-d5e6-4789-8abc-def012345678</UETR></PmtId>
        <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>
        <IntrBkSttlmAmt Ccy="EUR">1.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>
        <AccptncDtTm>2026-11-21T04:59:59Z</AccptncDtTm><ChrgBr>SLEV</ChrgBr>
        <Dbtr/><DbtrAgt><FinInstnId><BICFI>AGRIFRPP</BICFI></FinInstnId></DbtrAgt>
        <CdtrAgt><FinInstnId><BICFI>BANKDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr/></CdtTrfTxInf>
        </FIToFICstmrCdtTrf></Document>
        """;

    /// <summary>The same, borne by both sides: against a rule, not against the schema.</summary>
    public static string Shared { get; } = Good.Replace("SLEV", "SHAR", StringComparison.Ordinal);

    /// <summary>What makes a message larger and nothing else: comments of 70 KB each.</summary>
    public static string Padding(int times) => string.Concat(Enumerable.Repeat($"<!--{new string(' ', 70_000)}-->", times));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("payswitch-");

    public string Path => _folder.FullName;

    public string Add(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Other makers' messages, each with the verdict of an independent validator.</summary>
public sealed class SampleTests : IDisposable
{
    private static readonly string[] Bodies = ["pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "admi.002.001.01"];

    // Valid against the base schemas, and refused here all the same. Each with the code it is refused by.
    private static readonly Dictionary<string, string> RefusedThoughValid = new(StringComparer.Ordinal)
    {
        // Its document is under a name of the network's own.
        ["rtp-tch-moov/pacs008.xml"] = MessageErrorCodes.HeaderVersion,
        ["rtp-tch-moov/pacs002.ACTC.xml"] = MessageErrorCodes.HeaderVersion,
        ["rtp-tch-moov/pacs002.RJCT.xml"] = MessageErrorCodes.HeaderVersion,
        ["rtp-tch-moov/admi002.xml"] = MessageErrorCodes.HeaderVersion,
        // The header has neither sender nor receiver; the status report speaks of no transaction.
        ["fednow-moov/tests__fednow_incoming.xml"] = MessageErrorCodes.Schema,
    };

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("schemas");

    public void Dispose() => _scratch.Delete(recursive: true);

    private sealed record Sample(string Name, string Definition, bool Valid, bool HeaderValid, byte[] Bytes);

    private static List<Sample> Samples()
    {
        string root = Path.Combine(Reference.Need(), "samples");
        return File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Where(columns => Bodies.Contains(columns[2]))
            .Select(columns => new Sample(
                $"{columns[0]}/{columns[1]}", columns[2], columns[3] == "valid", !columns[5].Contains("INVALID", StringComparison.Ordinal),
                File.ReadAllBytes(Path.Combine(root, columns[0], columns[1]))))
            .ToList();
    }

    [Fact]
    public void The_base_schemas_give_the_verdict_that_is_written_down()
    {
        IReadOnlyDictionary<string, XmlSchemaSet> schemas = Reference.BaseSchemas();
        List<string> wrong = [];
        int judged = 0;
        foreach (Sample sample in Samples())
        {
            string ns = "urn:iso:std:iso:20022:tech:xsd:" + sample.Definition;
            XElement? document = XDocument.Load(new MemoryStream(sample.Bytes), LoadOptions.PreserveWhitespace)
                .Descendants(XName.Get("Document", ns)).FirstOrDefault();
            if (document is null) continue;
            judged++;
            if (Reference.IsValid(schemas[ns], document.ToString(SaveOptions.DisableFormatting)) != sample.Valid) wrong.Add(sample.Name);
        }

        Assert.Empty(wrong);
        Assert.True(judged > 60, $"only {judged} samples were judged");
    }

    [Fact]
    public void What_the_base_schemas_find_valid_is_read_without_loss_or_refused_by_a_listed_rule()
    {
        var reader = new MessageReader(Examples.Reader.Schemas, new MessageLimits());
        int read = 0;
        foreach (Sample sample in Samples().Where(sample => sample.Valid))
        {
            MessageReadResult result = reader.Read(sample.Bytes);
            if (RefusedThoughValid.TryGetValue(sample.Name, out string? code))
            {
                Assert.True(result.Errors.Any(error => error.Code == code), sample.Name);
                continue;
            }

            Assert.True(result.Message is not null, $"{sample.Name}: {string.Join("; ", result.Errors)}");
            AssertSameFacts(sample.Name, sample.Bytes, result.Message);
            read++;
        }

        Assert.True(read > 40, $"only {read} samples were read");
    }

    [Fact]
    public void What_the_base_schemas_refuse_is_refused_here_too()
    {
        var reader = new MessageReader(Examples.Reader.Schemas, new MessageLimits());
        int refused = 0;
        foreach (Sample sample in Samples().Where(sample => !sample.Valid || !sample.HeaderValid))
        {
            MessageReadResult result = reader.Read(sample.Bytes);
            Assert.True(result.Message is null && result.Errors.Count > 0, sample.Name);
            if (!sample.Valid)
            {
                Assert.True(result.Errors.Any(error => error is { Kind: MessageErrorKind.Schema, Line: > 0, ElementPath: not null })
                    || RefusedThoughValid.ContainsKey(sample.Name), sample.Name);
            }

            refused++;
        }

        Assert.True(refused > 15, $"only {refused} samples were refused");
    }

    [Fact]
    public void Dropped_in_base_schemas_give_the_written_verdict_through_the_reader_too()
    {
        var reader = new MessageReader(Reference.BaseCatalogue(_scratch.FullName), new MessageLimits());
        foreach (Sample sample in Samples())
        {
            if (sample.Name.StartsWith("rtp-tch-moov/", StringComparison.Ordinal)) continue;
            MessageReadResult result = reader.Read(sample.Bytes);
            bool expected = sample.Valid && sample.HeaderValid;
            Assert.True(result.Message is not null == expected, $"{sample.Name}: {string.Join("; ", result.Errors)}");
        }
    }

    private static void AssertSameFacts(string name, byte[] bytes, IncomingMessage message)
    {
        string ns = "urn:iso:std:iso:20022:tech:xsd:" + message.MessageDefinition;
        XDocument whole = XDocument.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace);
        XElement document = whole.Descendants(XName.Get("Document", ns)).Single();

        // The range is Document and nothing else: parsed alone, it is the same tree.
        string cut = Encoding.UTF8.GetString(message.Original.Document.Span);
        Assert.StartsWith("<", cut);
        Assert.EndsWith(">", cut);
        Assert.Equal("", message.Original.InheritedNamespaces);
        Assert.True(XNode.DeepEquals(document, XElement.Parse(cut, LoadOptions.PreserveWhitespace)), name);

        string? At(string path)
        {
            XElement? at = document;
            foreach (string step in path.Split('/')) at = at?.Element(XName.Get(step, ns));
            return at?.Value;
        }

        if (message is CreditTransferMessage transfer)
        {
            const string Group = "FIToFICstmrCdtTrf/GrpHdr/";
            const string Transaction = "FIToFICstmrCdtTrf/CdtTrfTxInf/";
            Assert.Equal(At(Group + "MsgId"), transfer.MessageId);
            Assert.Equal(At(Group + "NbOfTxs"), transfer.NumberOfTransactions);
            Assert.Equal(At(Group + "TtlIntrBkSttlmAmt"), transfer.Total?.Value);
            Assert.Equal(At(Group + "CtrlSum"), transfer.ControlSum);
            Assert.Equal(At(Group + "IntrBkSttlmDt"), transfer.GroupSettlementDate);
            Assert.Equal(At(Group + "SttlmInf/SttlmMtd"), transfer.SettlementMethod);
            Assert.Equal(At(Group + "SttlmInf/ClrSys/Cd") ?? At(Group + "SttlmInf/ClrSys/Prtry"), transfer.ClearingSystem);
            Assert.Equal(At(Transaction + "PmtId/UETR"), transfer.Uetr);
            Assert.Equal(At(Transaction + "PmtId/InstrId"), transfer.InstructionId);
            Assert.Equal(At(Transaction + "PmtId/EndToEndId"), transfer.EndToEndId);
            Assert.Equal(At(Transaction + "PmtId/TxId"), transfer.TransactionId);
            Assert.Equal(At(Transaction + "PmtId/ClrSysRef"), transfer.ClearingSystemReference);
            Assert.Equal(At(Transaction + "IntrBkSttlmAmt"), transfer.Amount.Value);
            Assert.Equal(
                document.Descendants(XName.Get("CdtTrfTxInf", ns)).Elements(XName.Get("IntrBkSttlmAmt", ns)).Single().Attribute("Ccy")!.Value,
                transfer.Amount.Currency);
            Assert.Equal(At(Transaction + "IntrBkSttlmDt"), transfer.SettlementDate);
            Assert.Equal(At(Transaction + "AccptncDtTm"), transfer.AcceptedAt);
            Assert.Equal(At(Transaction + "ChrgBr"), transfer.ChargeBearer);
            foreach ((string element, Domain.Identification.AgentIdentification? agent) in new[]
                {
                    ("DbtrAgt", transfer.DebtorAgent), ("CdtrAgt", transfer.CreditorAgent),
                })
            {
                Assert.Equal(At($"{Transaction}{element}/FinInstnId/BICFI"), agent.Bic);
                Assert.Equal(At($"{Transaction}{element}/FinInstnId/ClrSysMmbId/ClrSysId/Cd"), agent.ClearingSystem);
                Assert.Equal(At($"{Transaction}{element}/FinInstnId/ClrSysMmbId/MmbId"), agent.MemberId);
            }

            Assert.Equal(At(Transaction + "DbtrAcct/Id/IBAN"), transfer.DebtorIban);
            Assert.Equal(At(Transaction + "CdtrAcct/Id/IBAN"), transfer.CreditorIban);
            string? local = At(Transaction + "PmtTpInf/LclInstrm/Cd") ?? At(Transaction + "PmtTpInf/LclInstrm/Prtry")
                ?? At(Group + "PmtTpInf/LclInstrm/Cd") ?? At(Group + "PmtTpInf/LclInstrm/Prtry");
            Assert.Equal(local, transfer.LocalInstrument?.Text);
        }

        if (message is StatusReportMessage report)
        {
            const string Transaction = "FIToFIPmtStsRpt/TxInfAndSts/";
            TransactionStatus status = Assert.Single(report.Transactions);
            Assert.Equal(At(Transaction + "OrgnlUETR"), status.Uetr);
            Assert.Equal(At(Transaction + "TxSts"), status.Status);
            Assert.Equal(At(Transaction + "OrgnlEndToEndId"), status.OriginalEndToEndId);
            Assert.Equal(At(Transaction + "OrgnlTxId"), status.OriginalTransactionId);
            Assert.Equal(document.Descendants(XName.Get("StsRsnInf", ns)).Count(), status.Reasons.Count);
            if (At(Transaction + "StsRsnInf/Rsn/Cd") is { } code) Assert.Equal(code, status.Reason?.Code);
        }

        if (whole.Descendants().FirstOrDefault(element => element.Name.LocalName == "AppHdr") is { } header)
        {
            Assert.NotNull(message.Header);
            Assert.Equal(header.Elements().Single(e => e.Name.LocalName == "BizMsgIdr").Value, message.Header.BusinessMessageId);
            Assert.Equal(header.Elements().Single(e => e.Name.LocalName == "MsgDefIdr").Value, message.Header.MessageDefinition);
            Assert.Equal(header.Elements().Single(e => e.Name.LocalName == "CreDt").Value, message.Header.CreatedAt);
        }
    }
}

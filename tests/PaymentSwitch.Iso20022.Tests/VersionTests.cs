using System.Text;
using System.Xml.Linq;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.MessageGenerator;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Versions of one message side by side: the same record, with the same facts in it.</summary>
public sealed class VersionTests
{
    private const int Messages = 40;

    [Theory]
    [InlineData("pacs.008.001.08")]
    [InlineData("pacs.008.001.10")]
    [InlineData("pacs.008.001.12")]
    public void A_credit_transfer_is_read_whatever_its_version(string definition)
    {
        foreach ((byte[] bytes, XElement document) in Generated(definition))
        {
            CreditTransferMessage transfer = Read<CreditTransferMessage>(bytes);
            XElement transaction = Find(document, "FIToFICstmrCdtTrf", "CdtTrfTxInf")!;
            Assert.Equal(definition, transfer.MessageDefinition);
            Assert.Equal(Find(document, "FIToFICstmrCdtTrf", "GrpHdr", "MsgId")!.Value, transfer.MessageId);
            Assert.Equal(Find(transaction, "PmtId", "UETR")?.Value, transfer.Uetr);
            Assert.Equal(Find(transaction, "PmtId", "EndToEndId")!.Value, transfer.EndToEndId);
            XElement amount = Find(transaction, "IntrBkSttlmAmt")!;
            Assert.Equal(new AmountText(amount.Value, amount.Attribute("Ccy")!.Value), transfer.Amount);
            Assert.Equal(Find(transaction, "DbtrAgt", "FinInstnId", "BICFI")?.Value, transfer.DebtorAgent.Bic);
            Assert.Equal(Find(transaction, "CdtrAcct", "Id", "IBAN")?.Value, transfer.CreditorIban);
        }
    }

    [Theory]
    [InlineData("pacs.002.001.10")]
    [InlineData("pacs.002.001.12")]
    public void A_status_report_is_read_whatever_its_version(string definition)
    {
        foreach ((byte[] bytes, XElement document) in Generated(definition))
        {
            StatusReportMessage report = Read<StatusReportMessage>(bytes);
            XElement transaction = Find(document, "FIToFIPmtStsRpt", "TxInfAndSts")!;
            TransactionStatus status = Assert.Single(report.Transactions);
            Assert.Equal(definition, report.MessageDefinition);
            Assert.Equal(Find(transaction, "OrgnlUETR")?.Value, status.Uetr);
            Assert.Equal(Find(transaction, "TxSts")?.Value, status.Status);
            Assert.Equal(transaction.Elements().Count(element => element.Name.LocalName == "StsRsnInf"), status.Reasons.Count);
        }
    }

    [Fact]
    public void Every_definition_that_has_a_guideline_is_read()
    {
        foreach (string definition in Guidelines.Definitions.Where(definition => definition != "head.001.001.02"))
        {
            foreach ((byte[] bytes, _) in Generated(definition).Take(5)) Assert.Equal(definition, Read<IncomingMessage>(bytes).MessageDefinition);
        }
    }

    private static IEnumerable<(byte[] Bytes, XElement Document)> Generated(string definition)
    {
        var generator = new Generator(Guidelines.Own(definition), new GeneratorSettings { Now = DateTimeOffset.UnixEpoch.AddYears(56) });
        var random = new Random(20022);
        for (int i = 0; i < Messages; i++)
        {
            byte[] bytes = generator.Next(definition, random);
            yield return (bytes, XDocument.Load(new MemoryStream(bytes)).Root!);
        }
    }

    private static T Read<T>(byte[] bytes)
        where T : IncomingMessage
    {
        MessageReadResult result = Examples.Reader.Read(bytes);
        Assert.True(result.Message is not null, $"{string.Join("\n", result.Errors)}\n{Encoding.UTF8.GetString(bytes)}");
        return Assert.IsType<T>(result.Message, exactMatch: false);
    }

    private static XElement? Find(XElement from, params string[] path) =>
        path.Aggregate((XElement?)from, (at, name) => at?.Elements().FirstOrDefault(element => element.Name.LocalName == name));
}

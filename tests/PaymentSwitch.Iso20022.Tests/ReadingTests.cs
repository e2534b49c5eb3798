using System.Text;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>What is read of good messages, and how precisely bad ones are faulted.</summary>
public sealed class ReadingTests
{
    private static readonly string Good = Examples.Text(Examples.CreditTransfer());
    private static readonly string Bare = Examples.Text(Examples.Written(output => CreditTransferWriter.Write(output, null, Examples.Instruction)));

    public static TheoryData<string, string, string> Arrangements() => new()
    {
        // what                              before the document                                                        behind it
        { "bare", "", "" },
        { "a byte order mark", "\uFEFF", "" },
        { "a declaration", "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n", "\r\n" },
        { "a wrapper", "<Message xmlns=\"urn:example:envelope\">", "</Message>" },
        { "wrappers in wrappers", "<a><b c='x>y' d=\"/Document>'\"><c>text &gt; </c>", "</b></a>" },
        { "comments and CDATA", "<!-- <Document> --><a><!-- > --><![CDATA[<Document></Document>]]>", "<!-- </Document> --></a>" },
        { "a processing instruction", "<?go <Document> ?><a>", "</a><?end?>" },
        { "characters of several bytes", "<ä>€😀<ö/>", "</ä>" },
        { "another Document before it", "<a><Document xmlns='urn:example:other'><x/></Document>", "</a>" },
        { "a Document around it", "<Document xmlns='urn:example:other'>", "</Document>" },
        { "line ends of all kinds", "<a>\r\n\r\n\n\r", "\r\r\n</a>" },
    };

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void The_document_is_found_byte_for_byte_whatever_is_around_it(string what, string before, string behind)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(before + Bare + behind);
        var message = Examples.Read<CreditTransferMessage>(bytes);
        Assert.True(Bare == Encoding.UTF8.GetString(message.Original.Document.Span), what);
        Assert.Equal(Encoding.UTF8.GetByteCount(before), message.Original.DocumentStart);
        Assert.Equal("", message.Original.InheritedNamespaces);
        Assert.Null(message.Header);
    }

    [Fact]
    public void A_default_namespace_ends_with_the_element_that_declared_it()
    {
        const string Ns = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08";
        string prefixed = Bare.Replace($"<Document xmlns=\"{Ns}\"><FIToFICstmrCdtTrf><GrpHdr>", $"<p:Document xmlns:p=\"{Ns}\"><p:FIToFICstmrCdtTrf><GrpHdr xmlns=\"{Ns}\">", StringComparison.Ordinal)
            .Replace("</FIToFICstmrCdtTrf></Document>", "</p:FIToFICstmrCdtTrf></p:Document>", StringComparison.Ordinal);
        MessageReadResult result = Examples.Reader.Read(Encoding.UTF8.GetBytes(prefixed));
        Assert.Equal("/Document/FIToFICstmrCdtTrf/CdtTrfTxInf", Assert.IsType<MessageError>(result.Errors[0]).ElementPath);
        Assert.Contains("in the namespace ''", result.Errors[0].Text);

        string again = prefixed.Replace("<CdtTrfTxInf>", $"<CdtTrfTxInf xmlns=\"{Ns}\">", StringComparison.Ordinal);
        Assert.Equal("E2E-1", Examples.Read<CreditTransferMessage>(Encoding.UTF8.GetBytes(again)).EndToEndId);
    }

    [Fact]
    public void Facts_are_read_of_the_message_and_not_of_one_in_its_supplementary_data()
    {
        string inner = Bare.Replace("E2E-1", "E2E-2", StringComparison.Ordinal);
        string outer = Bare.Replace("</CdtTrfTxInf>", $"<SplmtryData><Envlp>{inner}</Envlp></SplmtryData></CdtTrfTxInf>", StringComparison.Ordinal);
        int start = outer.IndexOf("<AccptncDtTm>", StringComparison.Ordinal), end = outer.IndexOf("</AccptncDtTm>", StringComparison.Ordinal) + "</AccptncDtTm>".Length;
        var message = Examples.Read<CreditTransferMessage>(Encoding.UTF8.GetBytes(outer.Remove(start, end - start)));
        Assert.Equal(("E2E-1", 1, (string?)null), (message.EndToEndId, message.TransactionCount, message.AcceptedAt));
    }

    [Fact]
    public void Comments_CDATA_and_tags_written_otherwise_do_not_change_the_facts_nor_the_bytes()
    {
        string odd = Bare.Replace("<MsgId>MSG-1</MsgId>", "<MsgId ><![CDATA[MSG]]>-<!-- </Document> -->&#x31;</MsgId\r\n>", StringComparison.Ordinal)
            .Replace("</Document>", "</Document\t>", StringComparison.Ordinal);
        var message = Examples.Read<CreditTransferMessage>(odd);
        Assert.Equal("MSG-1", message.MessageId);
        Assert.Equal(odd, Encoding.UTF8.GetString(message.Original.Document.Span));
    }

    [Fact]
    public void Namespaces_that_the_document_takes_from_around_it_travel_with_it()
    {
        const string Ns = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08";
        string prefixed = Bare.Replace($"<Document xmlns=\"{Ns}\">", "<Document>", StringComparison.Ordinal)
            .Replace("</", "<|", StringComparison.Ordinal).Replace("<", "<p:", StringComparison.Ordinal).Replace("<p:|", "</p:", StringComparison.Ordinal);
        string wrapped = $"<e:m xmlns:e=\"urn:e\" xmlns:unused=\"urn:u\" xmlns:p=\"urn:wrong\" xmlns=\"urn:default\"><i xmlns:p='{Ns}'>{prefixed}</i></e:m>";

        var message = Examples.Read<CreditTransferMessage>(wrapped);
        byte[] forwarded = Examples.Written(output => ForwardWriter.Write(output, Examples.Header("pacs.008.001.08"), message.Original));
        var received = Examples.Read<CreditTransferMessage>(forwarded);

        Assert.Equal($" xmlns:p=\"{Ns}\"", message.Original.InheritedNamespaces);
        Assert.Equal("", received.Original.InheritedNamespaces);
        Assert.Equal("E2E-1", received.EndToEndId);
    }

    [Fact]
    public void A_header_is_read_with_the_agents_it_names()
    {
        BusinessHeader header = Examples.Read<CreditTransferMessage>(Good).Header!;
        Assert.Equal("AGRIFRPPXXX", header.From!.Bic);
        Assert.Equal("SWTCHXXXXXX", header.To!.Bic);
        Assert.Equal("BIZ-1", header.BusinessMessageId);
        Assert.Equal("pacs.008.001.08", header.MessageDefinition);
        Assert.Equal("2026-11-21T05:00:00.000Z", header.CreatedAt);
        Assert.Equal(Examples.NowMs, header.CreatedAtMs);
        Assert.True(header.CreatedAtHasZone);
        Assert.False(header.PossibleDuplicate);
    }

    [Fact]
    public void All_schema_errors_are_reported_with_path_line_and_column()
    {
        string bad = "\r\n" + Bare.Replace("<UETR>b1f2", "<UETR>\r\n  B1F2", StringComparison.Ordinal)
            .Replace("<ChrgBr>SLEV</ChrgBr>", "<ChrgBr>ÄÖ</ChrgBr><Nope/>", StringComparison.Ordinal)
            .Replace(" Ccy=\"EUR\">12.50</IntrBk", ">12.50</IntrBk", StringComparison.Ordinal);
        MessageReadResult result = Examples.Reader.Read(Encoding.UTF8.GetBytes(bad));

        Assert.Null(result.Message);
        Assert.Equal("MSG-1", result.MessageId);
        Assert.Equal("pacs.008.001.08", result.MessageDefinition);
        Assert.Equal(
            [
                "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/PmtId/UETR",
                "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/IntrBkSttlmAmt",
                "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/ChrgBr",
                "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/Nope",
            ],
            result.Errors.Select(error => error.ElementPath));
        Assert.Equal([3, 3, 3, 3], result.Errors.Select(error => error.Line));
        string line = bad.Split("\r\n")[2];
        Assert.Equal(line.IndexOf("Nope", StringComparison.Ordinal) + 1, result.Errors[3].Column);
        Assert.Contains("'ÄÖ'", result.Errors[2].Text);
        Assert.Contains("Ccy", result.Errors[1].Text);
        Assert.Contains("ChrgsInf", result.Errors[3].Text);
        Assert.DoesNotContain("urn:iso", string.Concat(result.Errors.Select(error => error.Text)));
    }

    [Theory]
    [InlineData("BIZ-1", "<BusinessMessage><!DOCTYPE x>")]
    [InlineData("MSG-1", "<AppHdr>")]
    public void The_message_id_is_found_even_where_the_message_cannot_be_read(string id, string spoiled)
    {
        string bad = spoiled == "<AppHdr>" ? "<!DOCTYPE x>" + Bare : Good.Replace("<BusinessMessage>", spoiled, StringComparison.Ordinal);
        MessageReadResult result = Examples.Reader.Read(Encoding.UTF8.GetBytes(bad));
        Assert.Equal(MessageErrorKind.Forbidden, Assert.Single(result.Errors).Kind);
        Assert.Equal(id, result.MessageId);
    }

    [Fact]
    public void Many_threads_read_at_a_time_and_get_the_same()
    {
        byte[] good = Examples.CreditTransfer();
        byte[] bad = Encoding.UTF8.GetBytes(Good.Replace("SLEV", "XXXX", StringComparison.Ordinal));
        Parallel.For(0, 2000, i =>
        {
            MessageReadResult result = Examples.Reader.Read(i % 3 == 0 ? bad : good);
            if (i % 3 == 0) Assert.EndsWith("/ChrgBr", Assert.Single(result.Errors).ElementPath);
            else Assert.Equal("E2E-1", Assert.IsType<CreditTransferMessage>(result.Message).EndToEndId);
        });
    }

    [Theory]
    [InlineData("broken.xsd", "<xs:schema", "broken.xsd")]
    [InlineData("other.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x'/>", "urn:x")]
    [InlineData("outside.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:iso:std:iso:20022:tech:xsd:a'><xs:include schemaLocation='/etc/hosts'/></xs:schema>", "outside")]
    [InlineData("pacs.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:iso:std:iso:20022:tech:xsd:a' targetNamespace='urn:iso:std:iso:20022:tech:xsd:a'><xs:element name='Document' type='Missing'/></xs:schema>", "Missing")]
    public void A_schema_that_cannot_be_used_is_named_with_the_reason(string file, string text, string reason)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("schemas");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, file), text);
            var error = Assert.Throws<SchemaException>(() => SchemaCatalogue.Load(directory.FullName));
            Assert.Contains(file, error.Message);
            Assert.Contains(reason, error.Message);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_shipped_catalogue_has_a_schema_for_every_guideline()
    {
        IReadOnlyList<string> shipped = SchemaCatalogue.LoadShipped().MessageDefinitions;

        Assert.Equal(31, shipped.Count);
        Assert.Equal(Guidelines.Definitions, shipped);
        Assert.Throws<SchemaException>(() => SchemaCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "nowhere")));
    }
}

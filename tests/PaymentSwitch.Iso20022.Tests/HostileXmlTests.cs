using System.Text;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Bytes that no honest bank sends, each with its own answer, none with an exception.</summary>
public sealed class HostileXmlTests
{
    private const string Ns = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08";
    private static readonly string Good = Examples.Text(Examples.CreditTransfer());

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Dictionary<string, (Func<byte[]> Bytes, MessageErrorKind Kind, string Code)> Cases { get; } = new()
    {
        //  case                              bytes                                                    kind                            code
        ["no bytes"] = (() => [], MessageErrorKind.NotWellFormed, MessageErrorCodes.Empty),
        ["blanks"] = (() => Utf8(" \r\n\t "), MessageErrorKind.NotWellFormed, MessageErrorCodes.Empty),
        ["a byte order mark alone"] = (() => [0xEF, 0xBB, 0xBF], MessageErrorKind.NotWellFormed, MessageErrorCodes.Empty),
        ["not XML"] = (() => Utf8("{\"pacs\":8}"), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["cut off in a tag"] = (() => Utf8(Good[..(Good.Length / 2)]), MessageErrorKind.NotWellFormed, MessageErrorCodes.Truncated),
        ["cut off at the end"] = (() => Utf8(Good[..^1]), MessageErrorKind.NotWellFormed, MessageErrorCodes.Truncated),
        ["tags that cross"] = (() => Utf8(Good.Replace("</MsgId>", "</MsgIdx>")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["two roots"] = (() => Utf8(Good + Good), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["an attribute twice"] = (() => Utf8(Good.Replace(" Ccy=\"EUR\"", " Ccy=\"EUR\" Ccy=\"EUR\"")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["an undeclared prefix"] = (() => Utf8(Good.Replace("<MsgId>", "<x:MsgId>")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["a NUL in a text"] = (() => Utf8(Good.Replace("E2E-1", "E2E\0-1")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["a NUL as reference"] = (() => Utf8(Good.Replace("E2E-1", "E2E&#0;")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["a lone ampersand"] = (() => Utf8(Good.Replace("E2E-1", "E & E")), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["UTF-16 with a mark"] = (() => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["UTF-16, big end first, with a mark"] = (() => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Good)], MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["UTF-16 without a mark"] = (() => Encoding.Unicode.GetBytes(Good), MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["UTF-16, big end first"] = (() => Encoding.BigEndianUnicode.GetBytes(Good), MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["UTF-32"] = (() => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Good)], MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["Latin-1 bytes"] = (() => Encoding.Latin1.GetBytes(Good), MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["an overlong slash"] = (() => [.. Utf8("<a>"), 0xC0, 0xAF, .. Utf8("</a>")], MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["half a surrogate pair"] = (() => [.. Utf8("<a>"), 0xED, 0xA0, 0x80, .. Utf8("</a>")], MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8),
        ["another encoding declared"] = (() => Utf8("<?xml version='1.0' encoding='ISO-8859-1'?>" + Good), MessageErrorKind.Encoding, MessageErrorCodes.EncodingDeclared),
        ["UTF-16 declared"] = (() => Utf8("<?xml version=\"1.0\" encoding = \"UTF-16\"?>" + Good), MessageErrorKind.Encoding, MessageErrorCodes.EncodingDeclared),
        ["a document type"] = (() => Utf8("<!DOCTYPE Document>" + Good), MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType),
        ["an external document type"] = (() => Utf8("<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/d.dtd\">" + Good), MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType),
        ["an external entity"] = (() => Utf8("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Good.Replace("E2E-1", "&e;")), MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType),
        ["a billion laughs"] = (() => Utf8("<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>" + Good.Replace("E2E-1", "&c;")), MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType),
        ["an entity without a document type"] = (() => Utf8(Good.Replace("E2E-1", "&nbsp;")), MessageErrorKind.Forbidden, MessageErrorCodes.Entity),
        ["an entity in an attribute"] = (() => Utf8(Good.Replace("Ccy=\"EUR\"", "Ccy=\"&eur;\"")), MessageErrorKind.Forbidden, MessageErrorCodes.Entity),
        ["xsi:type"] = (() => Utf8(Good.Replace("<Dbtr>", "<Dbtr xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Party\">")), MessageErrorKind.Forbidden, MessageErrorCodes.TypeAttribute),
        ["200,000 deep"] = (() => Utf8(string.Concat(Enumerable.Repeat("<a>", 200_000))), MessageErrorKind.Limit, MessageErrorCodes.Depth),
        ["50,000 attributes"] = (() => Utf8("<a " + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}='' ")) + "/>"), MessageErrorKind.Limit, MessageErrorCodes.Attributes),
        ["an attribute of 20 MB"] = (() => Utf8("<a b='" + new string('x', 20_000_000) + "'/>"), MessageErrorKind.Limit, MessageErrorCodes.TextLength),
        ["a text of 20 MB"] = (() => Utf8("<a>" + new string('x', 20_000_000) + "</a>"), MessageErrorKind.Limit, MessageErrorCodes.TextLength),
        ["a CDATA section of 20 MB"] = (() => Utf8("<a><![CDATA[" + new string('x', 20_000_000) + "]]></a>"), MessageErrorKind.Limit, MessageErrorCodes.TextLength),
        ["a name of 1 MB"] = (() => Utf8("<" + new string('x', 1_000_000) + "/>"), MessageErrorKind.Limit, MessageErrorCodes.NameLength),
        ["an attribute name of 1 MB"] = (() => Utf8("<a " + new string('x', 1_000_000) + "=''/>"), MessageErrorKind.Limit, MessageErrorCodes.NameLength),
        ["a million elements"] = (() => Utf8("<a>" + string.Concat(Enumerable.Repeat("<b/>", 1_000_000)) + "</a>"), MessageErrorKind.Limit, MessageErrorCodes.Elements),
        ["a million ampersands"] = (() => Utf8("<a>" + string.Concat(Enumerable.Repeat(new string('&', 70_000) + "<b/>", 14)) + "</a>"), MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed),
        ["an unknown message"] = (() => Utf8(Good.Replace(Ns, "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")), MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition),
        ["an unknown version"] = (() => Utf8(Good.Replace(Ns, Ns + "9")), MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition),
        ["a header as document"] = (() => Utf8("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'/>"), MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition),
        ["another root"] = (() => Utf8("<html><body/></html>"), MessageErrorKind.UnknownMessage, MessageErrorCodes.NoDocument),
        ["a document without a namespace"] = (() => Utf8("<Document/>"), MessageErrorKind.UnknownMessage, MessageErrorCodes.NoDocument),
        ["a root that is the message"] = (() => Utf8($"<FIToFICstmrCdtTrf xmlns='{Ns}'/>"), MessageErrorKind.UnknownMessage, MessageErrorCodes.NoDocument),
        ["a header of another version"] = (() => Utf8(Good.Replace("head.001.001.02", "head.001.001.01")), MessageErrorKind.UnknownMessage, MessageErrorCodes.HeaderVersion),
        ["two documents"] = (() => Utf8(Good.Replace("</BusinessMessage>", $"<Document xmlns='{Ns}'/></BusinessMessage>")), MessageErrorKind.UnknownMessage, MessageErrorCodes.Arrangement),
        ["two headers"] = (() => Utf8(Good.Replace("<Document", "<AppHdr xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'/><Document")), MessageErrorKind.UnknownMessage, MessageErrorCodes.Arrangement),
        ["a header behind the document"] = (() => Utf8($"<a><Document xmlns='{Ns}'/><AppHdr xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'/></a>"), MessageErrorKind.UnknownMessage, MessageErrorCodes.Arrangement),
        ["an empty document"] = (() => Utf8($"<Document xmlns='{Ns}'/>"), MessageErrorKind.Schema, MessageErrorCodes.Schema),
        ["two transactions"] = (() => Utf8(TwoTransactions()), MessageErrorKind.Schema, MessageErrorCodes.Schema),
        ["xml:lang"] = (() => Utf8(Good.Replace("<Dbtr>", "<Dbtr xml:lang='de'>")), MessageErrorKind.Schema, MessageErrorCodes.Schema),
        ["xsi:nil"] = (() => Utf8(Good.Replace("<Dbtr>", "<Dbtr xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">")), MessageErrorKind.Schema, MessageErrorCodes.Schema),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    private static string TwoTransactions()
    {
        int start = Good.IndexOf("<CdtTrfTxInf>", StringComparison.Ordinal);
        int end = Good.IndexOf("</CdtTrfTxInf>", StringComparison.Ordinal) + "</CdtTrfTxInf>".Length;
        return Good.Insert(end, Good[start..end]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_message_gets_its_own_error(string name)
    {
        (Func<byte[]> bytes, MessageErrorKind kind, string code) = Cases[name];
        var reader = new MessageReader(Examples.Reader.Schemas, new MessageLimits { BytesMax = 32 * 1024 * 1024 });

        MessageReadResult result = reader.Read(bytes());

        Assert.Null(result.Message);
        Assert.True(result.Errors.Any(error => error.Kind == kind && error.Code == code), string.Join("\n", result.Errors));
        Assert.All(result.Errors, error => Assert.InRange(error.Text.Length, 1, 350));
    }

    [Theory]
    [InlineData("200,000 deep")]
    [InlineData("50,000 attributes")]
    [InlineData("an attribute of 20 MB")]
    [InlineData("a text of 20 MB")]
    public void Refusing_a_bomb_costs_next_to_no_memory(string name)
    {
        byte[] bomb = Cases[name].Bytes();
        var reader = new MessageReader(Examples.Reader.Schemas, new MessageLimits { BytesMax = 32 * 1024 * 1024 });
        reader.Read(bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    [Fact]
    public void A_message_over_the_size_limit_is_refused_unread()
    {
        MessageReadResult result = Examples.Reader.Read(new byte[(256 * 1024) + 1]);
        MessageError error = Assert.Single(result.Errors);
        Assert.Equal((MessageErrorKind.TooLarge, MessageErrorCodes.TooLarge), (error.Kind, error.Code));
        Assert.Contains("262145", error.Text);
        Assert.Contains("262144", error.Text);
    }

    [Fact]
    public void Any_change_of_bytes_is_survived_and_leaves_the_reader_usable()
    {
        byte[] good = Examples.CreditTransfer();
        var random = new Random(8583);
        int refused = 0;
        for (int round = 0; round < 6000; round++)
        {
            byte[] bytes = [.. good];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                int at = random.Next(bytes.Length);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]]; break;
                    case 2: bytes = [.. bytes[..at], .. good[random.Next(good.Length)..], .. bytes[at..]]; break;
                    default: bytes[at] = (byte)"<>&\"'/ !?[]-:="[random.Next(14)]; break;
                }

                if (bytes.Length == 0) bytes = [.. good];
            }

            MessageReadResult result = Examples.Reader.Read(bytes);
            Assert.Equal(result.Message is null, result.Errors.Count > 0);
            if (result.Message is null) refused++;
        }

        Assert.InRange(refused, 3000, 6000);
        Assert.NotNull(Examples.Reader.Read(good).Message);
    }

    [Fact]
    public void More_errors_than_the_limit_end_the_reading()
    {
        string bad = Good.Replace("<Nm>", "<Nm a='1' b='2' c='3' d='4' e='5'>", StringComparison.Ordinal);
        var reader = new MessageReader(Examples.Reader.Schemas, new MessageLimits { ErrorsMax = 4 });
        IReadOnlyList<MessageError> errors = reader.Read(Utf8(bad)).Errors;
        Assert.Equal(4, errors.Count);
        Assert.Equal(MessageErrorCodes.Errors, errors[^1].Code);
    }
}

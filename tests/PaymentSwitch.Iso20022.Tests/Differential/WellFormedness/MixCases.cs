using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Several things at a time, and things that end each other.</summary>
internal static class MixCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("everything at once", "\uFEFF<?xml version='1.0' encoding='UTF-8' standalone='no'?>\r\n<!-- c --><?p i?>\r\n<p:a xmlns:p='u' xmlns='v' b=\"&lt;'\"><b><![CDATA[<]]>&amp;<!-- d -->x<?q?></b><p:c/>\r\n</p:a >\r\n<!-- e -->"),
        Good("a comment that looks like a section", "<a><!-- <![CDATA[ --></a>"),
        Good("a section that looks like a comment", "<a><![CDATA[ <!-- ]]></a>"),
        Good("an instruction that looks like a comment", "<a><?x <!-- ?></a>"),
        Good("a value that looks like a tag's end", "<a b='/>' c=\"/a>\"><d/></a>"),
        Good("text that looks like an attribute", "<a>b='c'</a>"),
        Good("a section cut by a comment", "<a><![CDATA[x]]<!-- ]]></a>"),
        Good("brackets up to the end tag", "<a>]]</a>"),
        Good("brackets, then a comment, then a greater-than sign", "<a>]]<!-- x -->></a>"),
        Good("brackets, then a section, then a greater-than sign", "<a>]]<![CDATA[]]>></a>"),
        Good("brackets by reference", "<a>&#93;&#93;></a>"),
        Good("a bracket in each of three texts", "<a>]<b/>]<b/>></a>"),
        Good("a hundred comments in a word", "<a>" + string.Concat(Enumerable.Repeat("x<!---->", 100)) + "</a>"),
        Good("a hundred sections in a word", "<a>" + string.Concat(Enumerable.Repeat("x<![CDATA[y]]>", 100)) + "</a>"),
        Bad("a comment that swallows the end tag", "<a><!-- </a>"),
        Bad("a section that swallows the end tag", "<a><![CDATA[ </a>"),
        Bad("an instruction that swallows the end tag", "<a><? </a>"),
        Bad("a value that swallows the end tag", "<a b='></a>"),
        Bad("a comment that ends in a section", "<a><!-- <![CDATA[ --> ]]></a>"),
        Bad("a section that ends in a comment", "<a><![CDATA[ <!-- ]]> --> </b></a>"),
        Bad("a good document and one byte", [.. "<a><b/></a>"u8, 0x01]),
        Bad("a good document and another", "<?xml version='1.0'?><a/><?xml version='1.0'?><a/>"),
        Bad("a good document without its last byte", "<a><b/></a"),
        Bad("a good document without its first byte", "a><b/></a>"),
        Bad("the tags of HTML", "<p>one<br>two</p>"),
        Bad("an attribute of HTML", "<input disabled/>"),
        Bad("a good beginning and a bad prefix at the end", "<a xmlns:p='u'><p:b/><p:c/><q:d/></a>"),
        Bad("a bad character behind 10,000 good ones", $"<a>{new string('x', 10_000)}\u0001</a>"),
        Bad("invalid UTF-8 behind 10,000 good bytes", [.. "<a>"u8, .. Enumerable.Repeat((byte)'x', 10_000), 0xC3, .. "</a>"u8]),
        Bad("an end of section behind 10,000 good characters", $"<a>{new string('x', 10_000)}]]></a>"),
    ];
}

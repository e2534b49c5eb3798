using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>CDATA sections, and their end in text.</summary>
internal static class CdataCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        GoodText("an empty section", "<![CDATA[]]>"),
        GoodText("a section with text", "<![CDATA[text]]>"),
        GoodText("markup in a section", "<![CDATA[<b>&amp;</c>]]>"),
        GoodText("a less-than sign and an ampersand", "<![CDATA[<&]]>"),
        GoodText("a comment in a section", "<![CDATA[<!-- x -- y -->]]>"),
        GoodText("a processing instruction in a section", "<![CDATA[<?xml x?>]]>"),
        GoodText("the beginning of a section in a section", "<![CDATA[<![CDATA[]]>"),
        GoodText("brackets in a section", "<![CDATA[]]]]>"),
        GoodText("three brackets at the end", "<![CDATA[]]]>"),
        GoodText("a bracket and a greater-than sign", "<![CDATA[]>]]>"),
        GoodText("brackets apart", "<![CDATA[] ]>]]>"),
        GoodText("two sections in a row", "<![CDATA[a]]><![CDATA[b]]>"),
        GoodText("the end of a section over two sections", "<![CDATA[]]]]><![CDATA[>]]>"),
        GoodText("text around a section", "x<![CDATA[y]]>z"),
        GoodText("an element behind a section", "<![CDATA[y]]><b/>"),
        GoodText("line ends in a section", "<![CDATA[\r\n\r\n\r]]>"),
        GoodText("a section of blanks", "<![CDATA[  ]]>"),
        GoodText("two brackets in text", "]]"),
        GoodText("a bracket and a greater-than sign in text", "]>"),
        GoodText("brackets apart in text", "] ]>"),
        GoodText("an emoji in a section", "<![CDATA[😀]]>"),
        GoodText("a section of 10,000 characters", $"<![CDATA[{new string('x', 10_000)}]]>"),
        BadText("the end of a section in text", "]]>"),
        BadText("the end of a section in text, a bracket more", "]]]>"),
        BadText("the end of a section in text, many brackets", new string(']', 300) + ">"),
        BadText("the end of a section behind text", "x]]>y"),
        BadText("the end of a section behind a section", "<![CDATA[x]]>]]>"),
        BadText("the end of a section behind an element", "<b/>]]>"),
        BadText("a section within a section", "<![CDATA[<![CDATA[x]]>]]>"),
        BadText("a section that is not closed", "<![CDATA[x"),
        BadText("a section that is closed by half", "<![CDATA[x]>"),
        BadText("a section with a blank in its end", "<![CDATA[x]] >"),
        BadText("small letters", "<![cdata[x]]>"),
        BadText("mixed letters", "<![CData[x]]>"),
        BadText("a blank before the name", "<![ CDATA[x]]>"),
        BadText("a blank behind the name", "<![CDATA [x]]>"),
        BadText("no second bracket", "<![CDATA x]]>"),
        BadText("another word", "<![INCLUDE[x]]>"),
        BadText("a NUL in a section", "<![CDATA[\0]]>"),
        BadText("a control character in a section", "<![CDATA[\u0002]]>"),
        BadText("a no-character in a section", "<![CDATA[\uFFFE]]>"),
        BadText("invalid UTF-8 in a section", [.. "<![CDATA["u8, 0xFF, .. "]]>"u8]),
        Bad("a section before the root", "<![CDATA[]]><a/>"),
        Bad("a section behind the root", "<a/><![CDATA[]]>"),
        Bad("a section as the root", "<![CDATA[<a/>]]>"),
        Bad("a section in a tag", "<a <![CDATA[]]>/>"),
        Bad("a section cut off in its beginning", "<a><![CDAT"),
        Bad("a section cut off in its end", "<a><![CDATA[x]]"),
    ];
}

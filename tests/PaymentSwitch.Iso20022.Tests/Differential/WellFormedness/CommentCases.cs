using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Comments.</summary>
internal static class CommentCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("before the root", "<!-- x --><a/>"),
        Good("behind the root", "<a/><!-- x -->"),
        GoodText("in content", "<!-- x -->"),
        GoodText("empty", "<!---->"),
        GoodText("a blank", "<!-- -->"),
        GoodText("a hyphen and blanks", "<!-- - -->"),
        GoodText("hyphens apart", "<!-- - - -->"),
        GoodText("a hyphen first", "<!--- x -->"),
        GoodText("markup within", "<!-- <b> </c> & &nope; ]]> <?x?> -->"),
        GoodText("the beginning of a comment in part", "<!-- <! - -->"),
        GoodText("greater-than signs", "<!-- > -> -->"),
        GoodText("a greater-than sign first", "<!-->-->"),
        GoodText("a hyphen and a greater-than sign first", "<!--->-->"),
        GoodText("line ends", "<!--\r\n\r\n-->"),
        GoodText("within text", "x<!-- y -->z"),
        GoodText("within a word, twice", "a<!--1-->b<!--2-->c"),
        GoodText("behind a section", "<![CDATA[x]]><!-- y -->"),
        GoodText("an emoji", "<!-- 😀 -->"),
        Good("several around the root", "<!--1--><!--2--> <a/> <!--3-->\n<!--4-->"),
        Good("behind the declaration", "<?xml version='1.0'?><!-- x --><a/>"),
        BadText("two hyphens within", "<!-- x -- y -->"),
        BadText("two hyphens first", "<!---- x -->"),
        BadText("three hyphens at the end", "<!-- x --->"),
        BadText("only hyphens, five", "<!----->"),
        BadText("only hyphens, six", "<!------>"),
        BadText("a comment within a comment", "<!-- <!-- x --> -->"),
        BadText("not closed", "<!-- x"),
        BadText("closed by one hyphen", "<!-- x ->"),
        BadText("a blank in the end", "<!-- x -- >"),
        BadText("a blank in the beginning", "<! -- x -->"),
        BadText("one hyphen in the beginning", "<!- x -->"),
        BadText("a shortened comment", "<!-->"),
        BadText("a shortened comment, a hyphen more", "<!--->"),
        BadText("an em dash in the end", "<!-- x —>"),
        BadText("a NUL", "<!-- \0 -->"),
        BadText("a control character", "<!-- \u001B -->"),
        BadText("a no-character", "<!-- \uFFFF -->"),
        BadText("invalid UTF-8", [.. "<!-- "u8, 0xC3, .. " -->"u8]),
        Bad("in a start tag", "<a <!-- x -->/>"),
        Bad("in an end tag", "<a></a <!-- x -->>"),
        Bad("before the declaration", "<!-- x --><?xml version='1.0'?><a/>"),
        Bad("alone", "<!-- x -->"),
        Bad("cut off behind the root", "<a/><!-- x"),
        Bad("a beginning cut off behind the root", "<a/><!-"),
    ];
}

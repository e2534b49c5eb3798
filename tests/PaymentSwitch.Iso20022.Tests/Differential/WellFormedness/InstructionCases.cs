using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Processing instructions.</summary>
internal static class InstructionCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("before the root", "<?x y?><a/>"),
        Good("behind the root", "<a/><?x y?>"),
        GoodText("in content", "<?x y?>"),
        GoodText("no data", "<?x?>"),
        GoodText("a blank as data", "<?x ?>"),
        GoodText("a line end behind the target", "<?x\r\ny?>"),
        GoodText("a question mark in the data", "<?x a?b?>"),
        GoodText("question marks at the end", "<?x y??>"),
        GoodText("a greater-than sign in the data", "<?x a>b?>"),
        GoodText("markup in the data", "<?x <b> & &nope; ]]> -- <!-- ?>"),
        GoodText("a target that begins with xml", "<?xml-stylesheet href='x'?>"),
        GoodText("a target that begins with xml in capitals", "<?XMLish x?>"),
        GoodText("a target that ends with xml", "<?axml x?>"),
        GoodText("a target of one letter", "<?_?>"),
        GoodText("a target of another script", "<?ä x?>"),
        GoodText("within text", "x<?y?>z"),
        Good("a stylesheet before the root", "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='x'?><a/>"),
        BadText("the target xml", "<?xml version='1.0'?>"),
        BadText("the target XML", "<?XML x?>"),
        BadText("the target Xml", "<?Xml x?>"),
        BadText("the target xML", "<?xML x?>"),
        BadText("the target xml without data", "<?xml?>"),
        BadText("no target", "<? ?>"),
        BadText("no target and no data", "<??>"),
        BadText("a blank before the target", "<? x?>"),
        BadText("a digit first", "<?1?>"),
        BadText("no blank behind the target", "<?x+y?>"),
        BadText("a quote behind the target", "<?x'y'?>"),
        BadText("not closed", "<?x y"),
        BadText("closed by a greater-than sign alone", "<?x y>"),
        BadText("closed with a blank", "<?x y? >"),
        BadText("a colon in the target", "<?x:y z?>"),
        BadText("a NUL", "<?x \0?>"),
        BadText("a control character", "<?x \u0007?>"),
        BadText("a no-character", "<?x \uFFFE?>"),
        BadText("invalid UTF-8", [.. "<?x "u8, 0x80, .. "?>"u8]),
        Bad("the target xml behind the root", "<a/><?xml version='1.0'?>"),
        Bad("the target XML before the root", "<?XML version='1.0'?><a/>"),
        Bad("in a start tag", "<a <?x?>/>"),
        Bad("alone", "<?x?>"),
        Bad("cut off behind the root", "<a/><?x"),
        Bad("cut off in the target", "<?x"),
        Bad("cut off at the question mark", "<a/><?"),
    ];
}

using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>What a document is made of: one root, nothing but comments, instructions and blanks around it, no document type.</summary>
internal static class DocumentCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("the root alone", "<a/>"),
        Good("blanks before the root", " \t\r\n<a/>"),
        Good("blanks behind the root", "<a/> \t\r\n"),
        Good("blanks, comments and instructions", " <!-- x --> <?y?> <a/> <?z?> <!-- w --> "),
        Good("behind a byte order mark", "\uFEFF<a/>"),
        Good("behind a byte order mark and a blank", "\uFEFF <a/>"),
        Bad("nothing", ""),
        Bad("a blank", " "),
        Bad("line ends", "\r\n\r\n"),
        Bad("a byte order mark alone", "\uFEFF"),
        Bad("a byte order mark and a blank", "\uFEFF "),
        Bad("part of a byte order mark", [0xEF, 0xBB, .. "<a/>"u8]),
        Bad("a declaration alone", "<?xml version='1.0'?>"),
        Bad("a comment alone", "<!-- x -->"),
        Bad("text alone", "text"),
        Bad("text before the root", "x<a/>"),
        Bad("text behind the root", "<a/>x"),
        Bad("a NUL behind the root", "<a/>\0") with { LibXml2 = "To libxml2 a NUL behind the root is the end of the input: it is wrong." },
        Bad("a NUL before the root", "\0<a/>"),
        Bad("a byte order mark behind the root", "<a/>\uFEFF"),
        Bad("two byte order marks", "\uFEFF\uFEFF<a/>"),
        Bad("a no-break space before the root", "\u00A0<a/>"),
        Bad("a no-break space behind the root", "<a/>\u00A0"),
        Bad("a next-line character behind the root", "<a/>\u0085"),
        Bad("a form feed behind the root", "<a/>\f"),
        Bad("a greater-than sign behind the root", "<a/>>"),
        Bad("the end of a CDATA section behind the root", "<a/>]]>"),
        Bad("two roots", "<a/><b/>"),
        Bad("the same root twice", "<a></a><a></a>"),
        Bad("two roots, a comment between", "<a/><!-- x --><a/>"),
        Bad("a second root that is not closed", "<a/><b>"),
        Bad("a document type", "<!DOCTYPE a><a/>"),
        Bad("a document type with an element", "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>"),
        Bad("a document type with an entity", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"),
        Bad("an external document type", "<!DOCTYPE a SYSTEM 'nowhere.dtd'><a/>"),
        Bad("a public document type", "<!DOCTYPE a PUBLIC '-//X//Y' 'nowhere.dtd'><a/>"),
        Bad("a document type in small letters", "<!doctype a><a/>"),
        Bad("a document type behind the root", "<a/><!DOCTYPE a>"),
        Bad("a document type within the root", "<a><!DOCTYPE a></a>"),
        Bad("a document type twice", "<!DOCTYPE a><!DOCTYPE a><a/>"),
        Bad("a document type that is not closed", "<!DOCTYPE a"),
        Bad("an entity declaration in content", "<a><!ENTITY e 'x'></a>"),
        Bad("an element declaration before the root", "<!ELEMENT a ANY><a/>"),
        Bad("JSON", "{\"a\": 1}"),
        Bad("a SWIFT block", "{1:F01BANKDEFFXXXX0000000000}"),
        Bad("an element in base64", "PGEvPg=="),
    ];
}

using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Start tags, end tags and empty elements, and how they nest.</summary>
internal static class TagCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("an empty element", "<a/>"),
        Good("an empty element with a blank", "<a />"),
        Good("an element without content", "<a></a>"),
        Good("blanks behind both names", "<a ></a >"),
        Good("line ends behind both names", "<a\r\n></a\n>"),
        Good("tabs behind both names", "<a\t></a\t\t>"),
        Good("one within another", "<a><b/></a>"),
        Good("the same name within itself", "<a><a><a/></a></a>"),
        Good("siblings", "<a><b/><c/><b/></a>"),
        Good("text between elements", "<a>x<b/>y<c/>z</a>"),
        Good("fifty deep", string.Concat(Enumerable.Repeat("<a>", 50)) + string.Concat(Enumerable.Repeat("</a>", 50))),
        Good("a thousand siblings", "<a>" + string.Concat(Enumerable.Repeat("<b/>", 1000)) + "</a>"),
        Good("a greater-than sign in text", "<a>></a>"),
        Good("a greater-than sign in an attribute", "<a b='>'/>"),
        Good("a slash at the end of a value", "<a b='/'></a>"),
        Good("a slash and a greater-than sign in a value", "<a b='/>'></a>"),
        Bad("no end tag", "<a>"),
        Bad("no end tag within", "<a><b></a>"),
        Bad("tags that cross", "<a><b></a></b>"),
        Bad("another case in the end tag", "<a></A>"),
        Bad("a longer name in the end tag", "<a></ab>"),
        Bad("a shorter name in the end tag", "<ab></a>"),
        Bad("an end tag too many", "<a></a></a>"),
        Bad("an end tag alone", "</a>"),
        Bad("an end tag first", "</a><a></a>"),
        Bad("an end tag behind an empty element", "<a/></a>"),
        Bad("an end tag with an attribute", "<a></a b='c'>"),
        Bad("an end tag with a slash", "<a></a/>"),
        Bad("an end tag with a blank before the name", "<a></ a>"),
        Bad("an end tag with a blank before the slash", "<a>< /a>"),
        Bad("an end tag that is not closed", "<a></a"),
        Bad("an end tag that ends at its slash", "<a></"),
        Bad("a blank within the empty element's end", "<a/ >"),
        Bad("two slashes", "<a//>"),
        Bad("a slash without an end", "<a/"),
        Bad("a start tag that is not closed", "<a"),
        Bad("a start tag cut off behind a blank", "<a "),
        Bad("a less-than sign alone", "<"),
        Bad("a tag within a tag", "<a <b/></a>"),
        Bad("a tag within an end tag", "<a></a<b/>"),
        Bad("an empty tag", "<></>"),
        Bad("two less-than signs", "<<a/>"),
        Bad("a less-than sign in text", "<a>1 < 2</a>"),
        Bad("a less-than sign at the end of text", "<a>x<</a>"),
        Bad("a full-width less-than sign", "\uFF1Ca/>"),
        Bad("an end tag for the prefix of another", "<p:a xmlns:p='u' xmlns:q='u'></q:a>"),
        Bad("an end tag without the prefix", "<p:a xmlns:p='u'></a>"),
        Bad("an end tag with a prefix too many", "<a xmlns:p='u'></p:a>"),
    ];
}

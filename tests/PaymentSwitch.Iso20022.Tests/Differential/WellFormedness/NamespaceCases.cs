using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Namespaces in XML 1.0.</summary>
internal static class NamespaceCases
{
    private const string NoUri = "No URI. A processor need not check that, and the framework does not; libxml2 does.";

    private const string XmlnsElement = "Namespaces in XML says that element names must not have the prefix xmlns. The framework lets it pass.";

    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        Good("the default namespace", "<a xmlns='u'/>"),
        Good("a prefix", "<p:a xmlns:p='u'/>"),
        Good("a prefix declared behind its use in the tag", "<p:a p:b='1' xmlns:p='u'/>"),
        Good("a prefix declared above", "<a xmlns:p='u'><p:b/></a>"),
        Good("a prefix declared again", "<a xmlns:p='u'><p:b xmlns:p='v'/><p:c/></a>"),
        Good("the default namespace declared again", "<a xmlns='u'><b xmlns='v'/></a>"),
        Good("the default namespace taken back", "<a xmlns='u'><b xmlns=''/></a>"),
        Good("the default namespace taken back where there is none", "<a xmlns=''/>"),
        Good("two prefixes of one namespace", "<p:a xmlns:p='u' xmlns:q='u'><q:b/></p:a>"),
        Good("prefix and default of one namespace", "<a xmlns='u' xmlns:p='u'><p:b/></a>"),
        Good("an underscore as prefix", "<_:a xmlns:_='u'/>"),
        Good("a prefix with signs", "<p.q-r_1:a xmlns:p.q-r_1='u'/>"),
        Good("a prefix of another script", "<ä:a xmlns:ä='u'/>"),
        Good("prefixes of other case", "<p:a xmlns:p='u' xmlns:P='v'><P:b/></p:a>"),
        Good("the prefix xml undeclared", "<a xml:id='x1'/>"),
        Good("the prefix xml declared as it is", "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>"),
        Good("an element with the prefix xml", "<xml:a/>"),
        Good("a prefix that begins with xml", "<xmlp:a xmlns:xmlp='u'/>"),
        Good("a namespace that is no URI", "<a xmlns='not a URI'/>") with { LibXml2 = NoUri },
        Good("a relative namespace", "<a xmlns='x/y'/>"),
        Good("a namespace with an umlaut", "<a xmlns='urn:ä'/>") with { LibXml2 = NoUri },
        Good("a namespace written with references", "<a xmlns='&#117;rn:x'/>"),
        Good("a namespace with line ends", "<a xmlns='u\nv'/>") with { LibXml2 = NoUri },
        Good("an attribute of a foreign namespace", "<a xmlns:p='u' p:b='1'/>"),
        Good("an attribute without a prefix", "<a xmlns='u' b='1'/>"),
        Good("fifty prefixes", "<a " + string.Join(' ', Enumerable.Range(0, 50).Select(i => $"xmlns:p{i}='u{i}'")) + "><p49:b/></a>"),
        Good("the same prefix over again, fifty deep", string.Concat(Enumerable.Range(0, 50).Select(i => $"<p:a xmlns:p='u{i}'>")) + string.Concat(Enumerable.Repeat("</p:a>", 50))),
        Good("the name xmlns as an element", "<xmlns/>"),
        Bad("an undeclared prefix", "<p:a/>"),
        Bad("an undeclared prefix of an attribute", "<a p:b='1'/>"),
        Bad("an undeclared prefix in an empty element within", "<a><p:b/></a>"),
        Bad("a prefix out of its scope", "<a><b xmlns:p='u'/><p:c/></a>"),
        Bad("a prefix declared in a child", "<p:a><b xmlns:p='u'/></p:a>"),
        Bad("a prefix of other case", "<P:a xmlns:p='u'/>"),
        Bad("a prefix taken back", "<a xmlns:p=''/>"),
        Bad("a prefix taken back within", "<a xmlns:p='u'><b xmlns:p=''/></a>"),
        Bad("the prefix xml for another namespace", "<a xmlns:xml='u'/>"),
        Bad("another prefix for the namespace of xml", "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>"),
        Bad("the namespace of xml as default", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>"),
        Bad("the prefix xmlns declared", "<a xmlns:xmlns='u'/>"),
        Bad("the prefix xmlns declared as it is", "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>"),
        Bad("another prefix for the namespace of xmlns", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>"),
        Bad("the namespace of xmlns as default", "<a xmlns='http://www.w3.org/2000/xmlns/'/>"),
        Good("an element with the prefix xmlns", "<xmlns:a/>") with { Framework = XmlnsElement, LibXml2 = XmlnsElement },
        Bad("a colon first", "<:a/>"),
        Bad("a colon last", "<a:/>"),
        Bad("a colon alone", "<:/>"),
        Bad("two colons", "<p:q:a xmlns:p='u' xmlns:q='v'/>"),
        Bad("two colons in a row", "<p::a xmlns:p='u'/>"),
        Bad("a digit behind the colon", "<p:1a xmlns:p='u'/>"),
        Bad("a colon first in an attribute's name", "<a :b='1'/>"),
        Bad("a colon last in an attribute's name", "<a xmlns:p='u' p:='1'/>"),
        Bad("two colons in an attribute's name", "<a xmlns:p='u' p:b:c='1'/>"),
        Bad("an empty prefix declared", "<a xmlns:='u'/>"),
        Bad("a prefix with a colon declared", "<a xmlns:p:q='u'/>"),
        Bad("a blank behind the colon", "<p: a xmlns:p='u'/>"),
        Bad("a blank before the colon", "<p :a xmlns:p='u'/>"),
    ];
}

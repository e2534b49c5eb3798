using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The deviations of each judge from the framework. Explained at length in docs/iso20022-verdicts.md.</summary>
public static partial class KnownDeviations
{
    private static readonly KnownDeviation OtherEncoding = new(
        "another encoding", "Messages are UTF-8, and say nothing else of themselves. The framework reads other encodings as well.",
        one => one.Framework.Kind != VerdictKind.NotWellFormed && one.Subject.Kind == VerdictKind.NotWellFormed && IsOtherEncoding(one.Bytes));

    private static readonly KnownDeviation CutOffCharacter = new(
        "a character cut off at the end", "The framework drops bytes at the very end that begin a character which does not come. The subject is right: it is no UTF-8.",
        one => one.Framework.Kind != VerdictKind.NotWellFormed && one.Subject.Kind == VerdictKind.NotWellFormed && EndsInCutOffCharacter(one.Bytes));

    /// <summary>Where the switch's reader deviates by design, or is better than the framework.</summary>
    public static IReadOnlyList<KnownDeviation> OfReader { get; } =
    [
        OtherEncoding,
        CutOffCharacter,
        new("xsi:type", "The reader refuses the attribute, even where it names the element's own type: what an element holds is said by the schema alone.",
            one => one.Framework.Kind == VerdictKind.Valid && one.Subject.Kind == VerdictKind.Invalid && HasInstanceAttribute(one.Bytes, name => name == "type")),
        new("the prefix xmlns", "Forbidden for elements. The reader is right.",
            one => one.Subject.Kind == VerdictKind.NotWellFormed && one.Subject.Reason!.Contains("The prefix 'xmlns' is not declared", StringComparison.Ordinal)),
        new("a line feed behind a pattern", "The framework lets a pattern end before a last line feed. The reader is right: a pattern covers the whole value.",
            one => one.OnlySubjectRefuses() && LineFeedBeforeForm().IsMatch(one.Subject.Reason!)),
        new("other blanks around a date or time", "The framework takes whatever Unicode calls a blank for one; XML has four. The reader is right.",
            one => one.OnlySubjectRefuses() && OtherBlankInDate().IsMatch(one.Subject.Reason!)),
        new("a time zone out of range", "Beyond 14:00, with 60 minutes, or a small z. The reader is right.",
            one => one.OnlySubjectRefuses() && BadZoneFound().IsMatch(one.Subject.Reason!)),
        new("a version that only begins with 1.0", "The framework compares three characters. The reader is right.",
            one => one.Subject.Kind == VerdictKind.NotWellFormed && one.Subject.Reason!.Contains("The XML declaration has version '1.0", StringComparison.Ordinal)),
        new("a decimal of more than 28 digits", "The framework rounds it before it counts its digits. The reader is right.",
            one => one.OnlySubjectRefuses() && LongDecimalFound().IsMatch(one.Subject.Reason!)),
        new("a wrapper", "The reader finds a Document inside of other elements; the framework asks for it as the root.",
            one => one.Framework.Reason?.StartsWith(DotNetVerdict.RootUnknown, StringComparison.Ordinal) == true && one.Subject.Kind == VerdictKind.Valid
                && Root(one.Bytes).Name != "Document"),
    ];

    /// <summary>Where libxml2 deviates.</summary>
    public static IReadOnlyList<KnownDeviation> OfLibXml2 { get; } =
    [
        new("another encoding", "Which encodings are known, and how they are recognised without a mark, is left to each processor.",
            one => IsOtherEncoding(one.Bytes)),
        CutOffCharacter,
        new("a namespace that is no URI", "A processor need not check it; libxml2 does.", one => one.NotWellFormedToSubject("is not a valid URI")),
        new("the prefix xmlns", "Forbidden for elements. libxml2 is right.", one => one.NotWellFormedToSubject("Namespace prefix xmlns on")),
        new("xml:id", "Twice, or no name: an error by the recommendation xml:id, not by XML. The framework knows nothing of it, and is right for XML alone.",
            one => one.NotWellFormedToSubject("already defined") || one.NotWellFormedToSubject("xml:id")),
        new("another value of xml:space", "A constraint of document types only, by XML. libxml2 is right.", one => one.NotWellFormedToFramework("invalid xml:space value")),
        new("a later version", "libxml2 reads XML 1.1 as 1.0, as the fifth edition says; the framework follows the fourth.", one => one.NotWellFormedToFramework("Version number ")),
        new("a version that only begins with 1.0", "The framework compares three characters; libxml2 takes more digits behind them, and nothing else. libxml2 is right.",
            one => one.NotWellFormedToSubject("String not closed expecting")),
        new("a NUL behind the root", "The end of the input to libxml2. The framework is right.", one => one.NotWellFormedToFramework("hexadecimal value 0x00")),
        new("a name of the fifth edition", "Each is right by its own edition.", one => one.Framework.Kind == VerdictKind.NotWellFormed && LaterCharacter().IsMatch(one.Framework.Reason!)),
        new("xmlns:xml twice", "The same attribute twice. The framework is right.", one => one.NotWellFormedToFramework("'xmlns:xml' is a duplicate attribute name")),
        new("a line feed behind a pattern", "The framework lets a pattern end before a last line feed. libxml2 is right.",
            one => one.OnlySubjectRefuses() && LineFeedBehindPattern().IsMatch(one.Subject.Reason!)),
        new("blanks around a date or time", "They are collapsed before the value is looked at. The framework is right.",
            one => one.OnlySubjectRefuses() && BlankAroundDate().IsMatch(one.Subject.Reason!)),
        new("other blanks around a date or time", "The framework takes whatever Unicode calls a blank for one; XML has four. libxml2 is right.",
            one => one.OnlySubjectRefuses() && OtherBlankAroundDate().IsMatch(one.Subject.Reason!)),
        new("an unknown attribute of the instance namespace in lax content", "An element that no schema declares may have any attribute. libxml2 is right.",
            one => one.OnlyFrameworkRefuses("does not match one of the four allowed attributes")),
        new("a time zone out of range", "Beyond 14:00, with 60 minutes, or a small z. libxml2 is right.",
            one => one.OnlySubjectRefuses() && BadZone().IsMatch(one.Subject.Reason!)),
        new("a CDATA section among elements", "White or empty, it is no text among elements. The framework is right.",
            one => one.OnlySubjectRefuses() && one.Subject.Reason!.Contains("Character content other than whitespace", StringComparison.Ordinal) && one.Bytes.AsSpan().IndexOf("<![CDATA["u8) >= 0),
        new("blanks around the name in xsi:type", "They are collapsed. The framework is right.",
            one => one.OnlySubjectRefuses() && BlankAroundType().IsMatch(one.Subject.Reason!)),
        new("an unknown xsi:type in lax content", "An element that no schema declares is judged by xsi:type only where that names a known type. The framework is right.",
            one => one.OnlySubjectRefuses() && UnknownTypeInLaxContent().IsMatch(one.Subject.Reason!)),
        new("a decimal of more than 28 digits", "The framework rounds it before it counts its digits, libxml2 takes no more than 24 digits. Each is right by accident.",
            one => one.OnlySubjectRefuses() && LongDecimal().IsMatch(one.Subject.Reason!)),
        new("a character of two code units", "The framework counts code units where characters are meant. libxml2 is right.",
            one => one.OnlyFrameworkRefuses("length is") && (one.Bytes.Any(b => b >= 0xF0) || one.Bytes.AsSpan().IndexOf("&#x1F600;"u8) >= 0)),
        new("years and midnights", "Years before 1 and behind 9999, and 24:00:00. libxml2 is right.",
            one => one.Framework.Kind == VerdictKind.Invalid && one.Subject.Kind == VerdictKind.Valid && BadYearOrMidnight().IsMatch(one.Framework.Reason!)),
        new("a date that the framework cannot hold", "The framework throws. libxml2 is right.", one => one.OnlyFrameworkRefuses(DotNetVerdict.DateOverflow)),
        new("base64 with other characters", "libxml2 ignores them. The framework is right.", one => one.OnlyFrameworkRefuses("Base64Binary")),
    ];

    private static bool NotWellFormedToSubject(this Disagreement one, string reason) =>
        one.Subject.Kind == VerdictKind.NotWellFormed && one.Subject.Reason!.Contains(reason, StringComparison.Ordinal);

    private static bool NotWellFormedToFramework(this Disagreement one, string reason) =>
        one.Framework.Kind == VerdictKind.NotWellFormed && one.Framework.Reason!.Contains(reason, StringComparison.Ordinal);

    private static bool OnlySubjectRefuses(this Disagreement one) => one.Framework.Kind == VerdictKind.Valid && one.Subject.Kind == VerdictKind.Invalid;

    private static bool OnlyFrameworkRefuses(this Disagreement one, string reason) =>
        one.Framework.Kind == VerdictKind.Invalid && one.Subject.Kind == VerdictKind.Valid && one.Framework.Reason!.Contains(reason, StringComparison.Ordinal);

    private static bool IsOtherEncoding(byte[] bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [_, 0, ..] or [0, ..]
        || (Declared().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200))) is { Success: true } declared
            && !declared.Groups[1].Value.Equals("UTF-8", StringComparison.OrdinalIgnoreCase));

    private static bool EndsInCutOffCharacter(byte[] bytes)
    {
        if (Utf8.IsValid(bytes)) return false;
        for (int cut = 1; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (bytes[^cut] >= 0xC0) return Utf8.IsValid(bytes.AsSpan(..^cut));
        }

        return false;
    }

    private static bool HasInstanceAttribute(byte[] bytes, Func<string, bool> isMeant)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(bytes, writable: false));
        while (reader.Read())
        {
            while (reader.MoveToNextAttribute())
            {
                if (reader.NamespaceURI == XmlSchema.InstanceNamespace && isMeant(reader.LocalName)) return true;
            }
        }

        return false;
    }

    private static XmlQualifiedName Root(byte[] bytes)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(bytes, writable: false));
        reader.MoveToContent();
        return new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
    }

    [GeneratedRegex("""^(?:\u00EF\u00BB\u00BF)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Declared();

    [GeneratedRegex(@"'[\u0080-\uFFFF]+' (?:is an unexpected token|character, hexadecimal value)")]
    private static partial Regex LaterCharacter();

    [GeneratedRegex(@"\[facet 'pattern'\] The value '[^']*\n' is not accepted", RegexOptions.Singleline)]
    private static partial Regex LineFeedBehindPattern();

    [GeneratedRegex(@": '(?:[ \t\r\n]+[-+:.TZz\d]+[ \t\r\n]*|[-+:.TZz\d]+[ \t\r\n]+)' is not a valid value of the atomic type")]
    private static partial Regex BlankAroundDate();

    [GeneratedRegex(@": '(?:[\s\u0085\u00A0]+[-+:.TZz\d]+[\s\u0085]*|[-+:.TZz\d]+[\s\u0085]+)' is not a valid value of the atomic type")]
    private static partial Regex OtherBlankAroundDate();

    [GeneratedRegex(@": '[-:.T\d]+(?:z|[-+](?:1[4-9]|[2-9]\d):\d\d|[-+]\d\d:[6-9]\d)' is not a valid value of the atomic type")]
    private static partial Regex BadZone();

    [GeneratedRegex(@"The QName value '\{[^}]*\}(?:\s[^']*|[^']*\s)' of the xsi:type attribute does not resolve")]
    private static partial Regex BlankAroundType();

    [GeneratedRegex(@"^Element '\{(?!urn:iso:)[^}]*\}[^']*', attribute '[^']*\}type': The QName value '[^']*' of the xsi:type attribute does not resolve")]
    private static partial Regex UnknownTypeInLaxContent();

    [GeneratedRegex(@"^SCHEMA: Found '[^']*\n'.*; expected .*the form ", RegexOptions.Singleline)]
    private static partial Regex LineFeedBeforeForm();

    [GeneratedRegex(@"^SCHEMA: Found '[^']*[\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\v\f][^']*'; expected a (?:date|value of the type)", RegexOptions.Singleline)]
    private static partial Regex OtherBlankInDate();

    [GeneratedRegex(@"^SCHEMA: Found '\s*[-:.T\d]+(?:z|[-+](?:1[4-9]|[2-9]\d):\d\d|[-+]\d\d:[6-9]\d)\s*'; expected a (?:date|value of the type)")]
    private static partial Regex BadZoneFound();

    [GeneratedRegex(@"^SCHEMA: Found '[-+.\d\s]{28,}'; expected a decimal")]
    private static partial Regex LongDecimalFound();

    [GeneratedRegex(@"'[-+.\d\s]{25,}'")]
    private static partial Regex LongDecimal();

    [GeneratedRegex(@"The string '\s*(?:-\d|\d{5,}|[^']*24:00:00)[^']*' is not a valid (?:Date|DateTime|Time|GYear|GYearMonth) value")]
    private static partial Regex BadYearOrMidnight();
}

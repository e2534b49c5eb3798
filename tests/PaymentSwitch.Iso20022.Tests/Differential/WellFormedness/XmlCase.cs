using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>A small input, and whether the framework's reader finds it well-formed.</summary>
/// <param name="Name">What is special about it; unique within its class.</param>
/// <param name="Bytes">The input.</param>
/// <param name="WellFormed">Well-formed with namespaces, and without a document type declaration.</param>
public sealed record XmlCase(string Name, byte[] Bytes, bool WellFormed)
{
    /// <summary>Why the framework is wrong by the recommendation, so that either verdict will do; null where it is right.</summary>
    public string? Framework { get; init; }

    /// <summary>Why libxml2 says otherwise, and who is right; null where it says the same.</summary>
    public string? LibXml2 { get; init; }

    /// <summary>Why the switch may say otherwise by design; null where it must say the same.</summary>
    public string? Switch { get; init; }

    internal static XmlCase Good(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), true);

    internal static XmlCase Good(string name, byte[] bytes) => new(name, bytes, true);

    internal static XmlCase Bad(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), false);

    internal static XmlCase Bad(string name, byte[] bytes) => new(name, bytes, false);

    /// <summary>Good as content of an element: in text, where references are taken and markup is not.</summary>
    internal static XmlCase GoodText(string name, string text) => Good(name, $"<a>{text}</a>");

    /// <summary>Bad as content of an element.</summary>
    internal static XmlCase BadText(string name, string text) => Bad(name, $"<a>{text}</a>");

    /// <summary>Bad as bytes in the content of an element.</summary>
    internal static XmlCase BadText(string name, byte[] bytes) => Bad(name, [.. "<a>"u8, .. bytes, .. "</a>"u8]);

    /// <summary>Good as bytes in the content of an element.</summary>
    internal static XmlCase GoodText(string name, byte[] bytes) => Good(name, [.. "<a>"u8, .. bytes, .. "</a>"u8]);
}

using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>A document with a header of a bank's around it, as text.</summary>
internal static class BusinessMessage
{
    /// <summary>Puts them together.</summary>
    /// <param name="from">The bank that sends it.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="definition">The message definition.</param>
    /// <param name="at">When it is made.</param>
    /// <param name="content">What stands in <c>Document</c>.</param>
    public static string Of(string from, string id, string definition, DateTimeOffset at, string content)
    {
        var xml = new StringBuilder(content.Length + 600);
        xml.Append("<BusinessMessage>");
        BankMessages.AppendHeader(xml, from, id, definition, BankMessages.Time(at));
        xml.Append(CultureInfo.InvariantCulture, $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{definition}\">");
        return xml.Append(content).Append("</Document></BusinessMessage>").ToString();
    }

    /// <summary>A bank as messages name it.</summary>
    public static string Agent(string bic) => $"<FinInstnId><BICFI>{bic}</BICFI></FinInstnId>";

    /// <summary>An amount as messages write it.</summary>
    public static string Amount(long minor) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00}");
}

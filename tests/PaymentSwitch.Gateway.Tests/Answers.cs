using System.Xml.Linq;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What a bank looks for in a message of the switch.</summary>
internal static class Answers
{
    /// <summary>The transaction status.</summary>
    public static string? StatusOf(string xml) => Find(xml, "TxSts");

    /// <summary>The code of the first reason, or of the reject.</summary>
    public static string? CodeOf(string xml) => XDocument.Parse(xml).Descendants()
        .FirstOrDefault(element => element.Name.LocalName == "RjctgPtyRsn" || (element.Name.LocalName == "Cd" && element.Parent!.Name.LocalName == "Rsn"))?.Value;

    /// <summary>The business message's id.</summary>
    public static string? IdOf(string xml) => Find(xml, "BizMsgIdr");

    private static string? Find(string xml, string name) => XDocument.Parse(xml).Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}

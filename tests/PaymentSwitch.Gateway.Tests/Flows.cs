using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Steps that many tests take.</summary>
internal static class Flows
{
    /// <summary>A payment from Alpha to Bravo that Bravo has accepted.</summary>
    public static async Task<Uetr> SettleAsync(RunningGateway gateway, TimeProvider? clock = null, string status = "ACCP")
    {
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer(clock: clock);
        Reply taken = await gateway.PostAsync(RunningGateway.Alpha, xml);
        Assert.True(taken.Status == HttpStatusCode.Accepted, taken.Body);
        Reply answered = await gateway.PostAsync(RunningGateway.Bravo, RunningGateway.Answer(uetr, status));
        Assert.True(Answers.StatusOf(answered.Body) == "ACSC", answered.Body);
        return uetr;
    }

    /// <summary>The last message of a mailbox.</summary>
    public static async Task<(string Type, string Xml)> LastOfAsync(RunningGateway gateway, string bank)
    {
        JsonElement last = (await gateway.MailboxAsync(bank, wait: 0))[^1];
        return (last.GetProperty("type").GetString()!, last.GetProperty("xml").GetString()!);
    }

    /// <summary>The document of a message, as it stands in its bytes.</summary>
    public static string DocumentOf(string xml) =>
        xml[xml.IndexOf("<Document", StringComparison.Ordinal)..(xml.IndexOf("</Document>", StringComparison.Ordinal) + "</Document>".Length)];

    /// <summary>The first text of an element, or null.</summary>
    public static string? Text(string xml, string name) => XDocument.Parse(xml).Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>What an account shows.</summary>
    public static async Task<string> BalanceAsync(RunningGateway gateway, string bank) =>
        JsonDocument.Parse((await gateway.GetAsync(bank, "/v1/account")).Body).RootElement.GetProperty("balance").GetString()!;
}

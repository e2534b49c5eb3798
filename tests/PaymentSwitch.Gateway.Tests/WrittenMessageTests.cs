using System.Net;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Schemes;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Everything the switch writes to banks is valid, by the base schemas too, and has an id of its own.</summary>
public sealed class WrittenMessageTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const string First = "021000021";
    private const string Second = "011000015";

    [Fact]
    public async Task Every_message_of_the_switch_is_valid_by_the_base_schemas()
    {
        string reference = Reference.Need();
        var clock = new MovedClock();
        await using RunningGateway gateway = await RunningGateway.StartAsync(clock: clock);
        var written = new List<string>();
        (Uetr settled, string settledXml) = RunningGateway.CreditTransfer(clock: clock);
        (Uetr rejected, string rejectedXml) = RunningGateway.CreditTransfer(clock: clock);
        (Uetr expired, string expiredXml) = RunningGateway.CreditTransfer(clock: clock);
        foreach (string xml in new[] { settledXml, rejectedXml, expiredXml }) await gateway.PostAsync(Alpha, xml);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(settled, "ACCP"));
        await gateway.PostAsync(Bravo, RunningGateway.Answer(rejected, "RJCT"));
        await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer(i => i with { CreditorAgent = AgentIdentification.OfBic("NOBODEFFXXX"), DebtorAccount = "DE00370400440532013000" }, clock).Xml);
        // The same identity with other content; no identity; no message at all, or none of ours; a header at odds; a contradiction.
        written.Add((await gateway.PostAsync(Alpha, settledXml.Replace(">12.50<", ">13.50<", StringComparison.Ordinal))).Body);
        written.Add((await gateway.PostAsync(Alpha, settledXml.Replace($"<UETR>{settled}</UETR>", "", StringComparison.Ordinal))).Body);
        written.Add((await gateway.PostAsync(Alpha, "no XML")).Body);
        written.Add((await gateway.PostAsync(Alpha, settledXml.Replace("<EndToEndId>", "<EndToEndIdentification>", StringComparison.Ordinal))).Body);
        written.Add((await gateway.PostAsync(Alpha, settledXml.Replace("<MsgDefIdr>pacs.008.001.08", "<MsgDefIdr>pacs.009.001.08", StringComparison.Ordinal))).Body);
        written.Add((await gateway.PostAsync(Bravo, RunningGateway.Answer(settled, "RJCT"))).Body);
        clock.Advance(7_000);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(expired, "ACCP"));
        clock.Advance(5_000);
        written.Add((await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, expired))).Body);
        foreach (string bank in new[] { Alpha, Bravo })
            written.AddRange((await gateway.MailboxAsync(bank)).Select(message => message.GetProperty("xml").GetString()!));

        Assert.Equal(7 + 4 + 7, written.Count);
        Assert.All(written, xml => Assert.Empty(Reference.ErrorsOf(reference, xml)));
    }

    [Fact]
    public async Task Messages_about_what_was_not_stored_are_named_after_its_content()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (_, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, xml);
        string[] bodies = ["no XML", "no XML either", "no XML", xml.Replace(">12.50<", ">1.00<", StringComparison.Ordinal), xml.Replace(">12.50<", ">2.00<", StringComparison.Ordinal)];
        var ids = new List<string?>();
        foreach (string body in bodies) ids.Add(Answers.IdOf((await gateway.PostAsync(Alpha, body)).Body));
        Assert.Equal(ids[0], ids[2]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id!.Length, 1, 35));
    }

    [Fact]
    public async Task A_bank_without_a_BIC_is_named_by_its_member_id_in_every_message()
    {
        (Reply taken, string forwarded, Reply conflict, Reply unreadable) = await AmongMemberIdsAsync();
        Assert.True(taken.Status == HttpStatusCode.Accepted, taken.Body);
        Assert.Equal((HttpStatusCode.OK, "RJCT", First), (conflict.Status, Answers.StatusOf(conflict.Body), ReceiverOf(conflict.Body)));
        Assert.Equal((HttpStatusCode.BadRequest, First), (unreadable.Status, ReceiverOf(unreadable.Body)));
        Assert.Equal(Second, ReceiverOf(forwarded));
    }

    [Fact]
    public async Task Messages_that_name_banks_by_member_id_are_valid_by_the_base_schemas()
    {
        string reference = Reference.Need();
        (_, string forwarded, Reply conflict, Reply unreadable) = await AmongMemberIdsAsync();
        Assert.All([conflict.Body, unreadable.Body, forwarded], written => Assert.Empty(Reference.ErrorsOf(reference, written)));
    }

    private static async Task<(Reply Taken, string Forwarded, Reply Conflict, Reply Unreadable)> AmongMemberIdsAsync()
    {
        var banks = new[] { First, Second }.ToDictionary(id => id, id => new AgentIdentification(null, "USABA", id));
        await using RunningGateway gateway = await RunningGateway.StartAsync(profile: RunningGateway.Quiet(SchemeProfileReader.BuiltIn("fednow")), banks: banks);
        (_, string xml) = RunningGateway.CreditTransfer(i => i with
        {
            Amount = new Money(1_250, Currency.Of("USD")),
            ClearingSystem = "FDN",
            ServiceLevel = null,
            LocalInstrument = "FDNA",
            LocalInstrumentIsProprietary = true,
            InstructingAgent = banks[First],
            DebtorAgent = banks[First],
            CreditorAgent = banks[Second],
            DebtorAccount = "000123",
            CreditorAccount = "000456",
        });
        // A bare document: the header of the usual test message names banks of another scheme.
        xml = xml[xml.IndexOf("<Document", StringComparison.Ordinal)..xml.IndexOf("</BusinessMessage>", StringComparison.Ordinal)];
        Reply taken = await gateway.PostAsync(First, xml);
        string forwarded = Assert.Single(await gateway.MailboxAsync(Second)).GetProperty("xml").GetString()!;
        Reply conflict = await gateway.PostAsync(First, xml.Replace(">12.50<", ">1.00<", StringComparison.Ordinal));
        Reply unreadable = await gateway.PostAsync(First, "no XML");

        return (taken, forwarded, conflict, unreadable);
    }

    private static string? ReceiverOf(string xml) =>
        XDocument.Parse(xml).Descendants().First(element => element.Name.LocalName == "To").Descendants().FirstOrDefault(element => element.Name.LocalName == "MmbId")?.Value;
}

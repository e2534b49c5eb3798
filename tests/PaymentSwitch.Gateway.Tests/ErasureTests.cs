using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What banks send is stored sealed, passed on as it came, and gone when the key of one of its parties is destroyed.</summary>
public sealed class ErasureTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private static readonly string[] People = ["DE89370400440532013000", "FR1420041010050500013M02606", "Söhne", "lodie", "Erika"];
    private static readonly Letters Letters = new();

    [Fact]
    public async Task Nothing_that_is_stored_names_anybody()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        await gateway.PostAsync(Alpha, Letters.Recall(uetr));
        Assert.Equal(HttpStatusCode.OK, (await gateway.PostAsync(Bravo, Letters.Return(uetr))).Status);
        Uetr request = Uetr.FromRandom(RandomNumberGenerator.GetBytes(16));
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Bravo, Letters.RequestToPay(request))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, Letters.RequestToPayAnswer(request, "ACCP"))).Status);
        (Uetr repeated, string transfer) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, transfer);
        Assert.Equal("ACSC", Answers.StatusOf((await gateway.PostAsync(Bravo, AnswerThatRepeats(repeated))).Body));

        List<ReadOnlyMemory<byte>> stored = StoredMessages(gateway);
        Assert.True(stored.Count >= 8, $"{stored.Count} messages");
        foreach (ReadOnlyMemory<byte> message in stored)
            foreach (string person in People)
                Assert.True(message.Span.IndexOf(Encoding.UTF8.GetBytes(person)) < 0, $"{person} stands in a message of {message.Length} bytes.");
        // A plain answer names nobody, and stays as it came.
        Assert.Single(stored, message => !SealedMessage.IsSealed(message.Span));
    }

    [Fact]
    public async Task What_is_said_of_a_payment_later_is_sealed_for_its_parties()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        await gateway.PostAsync(Alpha, Letters.Recall(uetr));
        await gateway.PostAsync(Bravo, Letters.Return(uetr));

        PaymentEvent[] facts = [.. (await gateway.Engine.FindAsync(uetr))!.Facts];
        PartyKeys keys = RunningGateway.Keys;
        var expected = new PartyPair(keys.HandleOf("DE89370400440532013000"), keys.HandleOf("FR1420041010050500013M02606"));
        Assert.Equal(expected, SealedMessage.PartiesOf(facts.OfType<PaymentReceived>().Single().Message.Bytes.Span));
        Assert.Equal(expected, SealedMessage.PartiesOf(facts.OfType<RecallRequested>().Single().Message.Bytes.Span));
        Assert.Equal(expected, SealedMessage.PartiesOf(facts.OfType<ReturnReceived>().Single().Message.Bytes.Span));
    }

    [Fact]
    public async Task A_message_of_somebody_who_was_erased_is_shown_as_erased_and_the_mailbox_goes_on()
    {
        PartyKeys keys = PartyKeys.Create();
        await using RunningGateway gateway = await RunningGateway.StartAsync(keys: keys);
        Uetr before = await Flows.SettleAsync(gateway);
        (_, string other) = RunningGateway.CreditTransfer(transfer => transfer with { DebtorAccount = "NL91ABNA0417164300", CreditorAccount = null });
        await gateway.PostAsync(Alpha, other);
        Assert.True(keys.Erase(keys.HandleOf("FR1420041010050500013M02606")));

        JsonElement[] mail = [.. await gateway.MailboxAsync(Bravo, wait: 0)];
        Assert.Equal(["pacs.008.001.08", "pacs.002.001.10", "pacs.008.001.08"], mail.Select(message => message.GetProperty("type").GetString()));
        Assert.True(mail[0].GetProperty("erased").GetBoolean());
        Assert.Equal(before.ToString(), mail[0].GetProperty("uetr").GetString());
        Assert.False(mail[0].TryGetProperty("xml", out _));
        Assert.Equal(Flows.DocumentOf(other), Flows.DocumentOf(mail[2].GetProperty("xml").GetString()!));
        Reply gone = await gateway.GetAsync(Bravo, "/v1/mailbox?after=0", ("Accept", "application/xml"));
        Assert.Equal((HttpStatusCode.Gone, "1"), (gone.Status, gone.Headers["Mailbox-Cursor"]));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Bravo, "/v1/mailbox?after=1", ("Accept", "application/xml"))).Status);

        // The payment itself, and what it was answered by, are still known.
        Assert.Contains("\"isoStatus\":\"ACSC\"", (await gateway.GetAsync(Alpha, $"/v1/payments/{before}")).Body, StringComparison.Ordinal);
        // Whoever was erased pays again as somebody new.
        Uetr later = await Flows.SettleAsync(gateway);
        Assert.Equal(later.ToString(), (await gateway.MailboxAsync(Bravo, wait: 0)).Last(message => message.TryGetProperty("xml", out JsonElement xml) && xml.GetString()!.Contains("FR1420041010050500013M02606", StringComparison.Ordinal)).GetProperty("uetr").GetString());
    }

    [Fact]
    public async Task A_recall_of_an_erased_payment_is_taken_and_passed_on()
    {
        PartyKeys keys = PartyKeys.Create();
        await using RunningGateway gateway = await RunningGateway.StartAsync(keys: keys, profile: TestSchemes.Everything);
        Uetr uetr = await Flows.SettleAsync(gateway);
        keys.Erase(keys.HandleOf("DE89370400440532013000"));
        string recall = Letters.Recall(uetr);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, recall)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, recall)).Status);
        Assert.Equal(Flows.DocumentOf(recall), Flows.DocumentOf((await Flows.LastOfAsync(gateway, Bravo)).Xml));
    }

    private static string AnswerThatRepeats(Uetr uetr)
    {
        string answer = RunningGateway.Answer(uetr, "ACCP");
        const string Details = "<OrgnlTxRef><Dbtr><Pty><Nm>Erika</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></CdtrAcct></OrgnlTxRef>";
        int at = answer.IndexOf("</TxInfAndSts>", StringComparison.Ordinal);
        return answer.Insert(at, Details);
    }

    private static List<ReadOnlyMemory<byte>> StoredMessages(RunningGateway gateway)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        foreach (var group in gateway.Journal.Read(1))
            foreach (var entry in group.Entries)
                foreach (var member in entry.Event.GetType().GetProperties())
                {
                    if (member.GetValue(entry.Event) is OriginalMessage message) messages.Add(message.Bytes);
                    else if (member.Name == "Answer" && member.GetValue(entry.Event) is ReadOnlyMemory<byte> { IsEmpty: false } answer) messages.Add(answer);
                }

        return messages;
    }
}

using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary><c>POST /v1/validate</c>: all that is wrong with a message, and nothing that happens.</summary>
public sealed class ValidateTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;

    private static string[] Errors(Reply reply)
    {
        Assert.Equal((HttpStatusCode.OK, "application/json"), (reply.Status, reply.Type));
        JsonElement report = JsonDocument.Parse(reply.Body).RootElement;
        string[] errors = [.. report.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("rule").GetString() ?? "-"} {error.GetProperty("code").GetString()}")];
        Assert.Equal(errors.Length == 0, report.GetProperty("valid").GetBoolean());
        return errors;
    }

    [Fact]
    public async Task A_valid_message_is_said_to_be_so_and_is_not_taken_in()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        long before = gateway.Journal.LastPosition;
        Reply reply = await gateway.ValidateAsync(Alpha, xml);
        Assert.Empty(Errors(reply));
        JsonElement report = JsonDocument.Parse(reply.Body).RootElement;
        Assert.Equal(
            ("pacs.008.001.08", "M" + uetr.Value.ToString("N"), uetr.ToString()),
            (report.GetProperty("messageDefinition").GetString(), report.GetProperty("messageId").GetString(), report.GetProperty("uetr").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Status);
        Assert.Equal(before, gateway.Journal.LastPosition);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, xml)).Status);
    }

    [Fact]
    public async Task What_is_wrong_is_what_the_switch_would_answer()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (_, string xml) = RunningGateway.CreditTransfer(instruction => instruction with
        {
            EndToEndId = "//", AcceptedAtMs = instruction.AcceptedAtMs - 60_000,
        });
        xml = xml.Replace("DE89370400440532013000", "DE89370400440532013001", StringComparison.Ordinal);
        Assert.Equal(["ReferenceSlashes FF01", "IbanCheck AC02", "AcceptanceTimeFresh TM01"], Errors(await gateway.ValidateAsync(Alpha, xml)));
        Reply sent = await gateway.PostAsync(Alpha, xml);
        foreach (string code in new[] { "FF01", "AC02", "TM01" }) Assert.Contains($"<Cd>{code}</Cd>", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_another_banks_name_or_to_another_switch_is_found()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (_, string xml) = RunningGateway.CreditTransfer();
        Assert.Equal(["InstructingAgentIsSender AG01", "HeaderMatchesDocument HEADER_FROM"], Errors(await gateway.ValidateAsync(Bravo, xml)));
        string elsewhere = xml.Replace($"<BICFI>{RunningGateway.SwitchBic}", "<BICFI>ELSEBEBBXXX", StringComparison.Ordinal);
        Assert.Equal(["HeaderMatchesDocument HEADER_TO"], Errors(await gateway.ValidateAsync(Alpha, elsewhere)));
    }

    [Fact]
    public async Task What_is_no_message_is_found_invalid_too()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Assert.Equal(["- EMPTY"], Errors(await gateway.ValidateAsync(Alpha, " ")));
        Assert.Equal(["- TRUNCATED"], Errors(await gateway.ValidateAsync(Alpha, "<Document>")));
        (_, string xml) = RunningGateway.CreditTransfer();
        Assert.Equal(["- SCHEMA"], Errors(await gateway.ValidateAsync(Alpha, xml.Replace("SLEV", "NONE", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_answer_is_validated_without_its_payment()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Uetr unknown = Uetr.FromRandom(new byte[16]);
        Assert.Empty(Errors(await gateway.ValidateAsync(Bravo, RunningGateway.Answer(unknown, "ACCP"))));
        Assert.Equal(["AnswerStatus ANSWER_STATUS"], Errors(await gateway.ValidateAsync(Bravo, RunningGateway.Answer(unknown, "PDNG"))));
    }

    [Fact]
    public async Task It_has_the_bounds_of_sending()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.ValidateAsync(null, "<a/>")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.ValidateAsync("NOBODEFFXXX", "<a/>")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await gateway.ValidateAsync(Alpha, "{}", "application/json")).Status);
        Reply large = await gateway.ValidateAsync(Alpha, new string('x', 262_145));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        Assert.Contains("Messages:BytesMax", large.Body, StringComparison.Ordinal);
        await using RunningGateway busy = await RunningGateway.StartAsync(new GatewayLimits { RequestsUnderWayMax = 0 });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await busy.ValidateAsync(Alpha, "<a/>")).Status);
    }
}

using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Writing;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Several schemes on one switch: each message is held to the rules of its own, which need not be the first.</summary>
public sealed class SeveralSchemesTests
{
    private static Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
        profiles: [SchemeProfileReader.BuiltIn("fps"), SchemeProfileReader.BuiltIn("sct-inst")]);

    [Fact]
    public async Task A_payment_in_the_second_schemes_currency_is_valid()
    {
        await using RunningGateway gateway = await StartAsync();
        (_, string xml) = RunningGateway.CreditTransfer();
        await AssertValidAsync(gateway, xml);
        // Without the scheme's own instrument it is not: it is this scheme's rule, and the first scheme has none such.
        Reply other = await gateway.ValidateAsync(RunningGateway.Alpha, xml.Replace("<Cd>INST</Cd>", "<Cd>OTHR</Cd>", StringComparison.Ordinal));
        Assert.Contains("LocalInstrument", other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_in_the_second_schemes_currency_is_held_to_that_scheme()
    {
        await using RunningGateway gateway = await StartAsync();
        string recall = Recall();
        await AssertValidAsync(gateway, recall);
        Reply sent = await gateway.PostAsync(RunningGateway.Alpha, recall);
        Assert.Equal(HttpStatusCode.NotFound, sent.Status);
        Assert.Contains("UNKNOWN_PAYMENT", sent.Body, StringComparison.Ordinal);
    }

    private static async Task AssertValidAsync(RunningGateway gateway, string xml)
    {
        Reply reply = await gateway.ValidateAsync(RunningGateway.Alpha, xml);
        Assert.True(JsonDocument.Parse(reply.Body).RootElement.GetProperty("valid").GetBoolean(), reply.Body);
    }

    private static string Recall()
    {
        var alpha = new PartyOrAgent(null, AgentIdentification.OfBic(RunningGateway.Alpha));
        var to = new PartyOrAgent(null, AgentIdentification.OfBic(RunningGateway.SwitchBic));
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var output = new ArrayBufferWriter<byte>();
        CancellationRequestWriter.Write(
            output, new OutgoingHeader(RunningGateway.Alpha, RunningGateway.SwitchBic, "RECALL", "camt.056.001.08", nowMs), new CancellationRequest
            {
                Assignment = new CaseAssignment("RECALL", alpha, to, "2026-11-21T05:00:00.000Z"),
                NumberOfTransactions = "1",
                Transactions =
                [
                    new RecalledPayment
                    {
                        CancellationId = "RECALL",
                        Original = new OriginalPayment { Uetr = "8a562c67-ca16-48ba-b074-65581be6f001", SettlementAmount = new AmountText("12.50", "EUR") },
                        Reasons = [new ReasonInformation { Reason = new CodeText("CUST") }],
                    },
                ],
            });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

using System.Buffers;
using System.Security.Cryptography;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Server.Tests;

/// <summary>What the sandbox's banks Alpha and Bravo send.</summary>
internal static class SandboxMessages
{
    private const string Alpha = "ALPHDEFFXXX";
    private const string Bravo = "BRAVFRPPXXX";
    private const string SwitchBic = "PSWTBEBBXXX";

    /// <summary>A credit transfer over 12.50 EUR from Alpha to Bravo, accepted now.</summary>
    public static (Uetr Uetr, byte[] Xml) CreditTransfer()
    {
        Uetr uetr = Uetr.FromRandom(RandomNumberGenerator.GetBytes(16));
        string id = uetr.Value.ToString("N");
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var output = new ArrayBufferWriter<byte>();
        CreditTransferWriter.Write(output, new OutgoingHeader(Alpha, SwitchBic, "B" + id, CreditTransferWriter.MessageDefinition, nowMs), new CreditTransferInstruction
        {
            MessageId = "M" + id,
            CreatedAtMs = nowMs,
            EndToEndId = "E" + id,
            TransactionId = "T" + id,
            Uetr = uetr,
            Amount = new Money(1_250, Currency.Of("EUR")),
            SettlementDate = SchemeProfileReader.BuiltIn("sct-inst").BusinessDayZone.DateAt(nowMs),
            AcceptedAtMs = nowMs,
            ServiceLevel = "SEPA",
            LocalInstrument = "INST",
            InstructingAgent = AgentIdentification.OfBic(Alpha),
            DebtorAgent = AgentIdentification.OfBic(Alpha),
            DebtorName = "Zoë",
            DebtorAccount = "DE89370400440532013000",
            CreditorAgent = AgentIdentification.OfBic(Bravo),
            CreditorName = "Élodie",
            CreditorAccount = "FR1420041010050500013M02606",
        });
        return (uetr, output.WrittenSpan.ToArray());
    }

    /// <summary>Bravo's answer.</summary>
    public static byte[] Answer(Uetr uetr, string status)
    {
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string id = uetr.Value.ToString("N");
        var output = new ArrayBufferWriter<byte>();
        StatusReportWriter.Write(output, new OutgoingHeader(Bravo, SwitchBic, "A" + id, StatusReportWriter.MessageDefinition, nowMs), new StatusReport
        {
            MessageId = "A" + id,
            CreatedAtMs = nowMs,
            OriginalMessageId = "M" + id,
            OriginalMessageDefinition = CreditTransferWriter.MessageDefinition,
            Uetr = uetr,
            Status = status,
        });
        return output.WrittenSpan.ToArray();
    }
}

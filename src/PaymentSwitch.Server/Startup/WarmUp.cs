using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Reads and writes a few made-up messages before the switch says that it is ready: what the runtime compiles at first use
/// would otherwise be paid for by the first bank. The engine never sees them.
/// </summary>
internal static class WarmUp
{
    // The runtime compiles a method for speed, in the background, after thirty calls.
    private const int Rounds = 32;

    /// <summary>Writes, reads and interprets a credit transfer and an answer, over and over.</summary>
    /// <param name="reader">The reader that the gateway will use.</param>
    /// <param name="profile">The scheme.</param>
    /// <param name="switchBic">The switch's own BIC.</param>
    /// <returns>How many messages were found valid. Schemas that somebody has put in place of ours may ask for more than these have.</returns>
    public static int Run(MessageReader reader, SchemeProfile profile, string switchBic)
    {
        const long NowMs = 1_700_000_000_000;
        AgentIdentification itself = AgentIdentification.OfBic(switchBic);
        Uetr uetr = Uetr.FromRandom(new byte[16]);
        var output = new ArrayBufferWriter<byte>(4096);
        var nobody = new MessageParties(new ParticipantId("WARMUP"), ParticipantDirectory.Empty, switchBic);
        var keys = PartyKeys.Create();
        int valid = 0;
        for (int i = 0; i < Rounds; i++)
        {
            output.ResetWrittenCount();
            CreditTransferWriter.Write(output, HeaderOf(CreditTransferWriter.MessageDefinition), new CreditTransferInstruction
            {
                MessageId = "WARMUP",
                CreatedAtMs = NowMs,
                Uetr = uetr,
                EndToEndId = "WARMUP",
                TransactionId = "WARMUP",
                Amount = new Money(1, profile.Currency),
                AcceptedAtMs = NowMs,
                SettlementDate = new DateOnly(2023, 11, 14),
                InstructingAgent = itself,
                DebtorAgent = itself,
                DebtorName = "Debtor",
                CreditorAgent = itself,
                CreditorName = "Creditor",
            });
            if (reader.Read(output.WrittenSpan.ToArray()).Message is CreditTransferMessage transfer)
            {
                valid++;
                HeaderRules.Check(transfer, profile, nobody);
                CreditTransferRules.Interpret(transfer, profile, NowMs);
                output.ResetWrittenCount();
                OriginalMessage opened = keys.Open(keys.Seal(transfer.Original, new PartyPair(keys.HandleOf("debtor"), keys.HandleOf("creditor"))).Sealed)!;
                ForwardWriter.Write(output, HeaderOf(CreditTransferWriter.MessageDefinition), opened);
            }

            output.ResetWrittenCount();
            StatusReportWriter.Write(output, HeaderOf(StatusReportWriter.MessageDefinition), new StatusReport
            {
                MessageId = "WARMUP",
                CreatedAtMs = NowMs,
                OriginalMessageId = "WARMUP",
                OriginalMessageDefinition = CreditTransferWriter.MessageDefinition,
                OriginalEndToEndId = "WARMUP",
                Uetr = uetr,
                Status = profile.SettledStatus,
                AcceptedAtMs = NowMs,
                SettledAtMs = NowMs,
            });
            if (reader.Read(output.WrittenSpan.ToArray()).Message is not StatusReportMessage report) continue;
            valid++;
            StatusReportRules.Interpret(report);
        }

        return valid;

        OutgoingHeader HeaderOf(string definition) => new(itself, itself, "WARMUP", definition, NowMs);
    }
}

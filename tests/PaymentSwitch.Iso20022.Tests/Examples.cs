using System.Buffers;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Messages to start a test from, as the writers write them.</summary>
public static class Examples
{
    /// <summary>2026-11-21T05:00:00.000Z.</summary>
    public const long NowMs = 1_795_237_200_000;

    public static readonly Uetr Uetr = Uetr.Parse("b1f2a3c4-d5e6-4789-8abc-def012345678");

    public static MessageReader Reader { get; } = new(SchemaCatalogue.LoadShipped(), new MessageLimits());

    public static CreditTransferInstruction Instruction { get; } = new()
    {
        MessageId = "MSG-1",
        CreatedAtMs = NowMs,
        Uetr = Uetr,
        InstructionId = "INSTR-1",
        EndToEndId = "E2E-1",
        TransactionId = "TX-1",
        Amount = new Money(1250, Currency.Of("EUR")),
        SettlementDate = new DateOnly(2026, 11, 21),
        AcceptedAtMs = NowMs - 250,
        ServiceLevel = "SEPA",
        LocalInstrument = "INST",
        InstructingAgent = AgentIdentification.OfBic("AGRIFRPPXXX"),
        InstructedAgent = AgentIdentification.OfBic("BANKDEFFXXX"),
        DebtorAgent = AgentIdentification.OfBic("AGRIFRPPXXX"),
        CreditorAgent = AgentIdentification.OfBic("BANKDEFFXXX"),
        DebtorName = "Jean & Söhne <GmbH>",
        CreditorName = "Erika",
        DebtorAccount = "FR1420041010050500013M02606",
        CreditorAccount = "DE89370400440532013000",
        RemittanceText = "Invoice \"42\"",
    };

    public static OutgoingHeader Header(string definition) => new("AGRIFRPPXXX", "SWTCHXXXXXX", "BIZ-1", definition, NowMs);

    public static byte[] CreditTransfer(CreditTransferInstruction? instruction = null) => Written(output =>
        CreditTransferWriter.Write(output, Header(CreditTransferWriter.MessageDefinition), instruction ?? Instruction));

    public static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>A credit transfer with a text replaced. The text must be there.</summary>
    public static CreditTransferMessage With(string old, string @new)
    {
        string xml = Text(CreditTransfer());
        Assert.Contains(old, xml);
        return Read<CreditTransferMessage>(xml.Replace(old, @new, StringComparison.Ordinal));
    }

    public static T Read<T>(string xml)
        where T : IncomingMessage => Read<T>(Encoding.UTF8.GetBytes(xml));

    public static T Read<T>(byte[] bytes)
        where T : IncomingMessage
    {
        MessageReadResult result = Reader.Read(bytes);
        Assert.True(result.Message is not null, string.Join("\n", result.Errors));
        return Assert.IsType<T>(result.Message);
    }

    /// <summary>The debtor agent as the sender, among the two banks of the examples.</summary>
    public static MessageParties Parties { get; } = new(
        new ParticipantId("AGRIFRPPXXX"), ParticipantDirectory.Of([Bank("AGRIFRPPXXX"), Bank("BANKDEFFXXX")]), "SWTCHXXXXXX");

    public static Participant Bank(string bic, ParticipantStanding standing = ParticipantStanding.Enabled) =>
        new(new ParticipantId(bic), bic, standing, [new ReachableAgent(AgentIdentification.OfBic(bic), bic, IsReachableParty: false)]);

    /// <summary>A scheme with all rules that need nothing but the message.</summary>
    public static SchemeProfile AllRules { get; } = Schemes.SchemeProfileReader.BuiltIn("sct-inst") with
    {
        Rules = System.Collections.Frozen.FrozenSet.ToFrozenSet(Enum.GetValues<SchemeRule>()),
        ClearingSystems = System.Collections.Frozen.FrozenSet.ToFrozenSet(["IBP"]),
        AmountMaxMinor = 100_000_00,
    };
}

using Google.Protobuf;
using Google.Protobuf.Reflection;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;
using Stored = PaymentSwitch.Storage.Events.Stored;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>What a reader makes of facts that are not quite what it wrote: of a later version, with more in them, with less.</summary>
public sealed class StoredFactTests
{
    // Messages inside a fact that it may be without: it means something that they are not there.
    private static readonly string[] MayBeMissing = ["LaterOutcomeReceived.reason", "PaymentReceived.instructing_agent", "StatementIssued.turnover"];

    public static TheoryData<string> Names => [.. SampleFacts.Named().Keys];

    [Fact]
    public void A_fact_of_a_later_version_or_an_unknown_type_stops_the_reading_and_says_what_was_found()
    {
        Stored.Fact later = Generated(SampleFacts.All().First());
        later.Version = 9;
        Assert.Contains("fact type 20 is of version 9", Refused(later.ToByteArray()), StringComparison.Ordinal);

        // Field 69 holds an empty message: a fact type of a later version of the switch.
        byte[] unknown = [.. new Stored.Fact { Participant = "A" }.ToByteArray(), 0xAA, 0x04, 0x00];
        Assert.Contains("does not know fact type 69", Refused(unknown), StringComparison.Ordinal);
        Assert.Contains("no fact", Refused(new Stored.Fact { Participant = "A" }.ToByteArray()), StringComparison.Ordinal);
        Assert.Contains("no entity", Refused(new Stored.Fact { PaymentClosed = new Stored.PaymentClosed() }.ToByteArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_fact_with_a_member_that_an_older_switch_would_skip_is_of_a_later_version()
    {
        Assert.All(SampleFacts.All(), entry => Assert.Equal(0U, Generated(entry).Version));
        // These tell more than they did, and mean the same to who does not read it.
        Type[] same =
        [
            typeof(PaymentReceived), typeof(AccountFunded), typeof(AccountWithdrawn), typeof(ParticipantAgentsChanged), typeof(ParticipantStandingChanged),
            typeof(CycleNetted), typeof(CycleFoundUnbalanced),
        ];
        Assert.All(SampleFacts.Fuller(), entry => Assert.Equal(same.Contains(entry.Event.GetType()) ? 0U : 1U, Generated(entry).Version));

        EntityKey account = EntityKey.Of(SampleFacts.Account), bank = EntityKey.Of(SampleFacts.Bank);
        BookingKey itself = SampleFacts.Payment, back = new(SampleFacts.Payment, 1);
        IDomainEvent[] later =
        [
            new FundsReserved(0, back, 1), new FundsReserved(0, itself, 1, ""), new FundsReserved(0, itself, 1, null, Remembered: true),
            new ReservationPosted(0, back, 1), new ReservationPosted(0, itself, 1, 1),
            new AccountCredited(0, back, 1, false), new AccountCredited(0, itself, 1, false, 1), new AccountCredited(0, itself, 1, false, 0, ""),
            new ReservationReleased(0, back, 1), new BookingForgotten(0, back),
            new ParticipantEnrolled(0, "", [], new OperatorAct("")) { Role = ParticipantRole.SettlementBank },
            new ParticipantEnrolled(0, "", [], new OperatorAct("")) { Standing = ParticipantStanding.Onboarding },
        ];
        foreach (IDomainEvent fact in later)
        {
            var entry = new JournalEntry(fact is AccountEvent ? account : bank, 1, 0, fact);
            Assert.True(Generated(entry).Version == 1, $"{fact} is not of version 1.");
            Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(SampleFacts.Read(SampleFacts.Write(entry))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void New_fields_in_a_fact_and_in_what_it_is_made_of_are_no_obstacle(string name)
    {
        JournalEntry entry = SampleFacts.Named()[name];
        Stored.Fact generated = Generated(entry);
        foreach (IMessage message in Inside(generated)) message.MergeFrom(UnknownFields());
        // Field 19 of the fact itself: a number that this version knows nothing of.
        byte[] withMore = [0x98, 0x01, 0x07, .. generated.ToByteArray()];
        Assert.True(withMore.Length > SampleFacts.Write(entry).Length + 3, "Nothing was added.");
        Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(SampleFacts.Read(withMore)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fact_that_has_lost_a_part_it_cannot_be_without_is_refused(string name)
    {
        Stored.Fact whole = Generated(SampleFacts.Named()[name]);
        IMessage fact = FactIn(whole);
        foreach (FieldDescriptor field in fact.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.IsRepeated || MayBeMissing.Contains($"{fact.Descriptor.Name}.{field.Name}")) continue;
            bool isIdentity = field.FieldType == FieldType.Bytes && field.Name is "payment" or "instruction" or "failed";
            if (field.FieldType != FieldType.Message && !isIdentity) continue;
            Stored.Fact damaged = whole.Clone();
            IMessage part = FactIn(damaged);
            field.Accessor.Clear(part);
            Assert.NotEmpty(Refused(damaged.ToByteArray()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fact_about_an_entity_of_another_kind_is_refused(string name)
    {
        JournalEntry entry = SampleFacts.Named()[name];
        EntityKey[] keys =
        [
            EntityKey.Of(SampleFacts.Payment), EntityKey.Of(SampleFacts.Account), EntityKey.Of(SampleFacts.Bank), EntityKey.Of(new CycleId("fps", 1)),
            EntityKey.OfApproval(1), EntityKey.OfLiquidityTransfer(SampleFacts.Other), EntityKey.OfRequestToPay(SampleFacts.Other), EntityKey.OfScheme("fps"),
            EntityKey.PartyKeyring,
        ];
        Assert.Equal(Enum.GetValues<EntityKind>(), keys.Select(key => key.Kind));
        foreach (EntityKey key in keys.Where(key => key.Kind != entry.Entity.Kind))
            Assert.Contains(entry.Event is PaymentReceived ? "no payment" : key.ToString(), Refused(SampleFacts.Write(entry with { Entity = key })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountTermsSet", "model")]
    [InlineData("LiquidityAlertRaised", "bound")]
    [InlineData("LiquidityAlertCleared", "bound")]
    [InlineData("ParticipantEnrolled-fuller", "role")]
    [InlineData("ParticipantEnrolled-fuller", "standing")]
    [InlineData("ParticipantStandingChanged", "standing")]
    [InlineData("LiquidityRefused", "reply")]
    public void A_number_that_stands_for_nothing_known_is_refused(string name, string field)
    {
        Stored.Fact fact = Generated(SampleFacts.Named()[name]);
        IMessage message = FactIn(fact);
        message.Descriptor.FindFieldByName(field).Accessor.SetValue(message, 99U);
        Assert.Contains("99", Refused(fact.ToByteArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_fact_that_are_none_are_refused()
    {
        Stored.Fact fact = Generated(SampleFacts.Named()[nameof(CycleInstructed)]);
        fact.CycleInstructed.Instructions[0].Status = 99;
        Assert.Contains("InstructionStatus 99", Refused(fact.ToByteArray()), StringComparison.Ordinal);
        fact.CycleInstructed.Instructions[0].Uetr = ByteString.Empty;
        Assert.Contains("identity", Refused(fact.ToByteArray()), StringComparison.Ordinal);

        fact = Generated(SampleFacts.Named()[nameof(CredentialsSet)]);
        fact.CredentialsSet.Credentials[1].Kind = 99;
        Assert.Contains("CredentialKind 99", Refused(fact.ToByteArray()), StringComparison.Ordinal);

        fact = Generated(SampleFacts.Named()[nameof(Domain.Liquidity.LiquidityConfirmed)]);
        fact.LiquidityConfirmed.Terms.Direction = 99;
        Assert.Contains("LiquidityDirection 99", Refused(fact.ToByteArray()), StringComparison.Ordinal);
        fact.LiquidityConfirmed.Terms.Account = null;
        Assert.Contains("account", Refused(fact.ToByteArray()), StringComparison.Ordinal);

        fact = Generated(SampleFacts.Named()[nameof(CycleOpened)]);
        foreach (string none in (string[])["", "2027-02-29", "15.01.2027"])
        {
            fact.CycleOpened.BusinessDate = none;
            Assert.Contains($"'{none}' is no business date", Refused(fact.ToByteArray()), StringComparison.Ordinal);
        }

        fact = Generated(SampleFacts.Named()[nameof(RecallRequested)]);
        fact.RecallRequested.Message.DocumentLength = 99;
        Assert.Contains("Document outside it", Refused(fact.ToByteArray()), StringComparison.Ordinal);
    }

    private static Stored.Fact Generated(JournalEntry entry) => Stored.Fact.Parser.ParseFrom(SampleFacts.Write(entry));

    private static string Refused(byte[] fact) => Assert.Throws<InvalidDataException>(() => SampleFacts.Read(fact)).Message;

    /// <summary>The fact in the envelope.</summary>
    private static IMessage FactIn(Stored.Fact envelope) =>
        (IMessage)Stored.Fact.Descriptor.Oneofs.Single(oneof => oneof.Name == "fact").Accessor.GetCaseFieldDescriptor(envelope).Accessor.GetValue(envelope);

    private static IEnumerable<IMessage> Inside(IMessage message)
    {
        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldType == FieldType.Message))
        {
            object? value = field.Accessor.GetValue(message);
            foreach (IMessage inner in (IEnumerable<IMessage>)(value switch
            {
                null => [],
                IMessage one => [one],
                System.Collections.IEnumerable many => many.Cast<IMessage>(),
                _ => throw new InvalidOperationException($"{field.Name} is no message."),
            }))
            {
                yield return inner;
                foreach (IMessage deeper in Inside(inner)) yield return deeper;
            }
        }
    }

    /// <summary>Fields far beyond those in use, of each wire type.</summary>
    private static CodedInputStream UnknownFields()
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteTag(1_001, WireFormat.WireType.Varint);
        output.WriteUInt64(ulong.MaxValue);
        output.WriteTag(1_002, WireFormat.WireType.Fixed64);
        output.WriteFixed64(1);
        output.WriteTag(1_003, WireFormat.WireType.LengthDelimited);
        output.WriteString("of a later version");
        output.WriteTag(1_004, WireFormat.WireType.Fixed32);
        output.WriteFixed32(1);
        output.Flush();
        return new CodedInputStream(stream.ToArray());
    }
}

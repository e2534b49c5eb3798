using Google.Protobuf;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using Stored = PaymentSwitch.Storage.Events.Stored;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>The stored form of groups: what goes in comes out, it is what journal.proto says, and nothing else is believed.</summary>
public sealed class StoredFormTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Any_group_is_read_as_it_was_written_and_just_as_the_generated_classes_write_it(int seed, bool copies)
    {
        var random = new RandomFacts(seed);
        var writer = new GroupCodec();
        var reader = new GroupCodec(copies);
        int facts = 0;
        var types = new HashSet<Type>();
        for (long position = 1; position <= 300; position++)
        {
            CommitGroup group = random.Group(position);
            byte[] payload = writer.Write(group).ToArray();
            Assert.Equal(SampleFacts.Describe(group), SampleFacts.Describe(reader.Read(position, group.AtMs, group.Entries.Count, payload)));
            Stored.Group generated = Stored.Group.Parser.ParseFrom(payload);
            Assert.Equal(payload, generated.ToByteArray());
            Assert.Equal(group.Entries.Count, generated.Facts.Count);
            facts += group.Entries.Count;
            types.UnionWith(group.Entries.Select(entry => entry.Event.GetType()));
        }

        Assert.InRange(facts, 2_000, 6_000);
        Assert.Empty(SampleFacts.All().Select(entry => entry.Event.GetType()).Except(types));
    }

    [Fact]
    public void A_payload_that_is_cut_off_or_changed_is_read_as_a_group_or_refused_but_does_nothing_else()
    {
        var random = new Random(5);
        CommitGroup group = SampleFacts.Group(200);
        byte[] payload = new GroupCodec().Write(group).ToArray();
        int refused = 0;
        for (int length = 0; length < payload.Length; length++) refused += Refuses(group, payload[..length]) ? 1 : 0;
        // Cut off just between facts and deliveries it is a group without deliveries: that is the hash's to find.
        Assert.Equal(payload.Length - 1, refused);
        refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. payload];
            for (int changes = random.Next(1, 4); changes > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            refused += Refuses(group, changed) ? 1 : 0;
        }

        Assert.InRange(refused, 2_000, 19_999);
    }

    [Fact]
    public void A_refusal_names_the_position_and_the_fact()
    {
        Stored.Group stored = Stored.Group.Parser.ParseFrom(new GroupCodec().Write(SampleFacts.Group(200)));
        stored.Facts[4].Version = 3;
        JournalException refused = Assert.Throws<JournalException>(() => new GroupCodec().Read(200, 0, stored.Facts.Count, stored.ToByteArray()));
        Assert.Contains("position 200, fact 4: fact type 24 is of version 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_kept_does_not_keep_the_others_of_its_group_where_copies_are_asked_for()
    {
        CommitGroup group = SampleFacts.Group(200);
        byte[] payload = new GroupCodec().Write(group).ToArray();
        Assert.Same(payload, ArrayOf(new GroupCodec().Read(200, 0, group.Entries.Count, payload)));
        Assert.NotSame(payload, ArrayOf(new GroupCodec(copies: true).Read(200, 0, group.Entries.Count, payload)));

        static byte[]? ArrayOf(CommitGroup read)
        {
            var received = (Domain.Payments.PaymentReceived)read.Entries[0].Event;
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(received.Message.Bytes, out ArraySegment<byte> segment));
            return segment.Array;
        }
    }

    private static bool Refuses(CommitGroup group, byte[] payload)
    {
        try
        {
            new GroupCodec().Read(group.Position, group.AtMs, group.Entries.Count, payload);
            return false;
        }
        catch (JournalException)
        {
            return true;
        }
    }
}

using PaymentSwitch.Engine.Journal;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Conformance;

/// <summary>What every journal does. A new one inherits this, and says how it is opened.</summary>
public abstract class JournalSpec
{
    /// <summary>Opens the journal of this test; a second time, what the first one left.</summary>
    protected abstract IJournal Open();

    /// <summary>Whether a journal that was closed is found again.</summary>
    protected abstract bool LastsBeyondClosing { get; }

    [Fact]
    public void An_empty_journal_stands_at_zero_and_has_nothing_to_read()
    {
        using IJournal journal = Open();
        Assert.Equal(0, journal.LastPosition);
        Assert.Empty(journal.Read(1));
        Assert.Throws<JournalException>(() => journal.ReadGroup(1));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Groups_of_any_content_come_back_in_order_from_any_position(int seed)
    {
        var random = new RandomFacts(seed);
        using IJournal journal = Open();
        var stored = new List<string>();
        for (int position = 1; position <= 120; position++)
        {
            CommitGroup group = random.Group(position);
            journal.Append(group);
            stored.Add(SampleFacts.Describe(group));
            Assert.Equal(position, journal.LastPosition);
        }

        for (int from = 1; from <= 121; from += 13)
            Assert.Equal(stored[(from - 1)..], journal.Read(from).Select(SampleFacts.Describe));
        for (int position = 1; position <= 120; position += 17)
            Assert.Equal(stored[position - 1], SampleFacts.Describe(journal.ReadGroup(position)));
    }

    [Fact]
    public void Who_stops_reading_early_holds_nothing_up()
    {
        using IJournal journal = Open();
        for (int position = 1; position <= 50; position++) journal.Append(SampleFacts.Group(position));
        Assert.Equal([1L, 2, 3], journal.Read(1).Take(3).Select(group => group.Position));
        journal.Append(SampleFacts.Group(51));
        Assert.Equal(51, journal.Read(1).Count());
    }

    [Fact]
    public void A_gap_and_a_repeat_are_refused()
    {
        using (IJournal journal = Open())
        {
            journal.Append(SampleFacts.Group(1));
            Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(3)));
        }

        if (!LastsBeyondClosing) return;
        using IJournal again = Open();
        Assert.Throws<JournalException>(() => again.Append(SampleFacts.Group(1)));
    }

    [Fact]
    public void What_was_appended_is_there_after_closing_and_goes_on()
    {
        Assert.SkipUnless(LastsBeyondClosing, "This journal lasts only as long as it is open.");
        for (int round = 0; round < 3; round++)
        {
            using IJournal journal = Open();
            Assert.Equal(round * 10, journal.LastPosition);
            for (int position = (round * 10) + 1; position <= (round + 1) * 10; position++) journal.Append(SampleFacts.Group(position));
        }

        using IJournal again = Open();
        Assert.Equal(
            Enumerable.Range(1, 30).Select(position => SampleFacts.Describe(SampleFacts.Group(position))), again.Read(1).Select(SampleFacts.Describe));
    }

    [Fact]
    public async Task Readers_beside_the_writer_see_what_was_appended_before_they_asked()
    {
        using IJournal journal = Open();
        const int Groups = 400;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(reader => Task.Run(() => ReadUntilTheEnd(journal, reader, Groups)))];
        for (int position = 1; position <= Groups; position++) journal.Append(SampleFacts.Group(position));
        await Task.WhenAll(readers);
    }

    private static void ReadUntilTheEnd(IJournal journal, int seed, int groups)
    {
        var random = new Random(seed);
        long last = 0;
        while (last < groups)
        {
            last = journal.LastPosition;
            if (last == 0) continue;
            long one = random.NextInt64(1, last + 1);
            Assert.Equal(SampleFacts.Describe(SampleFacts.Group(one)), SampleFacts.Describe(journal.ReadGroup(one)));
            long from = Math.Max(1, last - 20);
            long next = from;
            foreach (CommitGroup group in journal.Read(from)) Assert.Equal(next++, group.Position);
            Assert.True(next > last, $"Position {last} was appended, and reading ended before {next}.");
        }
    }
}

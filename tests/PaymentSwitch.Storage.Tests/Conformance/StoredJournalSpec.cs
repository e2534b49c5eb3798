using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Conformance;

/// <summary>
/// What every journal in a database does beyond <see cref="JournalSpec"/>: whatever was changed behind its back is noticed
/// and its position named. A new one inherits this, and says how it is opened and how its tables are changed.
/// </summary>
public abstract class StoredJournalSpec
{
    /// <summary>Opens the journal of this test for writing.</summary>
    protected abstract IJournal Open();

    /// <summary>Opens it to be read.</summary>
    protected abstract IJournal OpenReadOnly();

    /// <summary>Looks at all of it.</summary>
    protected abstract JournalVerification Verify(IProgress<long>? progress = null);

    /// <summary>Runs statements behind the journal's back.</summary>
    /// <returns>The first column of the first row.</returns>
    protected abstract object? Execute(string sql);

    /// <summary>Bytes as the database's SQL writes them.</summary>
    protected abstract string Literal(byte[] bytes);

    [Fact]
    public void A_gap_is_refused_and_ends_the_writing()
    {
        using IJournal journal = Open();
        journal.Append(SampleFacts.Group(1));
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(3)));
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2)));
    }

    [Theory]
    [InlineData("position = -3")]
    [InlineData("epoch = epoch + 1")]
    [InlineData("count = count - 1")]
    [InlineData("at_ms = at_ms + 1")]
    [InlineData("hash = ZEROS")]
    [InlineData("hash = ONE")]
    [InlineData("payload = NOTHING")]
    [InlineData("payload = (SELECT payload FROM journal WHERE position = 2)")]
    public void A_changed_column_is_found_and_its_position_named(string change)
    {
        Fill(5);
        change = change.Replace("ZEROS", Literal(new byte[32]), StringComparison.Ordinal)
            .Replace("ONE", Literal([1]), StringComparison.Ordinal)
            .Replace("NOTHING", Literal([]), StringComparison.Ordinal);
        Execute($"UPDATE journal SET {change} WHERE position = 3");
        using IJournal journal = Open();
        JournalException damaged = Assert.Throws<JournalException>(() => journal.Read(1).Count());
        Assert.Contains("position 3", damaged.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => journal.ReadGroup(3));
    }

    [Fact]
    public void Every_flipped_byte_of_a_row_is_found()
    {
        Fill(2);
        byte[] payload = (byte[])Execute("SELECT payload FROM journal WHERE position = 1")!;
        byte[] hash = (byte[])Execute("SELECT hash FROM journal WHERE position = 1")!;
        using IJournal journal = Open();
        // Each column of the row beside the payload's bytes has a test of its own; of the payload every eleventh byte will do: the hash looks at all alike.
        for (int i = 0; i < payload.Length + hash.Length; i += i < payload.Length ? 11 : 1)
        {
            byte[] changed = i < payload.Length ? [.. payload] : [.. hash];
            changed[i < payload.Length ? i : i - payload.Length] ^= (byte)(1 << (i % 8));
            Execute($"UPDATE journal SET payload = {Literal(i < payload.Length ? changed : payload)}, hash = {Literal(i < payload.Length ? hash : changed)} WHERE position = 1");
            Assert.Throws<JournalException>(() => journal.Read(1).Count());
        }
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE position = 3", 3)]
    [InlineData("DELETE FROM journal WHERE position = 1", 1)]
    [InlineData("UPDATE journal SET position = 99 WHERE position = 3; UPDATE journal SET position = 3 WHERE position = 4; UPDATE journal SET position = 4 WHERE position = 99", 3)]
    public void A_missing_or_moved_row_is_found(string change, int position)
    {
        Fill(6);
        Execute(change);
        using IJournal journal = Open();
        Assert.Contains($"position {position}", Assert.Throws<JournalException>(() => journal.Read(1).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_epoch_fences_the_first_for_good()
    {
        using IJournal journal = Open();
        journal.Append(SampleFacts.Group(1));
        Execute("UPDATE writer SET epoch = epoch + 1");
        Assert.Contains("fenced", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2))).Message, StringComparison.Ordinal);
        Execute("UPDATE writer SET epoch = epoch - 1");
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2)));
        Assert.Single(journal.Read(1));
    }

    [Fact]
    public void A_group_of_a_later_version_of_the_payload_is_refused()
    {
        Fill(3);
        Rewrite(3, row => row with { Version = 2 });
        Assert.Contains("position 3 is of version 2", Assert.Throws<JournalException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_an_epoch_before_the_one_before_it_is_refused_though_its_hash_is_right()
    {
        Fill(1);
        Fill(1);
        Rewrite(2, row => row with { Epoch = 0 });
        Assert.Contains("position 2 is damaged: it was written under epoch 0", Assert.Throws<JournalException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_before_the_damage_is_read()
    {
        Fill(700);
        Execute("UPDATE journal SET at_ms = 0 WHERE position = 600");
        using IJournal journal = OpenReadOnly();
        var read = new List<long>();
        Assert.Throws<JournalException>(ReadAll);
        Assert.Equal(Enumerable.Range(1, 599).Select(position => (long)position), read);

        void ReadAll()
        {
            foreach (CommitGroup group in journal.Read(1)) read.Add(group.Position);
        }
    }

    [Fact]
    public void A_look_at_an_undamaged_journal_finds_every_group_and_fact()
    {
        Fill(300);
        var reported = new Reports();
        JournalVerification verification = Verify(reported);
        Assert.True(verification.IsGood, verification.Problem);
        Assert.Equal((300, 300 * SampleFacts.Group(1).Entries.Count), (verification.GoodGroups, verification.GoodFacts));
        Assert.Equal(300, reported.Positions[^1]);
        Assert.Matches("^[0-9a-f]{64}$", verification.LastHash);
    }

    [Theory]
    [InlineData("UPDATE journal SET at_ms = at_ms + 1 WHERE position = 288")]
    [InlineData("DELETE FROM journal WHERE position = 288")]
    public void A_look_at_a_damaged_journal_says_from_where_on(string damage)
    {
        Fill(300);
        Execute(damage);
        JournalVerification verification = Verify();
        Assert.False(verification.IsGood);
        Assert.Equal((287, (long?)288), (verification.GoodGroups, verification.FirstBadPosition));
        Assert.Contains("position 288", verification.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_journal_is_undamaged()
    {
        Fill(0);
        Assert.Equal(new JournalVerification(0, 0, null, null, ""), Verify());
    }

    [Fact]
    public void Who_opened_a_journal_to_read_sees_what_it_held_then_and_cannot_append()
    {
        Fill(3);
        using IJournal reading = OpenReadOnly();
        Fill(1);
        Assert.Equal(3, reading.LastPosition);
        Assert.Throws<InvalidOperationException>(() => reading.Append(SampleFacts.Group(5)));
        Assert.Equal(3, reading.Read(1).Count());
    }

    [Fact]
    public void A_fact_without_a_stored_form_ends_the_writing()
    {
        using IJournal journal = Open();
        CommitGroup group = SampleFacts.Group(1);
        group.Entries.Add(group.Entries[0] with { Event = new UnknownFact(1) });
        Assert.Contains(nameof(UnknownFact), Assert.Throws<JournalException>(() => journal.Append(group)).Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(1)));
        Assert.Equal(0, journal.LastPosition);
    }

    /// <summary>Appends so many groups under a new epoch.</summary>
    private protected void Fill(int groups)
    {
        using IJournal journal = Open();
        for (int i = 0; i < groups; i++) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
    }

    /// <summary>Changes the numbers of a row, with the hash that belongs to them: what somebody who knows the form could do.</summary>
    private void Rewrite(long position, Func<RowNumbers, RowNumbers> change)
    {
        long Number(string column) => (long)Execute($"SELECT {column} FROM journal WHERE position = {position}")!;
        RowNumbers row = change(new RowNumbers(position, Number("epoch"), Number("count"), Number("at_ms"), Number("version")));
        byte[] hash = new byte[JournalHash.Length];
        using var hashing = new JournalHash();
        byte[] before = (byte[])Execute($"SELECT hash FROM journal WHERE position = {position - 1}")!;
        hashing.Of(before, row, (byte[])Execute($"SELECT payload FROM journal WHERE position = {position}")!, hash);
        Execute($"UPDATE journal SET epoch = {row.Epoch}, version = {row.Version}, hash = {Literal(hash)} WHERE position = {position}");
        Assert.Equal(hash, (byte[])Execute($"SELECT hash FROM journal WHERE position = {position}")!);
    }

    private sealed record UnknownFact(long AtMs) : Domain.IDomainEvent;

    private sealed class Reports : IProgress<long>
    {
        public List<long> Positions { get; } = [];

        public void Report(long value) => Positions.Add(value);
    }
}

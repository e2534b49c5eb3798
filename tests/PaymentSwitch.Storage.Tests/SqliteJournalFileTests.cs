using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>The journal's file: its log, what is found at opening, and the look at all of it.</summary>
public sealed class SqliteJournalFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("journal.db");

    [Fact]
    public void What_is_in_the_log_only_is_there_after_a_crash()
    {
        string crashed = _folder.File("crashed.db");
        using (SqliteJournal journal = SqliteJournal.Open(Path))
        {
            for (int position = 1; position <= 30; position++) journal.Append(SampleFacts.Group(position));
            // The files as a crash leaves them: the log is not copied, and its index in shared memory is lost.
            File.Copy(Path, crashed);
            File.Copy(Path + "-wal", crashed + "-wal");
        }

        Assert.True(new FileInfo(crashed + "-wal").Length > new FileInfo(crashed).Length, "The groups are not in the log.");
        using SqliteJournal again = SqliteJournal.Open(crashed);
        Assert.Equal(Enumerable.Range(1, 30).Select(Described), again.Read(1).Select(SampleFacts.Describe));
    }

    [Fact]
    public void A_log_that_a_crash_cut_off_gives_a_prefix_of_the_groups_and_never_a_changed_one()
    {
        string crashed = _folder.File("crashed.db");
        byte[] file, log;
        using (SqliteJournal journal = SqliteJournal.Open(Path))
        {
            for (int position = 1; position <= 12; position++) journal.Append(SampleFacts.Group(position));
            file = File.ReadAllBytes(Path);
            log = File.ReadAllBytes(Path + "-wal");
        }

        string[] stored = [.. Enumerable.Range(1, 12).Select(Described)];
        var random = new Random(8);
        var lengths = new HashSet<int>();
        for (int i = 0; i < 60; i++)
        {
            File.Delete(crashed + "-shm");
            File.WriteAllBytes(crashed, file);
            File.WriteAllBytes(crashed + "-wal", log[..random.Next(log.Length + 1)]);
            try
            {
                using SqliteJournal journal = SqliteJournal.Open(crashed);
                string[] read = [.. journal.Read(1).Select(SampleFacts.Describe)];
                Assert.Equal(stored[..read.Length], read);
                lengths.Add(read.Length);
            }
            catch (JournalException error)
            {
                // Cut off before the very first commit: a file without tables.
                Assert.Contains(crashed, error.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(lengths.Count, 5, 13);
    }

    [Fact]
    public void The_log_is_copied_into_the_file_while_groups_are_appended()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path, new SqliteJournalSettings { CheckpointBytes = 200_000 });
        long position = 0;
        // However slow the copying is, it is done some time; without it the file would stay as small as it was created.
        while (new FileInfo(Path).Length < 1_000_000)
        {
            Assert.True(position < 20_000, "The log is never copied into the file.");
            journal.Append(SampleFacts.Group(++position));
        }

        long next = 1;
        foreach (CommitGroup group in journal.Read(1)) Assert.Equal(next++, group.Position);
        Assert.Equal(position + 1, next);
    }

    [Fact]
    public void A_log_does_not_grow_without_bound()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path, new SqliteJournalSettings { CheckpointBytes = 200_000 });
        long position = 0, sizeBefore = 0;
        int same = 0;
        // A log that begins anew has the size it had; it is enough to see that for a while, whenever that begins.
        while (same < 50)
        {
            Assert.True(position < 20_000, "The log grows on and on.");
            for (int i = 0; i < 20; i++) journal.Append(SampleFacts.Group(++position));
            long size = new FileInfo(Path + "-wal").Length;
            same = size == sizeBefore ? same + 1 : 0;
            sizeBefore = size;
        }
    }

    [Fact]
    public void Another_ones_database_an_empty_file_and_a_folder_are_no_journals_and_are_left_alone()
    {
        Execute("CREATE TABLE customers (name TEXT)");
        byte[] before = File.ReadAllBytes(Path);
        Assert.Contains("something else", Refused(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));

        File.Delete(Path);
        Directory.CreateDirectory(Path);
        Assert.Contains(Path, Refused(), StringComparison.Ordinal);
        Directory.Delete(Path);

        Assert.Contains(Path, Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(Path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path), "Reading has made a journal.");
        Assert.Contains("nowhere", Assert.Throws<JournalException>(() => SqliteJournal.Open(_folder.File("nowhere/journal.db"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_and_read_models_are_not_taken_for_a_journal()
    {
        SqliteSnapshotStore.Open(Path).Dispose();
        Assert.Contains("something else", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_a_later_version_of_the_payload_is_refused()
    {
        Fill(3);
        Rewrite(3, row => row with { Version = 2 });
        Assert.Contains("position 3 is of version 2", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_an_epoch_before_the_one_before_it_is_refused_though_its_hash_is_right()
    {
        Fill(1);
        Fill(1);
        Rewrite(2, row => row with { Epoch = 0 });
        Assert.Contains("position 2 is damaged: it was written under epoch 0", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_before_the_damage_is_read()
    {
        Fill(700);
        Execute("UPDATE journal SET at_ms = 0 WHERE position = 600");
        using SqliteJournal journal = SqliteJournal.Open(Path);
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
        JournalVerification verification = SqliteJournal.Verify(Path, reported);
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
        JournalVerification verification = SqliteJournal.Verify(Path);
        Assert.False(verification.IsGood);
        Assert.Equal((287, (long?)288), (verification.GoodGroups, verification.FirstBadPosition));
        Assert.Contains("position 288", verification.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_journal_is_undamaged()
    {
        Fill(0);
        Assert.Equal(new JournalVerification(0, 0, null, null, ""), SqliteJournal.Verify(Path));
    }

    [Fact]
    public void The_lock_is_let_go_when_the_journal_is_closed_or_could_not_be_opened()
    {
        Fill(1);
        Execute("PRAGMA user_version = 7");
        Refused();
        Execute("PRAGMA user_version = 1");
        Fill(1);
        Fill(1);
        using SqliteJournal journal = SqliteJournal.OpenReadOnly(Path);
        Assert.Equal(3, journal.LastPosition);
        Assert.Throws<InvalidOperationException>(() => journal.Append(SampleFacts.Group(4)));
        Assert.Equal(3, journal.Read(1).Count());
    }

    [Fact]
    public void A_fact_without_a_stored_form_ends_the_writing()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        CommitGroup group = SampleFacts.Group(1);
        group.Entries.Add(group.Entries[0] with { Event = new UnknownFact(1) });
        Assert.Contains(nameof(UnknownFact), Assert.Throws<JournalException>(() => journal.Append(group)).Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(1)));
        Assert.Equal(0, journal.LastPosition);
    }

    public void Dispose() => _folder.Dispose();

    private static string Described(int position) => SampleFacts.Describe(SampleFacts.Group(position));

    private string Refused() => Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message;

    /// <summary>Appends so many groups under a new epoch.</summary>
    private void Fill(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int i = 0; i < groups; i++) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
    }

    /// <summary>Changes the numbers of a row, with the hash that belongs to them: what somebody who knows the form could do.</summary>
    private void Rewrite(long position, Func<RowNumbers, RowNumbers> change)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = $"SELECT r.epoch, r.count, r.at_ms, r.version, r.payload, b.hash FROM journal r JOIN journal b ON b.position = r.position - 1 WHERE r.position = {position}";
        RowNumbers row;
        byte[] hash = new byte[JournalHash.Length];
        using (SqliteDataReader reader = select.ExecuteReader())
        {
            Assert.True(reader.Read());
            row = change(new RowNumbers(position, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
            using var hashing = new JournalHash();
            hashing.Of(reader.GetFieldValue<byte[]>(5), row, reader.GetFieldValue<byte[]>(4), hash);
        }

        using SqliteCommand update = connection.CreateCommand();
        update.CommandText = $"UPDATE journal SET epoch = {row.Epoch}, version = {row.Version}, hash = x'{Convert.ToHexString(hash)}' WHERE position = {position}";
        Assert.Equal(1, update.ExecuteNonQuery());
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record UnknownFact(long AtMs) : Domain.IDomainEvent;

    private sealed class Reports : IProgress<long>
    {
        public List<long> Positions { get; } = [];

        public void Report(long value) => Positions.Add(value);
    }
}

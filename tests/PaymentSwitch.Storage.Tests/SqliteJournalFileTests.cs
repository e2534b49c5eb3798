using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>The journal's file: its log, and what is found at opening.</summary>
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
            // Without the note of its end, which would name the groups that were cut off.
            File.Delete(crashed + ".head");
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

    public void Dispose() => _folder.Dispose();

    private static string Described(int position) => SampleFacts.Describe(SampleFacts.Group(position));

    private string Refused() => Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message;

    /// <summary>Appends so many groups under a new epoch.</summary>
    private void Fill(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int i = 0; i < groups; i++) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
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
}

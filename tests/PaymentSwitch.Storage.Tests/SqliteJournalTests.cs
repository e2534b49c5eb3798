using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>What is stored comes back, whatever was changed behind the journal's back is noticed, and nobody writes beside it.</summary>
public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("journal.db");

    [Fact]
    public void What_is_stored_comes_back_after_reopening_from_any_position()
    {
        string[] stored = Fill(20);
        using SqliteJournal journal = SqliteJournal.Open(Path);
        Assert.Equal(20, journal.LastPosition);
        Assert.Equal(stored, journal.Read(1).Select(SampleFacts.Describe));
        Assert.Equal(stored[11..], journal.Read(12).Select(SampleFacts.Describe));
        Assert.Empty(journal.Read(21));
        Assert.Equal(stored[6], SampleFacts.Describe(journal.ReadGroup(7)));
        journal.Append(SampleFacts.Group(21));
        Assert.Equal(21, journal.Read(1).Count());
    }

    [Fact]
    public void A_column_of_another_type_is_found_and_its_position_named()
    {
        Fill(5);
        Execute("UPDATE journal SET payload = 'text' WHERE position = 3");
        using SqliteJournal journal = SqliteJournal.Open(Path);
        JournalException damaged = Assert.Throws<JournalException>(() => journal.Read(1).Count());
        Assert.Contains("position 3", damaged.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => journal.ReadGroup(3));
    }

    [Fact]
    public void Bytes_flipped_in_the_file_are_found_or_change_nothing()
    {
        string[] stored = Fill(12);
        byte[] file = File.ReadAllBytes(Path);
        var random = new Random(17);
        int found = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] flipped = [.. file];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Path, flipped);
            try
            {
                using SqliteJournal journal = SqliteJournal.Open(Path);
                string[] read = [.. journal.Read(1).Select(SampleFacts.Describe)];
                Assert.Equal(stored, read);
            }
            catch (JournalException)
            {
                found++;
            }
        }

        Assert.InRange(found, 20, 400);
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        journal.Append(SampleFacts.Group(1));
        Assert.Contains("being written by another", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_the_writing_and_loses_nothing_that_was_stored()
    {
        var stored = new List<string>();
        using (SqliteJournal journal = SqliteJournal.Open(Path, new SqliteJournalSettings { FileBytesMax = 24 * 16 * 1024 }))
        {
            JournalException full = Assert.Throws<JournalException>((Action)FillUp);
            void FillUp()
            {
                for (int position = 1; position < 100_000; position++)
                {
                    journal.Append(SampleFacts.Group(position));
                    stored.Add(SampleFacts.Describe(SampleFacts.Group(position)));
                }
            }

            Assert.Contains("the disk is full", full.Message, StringComparison.Ordinal);
            Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(stored.Count + 1)));
        }

        Assert.NotEmpty(stored);
        using SqliteJournal again = SqliteJournal.Open(Path);
        Assert.Equal(stored, again.Read(1).Select(SampleFacts.Describe));
    }

    [Fact]
    public void What_is_no_journal_or_of_a_later_version_is_refused()
    {
        File.WriteAllText(Path, new string('x', 5_000));
        Assert.Contains("not a database", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        File.Delete(Path);
        Fill(1);
        Execute("PRAGMA user_version = 2");
        Assert.Contains("is of version 2", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => SqliteStorage.Open(_folder.File("journal.db") + "/data"));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Fill(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int position = 1; position <= groups; position++) journal.Append(SampleFacts.Group(position));
        return [.. Enumerable.Range(1, groups).Select(position => SampleFacts.Describe(SampleFacts.Group(position)))];
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

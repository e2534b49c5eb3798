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
    public void A_gap_is_refused_and_ends_the_writing()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        journal.Append(SampleFacts.Group(1));
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(3)));
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2)));
    }

    [Theory]
    [InlineData("position = -3")]
    [InlineData("epoch = epoch + 1")]
    [InlineData("count = count - 1")]
    [InlineData("at_ms = at_ms + 1")]
    [InlineData("hash = zeroblob(32)")]
    [InlineData("hash = x'00'")]
    [InlineData("payload = 'text'")]
    [InlineData("payload = zeroblob(0)")]
    [InlineData("payload = (SELECT payload FROM journal WHERE position = 2)")]
    public void A_changed_column_is_found_and_its_position_named(string change)
    {
        Fill(5);
        Execute($"UPDATE journal SET {change} WHERE position = 3");
        using SqliteJournal journal = SqliteJournal.Open(Path);
        JournalException damaged = Assert.Throws<JournalException>(() => journal.Read(1).Count());
        Assert.Contains("position 3", damaged.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => journal.ReadGroup(3));
    }

    [Fact]
    public void Every_flipped_byte_of_a_row_is_found()
    {
        Fill(2);
        byte[] payload, hash;
        using (SqliteConnection connection = Connect())
        {
            payload = (byte[])Scalar(connection, "SELECT payload FROM journal WHERE position = 1")!;
            hash = (byte[])Scalar(connection, "SELECT hash FROM journal WHERE position = 1")!;
        }

        using SqliteJournal journal = SqliteJournal.Open(Path);
        using SqliteConnection behind = Connect();
        using SqliteCommand update = behind.CreateCommand();
        update.CommandText = "UPDATE journal SET payload = $payload, hash = $hash WHERE position = 1";
        update.Parameters.Add("$payload", SqliteType.Blob);
        update.Parameters.Add("$hash", SqliteType.Blob);
        for (int i = 0; i < payload.Length + hash.Length; i++)
        {
            byte[] changed = i < payload.Length ? [.. payload] : [.. hash];
            changed[i < payload.Length ? i : i - payload.Length] ^= (byte)(1 << (i % 8));
            update.Parameters[0].Value = i < payload.Length ? changed : payload;
            update.Parameters[1].Value = i < payload.Length ? hash : changed;
            update.ExecuteNonQuery();
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
        using SqliteJournal journal = SqliteJournal.Open(Path);
        Assert.Contains($"position {position}", Assert.Throws<JournalException>(() => journal.Read(1).Count()).Message, StringComparison.Ordinal);
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
    public void A_second_writer_is_refused_and_a_later_epoch_fences_the_first()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        journal.Append(SampleFacts.Group(1));
        Assert.Contains("being written by another", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);

        Execute("UPDATE writer SET epoch = epoch + 1");

        Assert.Contains("fenced", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2))).Message, StringComparison.Ordinal);
        Execute("UPDATE writer SET epoch = epoch - 1");
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2)));
        Assert.Single(journal.Read(1));
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

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

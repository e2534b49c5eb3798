using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>
/// The note of the journal's end beside it: damage to the log that SQLite takes for the log's end is noticed by it, and nothing is written by
/// a start that is refused.
/// </summary>
public sealed class SqliteJournalHeadTests : IDisposable
{
    private static readonly string[] Endings = ["", "-wal", ".head"];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("journal.db");

    private string Killed => _folder.File("killed.db");

    [Fact]
    public void Every_flipped_byte_of_the_log_of_a_killed_switch_is_noticed_and_the_refused_start_changes_nothing()
    {
        Kill(groups: 2);
        byte[] log = File.ReadAllBytes(Killed + "-wal");
        int changed = 0;
        // The log is a header of 32 bytes and frames of 24 and a page. What a page holds matters to no check but its sum, so of pages some bytes will do.
        for (int at = 0; at < log.Length; at += at < 32 || (at - 32) % (24 + (16 * 1024)) < 24 ? 1 : 131)
        {
            Flip(log, at);
            JournalException refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(Killed));
            Assert.Contains("Nothing was changed.", refused.Message, StringComparison.Ordinal);
            Assert.Equal(log, File.ReadAllBytes(Killed + "-wal"));
            Assert.False(IsGood(), $"Verification does not notice byte {at}.");
            Flip(log, at);
            changed++;
        }

        Assert.InRange(changed, 500, log.Length);
        using SqliteJournal whole = SqliteJournal.Open(Killed);
        Assert.Equal(2, whole.LastPosition);

        void Flip(byte[] bytes, int at)
        {
            bytes[at] ^= (byte)(1 << (at % 8));
            // The index of the log is made anew from it.
            File.Delete(Killed + "-shm");
            File.WriteAllBytes(Killed + "-wal", bytes);
        }

        bool IsGood()
        {
            try
            {
                return SqliteJournal.Verify(Killed).IsGood;
            }
            catch (JournalException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_refusal_names_the_position_and_the_files_and_what_to_do()
    {
        Kill(groups: 5);
        FlipInLog(0.99);
        (byte[] File, byte[] Log, byte[] Head) before = Bytes();
        string message = Refused();
        Assert.Contains($"{Killed} ends at position 4, and {Killed}.head says that position 5 was stored: position 5 and what follows is missing, or hidden behind damage in {Killed}-wal", message, StringComparison.Ordinal);
        Assert.Contains("restore the journal from a copy", message, StringComparison.Ordinal);
        Assert.Equivalent(before, Bytes(), strict: true);
        JournalVerification verification = SqliteJournal.Verify(Killed);
        Assert.Equal((4, (long?)5), (verification.GoodGroups, verification.FirstBadPosition));
        JournalException copied = Assert.Throws<JournalException>(() => JournalPlace.Copy(JournalPlace.OfSqlite(Killed), JournalPlace.OfSqlite(_folder.File("copy.db"))));
        Assert.Contains("position 5 was stored", copied.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("copy.db")), "The copy of a journal that lacks its end was kept.");
    }

    [Fact]
    public void Whoever_finds_damage_after_opening_has_written_nothing_to_journal_snapshots_and_read_models()
    {
        string folder = _folder.File("killed");
        using (SqliteStorage storage = SqliteStorage.Open(_folder.Path))
        {
            for (int position = 1; position <= 6; position++)
            {
                storage.Journal.Append(SampleFacts.Group(position));
                storage.ReadSide.Project([new CommitGroup { Position = position }], []);
            }

            storage.Snapshots.Save(SampleSnapshots.Of(2));
            Directory.CreateDirectory(folder);
            foreach (string file in Directory.GetFiles(_folder.Path, "*.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        }

        // The note is gone too: the read models are what tells.
        string journal = System.IO.Path.Combine(folder, "journal.db");
        File.Delete(JournalHead.PathOf(journal));
        byte[] log = File.ReadAllBytes(journal + "-wal");
        log[^5_000] ^= 1;
        File.WriteAllBytes(journal + "-wal", log);
        Dictionary<string, byte[]> before = Stored(folder);
        Assert.Equal(6, before.Count);
        using (SqliteStorage storage = SqliteStorage.Open(folder))
        {
            Assert.Contains("was missing", Assert.Single(storage.Notices), StringComparison.Ordinal);
            Assert.Contains("The read models are of position 6, the journal ends at 5", Assert.Throws<JournalException>(() => Recover(storage)).Message, StringComparison.Ordinal);
            Assert.Equal(5, storage.Journal.Read(1).Count());
        }

        Assert.Equal(before.Select(file => (file.Key, Convert.ToHexString(file.Value))), Stored(folder).Select(file => (file.Key, Convert.ToHexString(file.Value))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_torn_note_is_told_and_the_other_one_counts(int slot)
    {
        Kill(groups: 5);
        Tear(slot);
        using (SqliteJournal journal = SqliteJournal.Open(Killed))
        {
            Assert.Contains("one of its two notes was damaged", Assert.Single(journal.Notices), StringComparison.Ordinal);
            journal.Append(SampleFacts.Group(6));
        }

        Assert.Equal((6L, 0), (JournalHead.Find(Killed).Latest!.Position, JournalHead.Find(Killed).Bad));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_note_that_is_damaged_altogether_is_refused(bool isEmpty)
    {
        Kill(groups: 3);
        Tear(0);
        Tear(1);
        if (isEmpty) File.WriteAllBytes(Killed + ".head", []);
        (byte[] File, byte[] Log, byte[] Head) before = Bytes();
        Assert.Contains($"{Killed}.head, where the end of the journal is noted, is damaged: whether position 4 and more were stored cannot be told", Refused(), StringComparison.Ordinal);
        Assert.Equivalent(before, Bytes(), strict: true);
        Assert.Equal(4, SqliteJournal.Verify(Killed).FirstBadPosition);
    }

    [Fact]
    public void Every_flipped_byte_of_the_notes_is_told_or_lies_between_them()
    {
        Kill(groups: 3);
        byte[] notes = File.ReadAllBytes(Killed + ".head");
        for (int at = 0; at < notes.Length; at++)
        {
            notes[at] ^= 0x20;
            File.WriteAllBytes(Killed + ".head", notes);
            FoundHead found = JournalHead.Find(Killed);
            bool isNote = at % JournalHead.SlotBytes < JournalHead.Length;
            Assert.Equal(isNote ? 1 : 0, found.Bad);
            Assert.InRange(found.Latest!.Position, 2, 3);
            notes[at] ^= 0x20;
        }
    }

    [Fact]
    public void An_older_note_as_a_loss_of_power_leaves_it_is_accepted()
    {
        byte[] older;
        using (SqliteJournal journal = SqliteJournal.Open(Path))
        {
            for (int position = 1; position <= 3; position++) journal.Append(SampleFacts.Group(position));
            older = File.ReadAllBytes(Path + ".head");
            for (int position = 4; position <= 9; position++) journal.Append(SampleFacts.Group(position));
        }

        File.WriteAllBytes(Path + ".head", older);
        Assert.True(SqliteJournal.Verify(Path).IsGood);
        using SqliteJournal again = SqliteJournal.Open(Path);
        Assert.Equal((9, 0), (again.LastPosition, again.Notices.Count));
        again.Begin();
        Assert.Equal(9, JournalHead.Find(Path).Latest!.Position);
    }

    [Fact]
    public void A_journal_without_a_note_is_accepted_told_and_has_one_from_then_on()
    {
        Fill(3);
        File.Delete(Path + ".head");
        using (SqliteJournal journal = SqliteJournal.Open(Path))
        {
            Assert.Contains($"{Path}.head was missing: the journal ends at position 3", Assert.Single(journal.Notices), StringComparison.Ordinal);
            Assert.False(File.Exists(Path + ".head"), "Something was written before anything was asked for.");
            journal.Begin();
        }

        Assert.Equal(3, JournalHead.Find(Path).Latest!.Position);
        using SqliteJournal again = SqliteJournal.Open(Path);
        Assert.Empty(again.Notices);
    }

    [Fact]
    public void A_journal_that_is_gone_or_older_than_its_note_is_refused_until_the_note_is_removed()
    {
        Fill(2);
        File.Copy(Path, _folder.File("backup.db"));
        Fill(2);
        File.Copy(_folder.File("backup.db"), Path, overwrite: true);
        Assert.Contains("ends at position 2, and", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        File.Delete(Path);
        Assert.Contains("ends at position 0, and", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path), "A journal was made in place of the one that is gone.");
        File.Copy(_folder.File("backup.db"), Path);
        File.Delete(Path + ".head");
        Fill(1);
        Assert.Equal(3, SqliteJournal.Verify(Path).GoodGroups);
    }

    [Fact]
    public void Another_journal_of_the_same_length_is_refused()
    {
        Fill(3);
        File.Move(Path + ".head", Killed + ".head");
        using (SqliteJournal other = SqliteJournal.Open(Path))
            Assert.Single(other.Notices);
        File.Delete(Path);
        File.Delete(Path + ".head");
        using (SqliteJournal other = SqliteJournal.Open(Path))
        {
            for (int position = 1; position <= 3; position++)
            {
                CommitGroup group = SampleFacts.Group(position);
                group.AtMs++;
                other.Append(group);
            }
        }

        File.Move(Killed + ".head", Path + ".head", overwrite: true);
        Assert.Contains("position 3 is not the group that", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_has_a_note_of_its_own_and_is_not_made_beside_anothers()
    {
        Fill(4);
        string copy = _folder.File("copy.db");
        File.Copy(Path + ".head", copy + ".head");
        Assert.Contains("is there already", Assert.Throws<JournalException>(() => JournalPlace.Copy(JournalPlace.OfSqlite(Path), JournalPlace.OfSqlite(copy))).Message, StringComparison.Ordinal);
        File.Delete(copy + ".head");
        JournalPlace.Copy(JournalPlace.OfSqlite(Path), JournalPlace.OfSqlite(copy));
        Assert.Equal(4, JournalHead.Find(copy).Latest!.Position);
        using SqliteJournal journal = SqliteJournal.Open(copy);
        Assert.Empty(journal.Notices);
        journal.Append(SampleFacts.Group(5));
    }

    [Fact]
    public void A_note_that_cannot_be_written_stops_the_start_and_a_sync_that_fails_is_seen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such device.");
        Directory.CreateDirectory(Path + ".head");
        Assert.Contains("where the journal's end is noted, cannot be written", Assert.Throws<JournalException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        // A device that cannot be synced says so; the framework's own flush raises nothing there.
        using var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        RandomAccess.FlushToDisk(device);
        Assert.Contains("/dev/null could not be synced", Assert.Throws<IOException>(() => FileSync.File(device, "/dev/null")).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => FileSync.Folder(_folder.File("nowhere")));
    }

    public void Dispose() => _folder.Dispose();

    private static void Recover(SqliteStorage storage) => EmbeddedSwitch.Open(new EmbeddedSwitchSetup
    {
        Schemes = [TestProfiles.Gross], Journal = storage.Journal, Snapshots = storage.Snapshots, ReadSide = storage.ReadSide,
    });

    private static Dictionary<string, byte[]> Stored(string folder) =>
        Directory.GetFiles(folder).Where(file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith("-wal", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToDictionary(file => file, File.ReadAllBytes);

    /// <summary>Appends so many groups and keeps the files as a kill of the process leaves them, the log not copied.</summary>
    private void Kill(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int position = 1; position <= groups; position++) journal.Append(SampleFacts.Group(position));
        foreach (string ending in Endings) File.Copy(Path + ending, Killed + ending);
    }

    private void Fill(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int i = 0; i < groups; i++) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
    }

    private void FlipInLog(double where)
    {
        byte[] log = File.ReadAllBytes(Killed + "-wal");
        log[(int)(log.Length * where)] ^= 1;
        File.WriteAllBytes(Killed + "-wal", log);
    }

    /// <summary>Half of a note is of the next one.</summary>
    private void Tear(int slot)
    {
        using FileStream file = new(Killed + ".head", FileMode.Open, FileAccess.Write);
        file.Position = (slot * JournalHead.SlotBytes) + (JournalHead.Length / 2);
        file.Write(new byte[JournalHead.Length / 2]);
    }

    private string Refused() => Assert.Throws<JournalException>(() => SqliteJournal.Open(Killed)).Message;

    private (byte[] File, byte[] Log, byte[] Head) Bytes() => (File.ReadAllBytes(Killed), File.ReadAllBytes(Killed + "-wal"), File.ReadAllBytes(Killed + ".head"));
}
